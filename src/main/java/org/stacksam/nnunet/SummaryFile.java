package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.evaluation.EvaluationTable;
import org.stacksam.evaluation.SummaryJsonReader;

/**
 * nnU-Net's {@code summary.json}, from a validation, a cross-validation, an ensemble or {@code
 * nnUNetv2_evaluate_folder}; {@link SummaryJsonReader} reads it.
 */
public final class SummaryFile {

	/** Name of the file. */
	public static final String NAME = "summary.json";

	/** Results, dataset, trainer, fold, validation, postprocessed: no summary lies deeper. */
	private static final int DEPTH = 6;

	private SummaryFile() {}

	/**
	 * A summary that was found.
	 *
	 * @param name its folder relative to where the search began, such as {@code
	 *          Dataset005_Organs/nnUNetTrainer__nnUNetPlans__3d_fullres/crossval_results_folds_0_1_2_3_4}
	 */
	public record Found(String name, Path file) {}

	/**
	 * All summaries below a folder: of nnUNet_results those of each fold, cross-validation, postprocessing and ensemble.
	 *
	 * @return ascending by name; empty if there is none
	 */
	public static List<Found> find(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) throw new InputException("There is no folder " + folder + ". Check the path.");
		try (Stream<Path> files = Files.find(folder, DEPTH, (path, attributes) -> attributes.isRegularFile() && path
			.getFileName().toString().equals(NAME)))
		{
			return files.map(f -> new Found(folder.relativize(f.getParent()).toString().replace('\\', '/'), f)).sorted(Comparator
				.comparing(Found::name)).toList();
		}
	}

	/**
	 * Reads a summary.
	 *
	 * @param names label names, or null to call them by their values
	 * @return cases by the name of their prediction file, without surface metrics and voxel volumes (NaN)
	 * @throws InputException naming the file and what is wrong
	 */
	public static EvaluationTable read(final Path file, final LabelMapping names) throws IOException {
		return SummaryJsonReader.read(file, value -> names == null ? null : names.entries().stream().filter(e -> e
			.target() == value).map(e -> e.label().name()).findFirst().orElse(null));
	}
}
