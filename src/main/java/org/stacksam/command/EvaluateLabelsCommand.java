package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.evaluation.CasePairing;
import org.stacksam.evaluation.CaseScores;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.Evaluation;
import org.stacksam.evaluation.EvaluationTable;
import org.stacksam.evaluation.LabelPair;
import org.stacksam.evaluation.LabelScores;
import org.stacksam.evaluation.Metric;
import org.stacksam.evaluation.ReportTables;
import org.stacksam.evaluation.SummaryJsonWriter;
import org.stacksam.evaluation.SurfaceOptions;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Tables;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.io.OutputFile;
import org.stacksam.prompt.LabelClass;

/** Measures how well label images agree with a reference. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Evaluate Labels")
public final class EvaluateLabelsCommand extends StackSamCommand {

	@Parameter(label = "Predicted labels", persist = false, description = "Path of a label image, or of a folder of them")
	private String predicted_path = "";

	@Parameter(label = "Reference labels", persist = false,
		description = "Path of a label image, or of a folder with files of the same names")
	private String reference_path = "";

	@Parameter(label = "Label names", required = false, persist = false,
		description = "Which labels are scored: liver=5,spleen=1, or a JSON file; empty: all there are")
	private String label_names = "";

	@Parameter(label = "Save table as", required = false, persist = false,
		description = ".csv, or .json in the form of nnU-Net's summary.json")
	private String save_table = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "SAM Evaluation", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path predicted = Keys.requiredPath("predicted_path", predicted_path);
		final Path reference = Keys.requiredPath("reference_path", reference_path);
		final Optional<Path> tableFile = Keys.path("save_table", save_table);
		tableFile.ifPresent(file -> OutputFile.check(file, overwrite));
		final SortedMap<String, CasePairing.Pair> pairs = pairs(predicted, reference, progress);
		final List<EvaluatedLabel> labels = labels(pairs, progress);
		final List<CaseScores> cases = new ArrayList<>();
		for (final Map.Entry<String, CasePairing.Pair> pair : pairs.entrySet()) {
			final CasePairing.Pair files = pair.getValue();
			cases.add(new CaseScores(pair.getKey(), files.predicted().toString(), files.reference().toString(), Evaluation
				.evaluate(open(files, progress), labels, SurfaceOptions.DEFAULT, progress)));
		}
		final EvaluationTable evaluation = new EvaluationTable(labels, cases);
		table = Tables.of(ReportTables.scores(evaluation));
		if (tableFile.isPresent()) {
			if (tableFile.get().toString().toLowerCase(Locale.ROOT).endsWith(".json")) SummaryJsonWriter.write(evaluation,
				tableFile.get(), overwrite);
			else ReportTables.scores(evaluation).writeCsv(tableFile.get(), overwrite);
		}
		log(evaluation, progress);
	}

	/** Two files, or the files of two folders that have one name. */
	private static SortedMap<String, CasePairing.Pair> pairs(final Path predicted, final Path reference,
		final Progress progress) throws IOException
	{
		if (Files.isDirectory(predicted) != Files.isDirectory(reference)) throw new InputException("predicted_path=" +
			predicted + " and reference_path=" + reference + " must both be files or both be folders.");
		if (!Files.isDirectory(predicted)) {
			Keys.file("predicted_path", predicted.toString());
			Keys.file("reference_path", reference.toString());
			return new TreeMap<>(Map.of(CasePairing.caseName(predicted.toString()), new CasePairing.Pair(predicted,
				reference)));
		}
		final CasePairing pairing = CasePairing.of(files(predicted), files(reference));
		pairing.onlyPredicted().forEach(file -> progress.log("Left out, it has no reference: " + file));
		pairing.onlyReference().forEach(file -> progress.log("Left out, it has no prediction: " + file));
		return pairing.pairs();
	}

	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".") &&
				!CasePairing.caseName(file.toString()).equals(file.getFileName().toString())).sorted().toList();
		}
	}

	/** Those that are named, or all that occur in any file. */
	private List<EvaluatedLabel> labels(final SortedMap<String, CasePairing.Pair> pairs, final Progress progress)
		throws IOException
	{
		final SortedMap<Integer, String> names = new TreeMap<>();
		if (!label_names.isBlank()) for (final LabelClass label : Classes.named(label_names))
			names.put(label.value(), label.name());
		else for (final CasePairing.Pair pair : pairs.values())
			for (final Path file : List.of(pair.predicted(), pair.reference()))
				for (final LabelClass label : Classes.in(LabelFiles.labels(LabelFiles.open(file, progress))))
					names.put(label.value(), label.name());
		return names.entrySet().stream().map(name -> EvaluatedLabel.of(name.getValue(), name.getKey())).toList();
	}

	private static LabelPair open(final CasePairing.Pair files, final Progress progress) throws IOException {
		final StackSelection predicted = LabelFiles.open(files.predicted(), progress);
		final StackSelection reference = LabelFiles.open(files.reference(), progress);
		final Geometry grid = reference.geometry();
		if (!predicted.geometry().sameGrid(grid)) throw new InputException(files.predicted() + " and " + files.reference() +
			" lie on different grids: " + predicted.geometry() + " and " + grid + ". Resample one of them onto the other.");
		final LabelImages.Labels a = LabelFiles.labels(predicted), b = LabelFiles.labels(reference);
		return new LabelPair(a.image(), b.image(), grid.spacing());
	}

	private static void log(final EvaluationTable evaluation, final Progress progress) {
		for (final CaseScores scores : evaluation.cases())
			for (final LabelScores of : scores.labels())
				progress.log(String.format(Locale.ROOT, "%s, %s: Dice %.4f, IoU %.4f, %d voxels, reference %d", scores.name(), of
					.label().name(), Metric.DICE.of(of), Metric.IOU.of(of), of.overlap().predicted(), of.overlap().reference()));
		progress.log(String.format(Locale.ROOT, "Mean Dice of %d labels: %.4f", evaluation.labels().size(), evaluation
			.foregroundMean(Metric.DICE)));
	}
}
