package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.BatchCase;
import org.stacksam.batch.CaseRow;
import org.stacksam.ij.CaseImages;
import org.stacksam.nnunet.CaseFiles;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.SamModel;

/**
 * Finds the cases of a folder of annotators.
 *
 * @param output folder of the results
 * @param images folder that prompts need, if it was given
 */
record MergeCases(MergeKeys keys, Path output, Optional<Path> images, ModelService models, String model,
	ExecutionOptions execution)
{

	/**
	 * Finds them; what cannot be merged becomes a case that fails, so that it is told with all others.
	 *
	 * @param skipped gets a row for each case of a single annotator
	 * @throws InputException if cases cannot be told apart
	 */
	List<BatchCase> find(final Path annotations, final List<CaseRow> skipped, final Progress progress)
		throws IOException
	{
		final List<String> problems = new ArrayList<>();
		final SortedMap<String, List<AnnotatorFiles.Source>> byCase = AnnotatorFiles.byCase(annotations, problems, progress);
		final SortedMap<String, Path> imageOf = new TreeMap<>();
		if (images.isPresent()) {
			final CaseFiles.Listing listing = CaseFiles.pair(images.get(), null, new CaseImages(0, false));
			problems.addAll(listing.problems());
			listing.cases().forEach(files -> imageOf.put(files.id(), files.channels().get(0)));
		}
		if (!problems.isEmpty()) throw InputException.of("The cases cannot be told apart", problems);
		final Lock opening = new ReentrantLock();
		final List<BatchCase> cases = new ArrayList<>();
		for (final Map.Entry<String, List<AnnotatorFiles.Source>> entry : byCase.entrySet()) {
			if (entry.getValue().size() > 1) cases.add(of(entry.getKey(), entry.getValue(), imageOf, opening, progress));
			else {
				skipped.add(CaseRow.of(entry.getKey(), CaseRow.State.SKIPPED, "only " + entry.getValue().get(0).annotator() +
					" annotated it"));
				progress.log("Left out: " + entry.getKey() + ": " + skipped.get(skipped.size() - 1).message());
			}
		}
		return cases;
	}

	private BatchCase of(final String name, final List<AnnotatorFiles.Source> sources,
		final SortedMap<String, Path> imageOf, final Lock opening, final Progress progress)
	{
		try {
			final AnnotatorFiles annotators = AnnotatorFiles.of("case " + name, sources);
			if (annotators.areLabels()) keys.ofLabels(annotators);
			final Path image = annotators.areLabels() ? null : imageOf.get(name);
			if (!annotators.areLabels() && image == null) throw new InputException("there is no image " + name + (images
				.isPresent() ? " in " + images.get() : "; prompts need images_dir"));
			return new MergeCase(name, annotators, image, MergeCase.outputs(name, annotators, keys, output), keys, () -> open(
				progress), models, opening, MergeCase.bytes(annotators, image));
		}
		catch (final InputException e) {
			progress.log("Cannot be done: " + name + ": " + e.getMessage());
			return BatchCase.failed(name, e.getMessage());
		}
	}

	private SamModel open(final Progress progress) {
		return models.open(model, execution, progress);
	}

	/** What the results depend on; the model by its name, since label images need none. */
	String settings() throws IOException {
		return model + " " + execution.device() + " " + keys + " " + keys.named();
	}
}
