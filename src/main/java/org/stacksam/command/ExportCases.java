package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.CaseImages;
import org.stacksam.nnunet.CaseFiles;
import org.stacksam.nnunet.DatasetCase;
import org.stacksam.nnunet.Groups;
import org.stacksam.nnunet.ImageSource;

/**
 * Finds the cases of a dataset in the folders that the keys name; what is missing is collected, not thrown.
 *
 * @param channels that the dataset has
 * @param confidence folder with a confidence image a case, if it is needed
 * @param disagreement folder with a disagreement image a case, if it is needed
 * @param prompts folder that says which slices were annotated, if it was given
 */
record ExportCases(CaseImages images, int channels, Groups groups, Optional<Path> confidence,
	Optional<Path> disagreement, Optional<Path> prompts)
{

	/**
	 * Cases for training.
	 *
	 * @param problems gets a line for everything that keeps the dataset from being written
	 * @param leftOut null: everything that is missing does; else it gets the lines of cases that are left out for it
	 */
	List<DatasetCase> training(final Path imageFolder, final Path labelFolder, final List<String> problems,
		final List<String> leftOut, final Progress progress) throws IOException
	{
		final List<String> missing = leftOut == null ? problems : leftOut;
		final List<DatasetCase> cases = new ArrayList<>();
		for (final CaseFiles files : files(imageFolder, labelFolder, problems, missing, progress)) {
			progress.check();
			final List<String> own = new ArrayList<>();
			final ImageSource label = images.source(files.label(), files.labelFrame());
			final DatasetCase found = new DatasetCase(files.id(), sources(files), label, beside(confidence, "confidence_dir",
				files, own), beside(disagreement, "disagreement_dir", files, own), annotated(files, label, own, progress),
				groups.of(files.id(), files.series(), own));
			if (own.isEmpty() || leftOut == null) cases.add(found);
			missing.addAll(own);
		}
		return cases;
	}

	/** Cases that are only predicted. */
	List<DatasetCase> test(final Path imageFolder, final List<String> problems, final Progress progress)
		throws IOException
	{
		return files(imageFolder, null, problems, problems, progress).stream().map(files -> new DatasetCase(files.id(), sources(files),
			null, null, null, "")).toList();
	}

	private List<CaseFiles> files(final Path imageFolder, final Path labelFolder, final List<String> problems,
		final List<String> missing, final Progress progress) throws IOException
	{
		final CaseFiles.Listing listing = CaseFiles.pair(imageFolder, labelFolder, images);
		listing.skipped().forEach(file -> progress.log("Left out, no image: " + file));
		problems.addAll(listing.ambiguous());
		missing.addAll(listing.unpaired());
		return listing.cases();
	}

	/** Files of one channel each, or one file that holds them all. */
	private List<ImageSource> sources(final CaseFiles files) {
		final List<Path> paths = files.channels();
		if (paths.size() == 1 && channels > 1) return IntStream.rangeClosed(1, channels).mapToObj(c -> images.source(paths
			.get(0), c, channels, files.frame())).toList();
		return paths.stream().map(path -> images.source(path, files.frame())).toList();
	}

	private ImageSource beside(final Optional<Path> folder, final String key, final CaseFiles files,
		final List<String> problems) throws IOException
	{
		if (folder.isEmpty()) return null;
		final Optional<Path> own = CaseFiles.find(folder.get(), key, files.id());
		if (own.isPresent()) return images.source(own.get(), 0);
		final Optional<Path> series = CaseFiles.find(folder.get(), key, files.series());
		if (series.isPresent()) return images.source(series.get(), files.frame());
		problems.add(key + ": there is no image " + files.id() + " in " + folder.get());
		return null;
	}

	private BitSet annotated(final CaseFiles files, final ImageSource label, final List<String> problems,
		final Progress progress) throws IOException
	{
		if (prompts.isEmpty()) return null;
		final Optional<Path> own = AnnotatedSlices.find(prompts.get(), files.id());
		final Optional<Path> file = own.or(() -> AnnotatedSlices.find(prompts.get(), files.series()));
		if (file.isEmpty()) {
			problems.add("prompts_dir: there is no prompt file or report " + files.id() + " in " + prompts.get());
			return null;
		}
		try {
			return AnnotatedSlices.read(file.get(), label.open(progress).geometry(), own.isPresent() ? -1 : files.frame() - 1);
		}
		catch (final InputException e) {
			problems.add("case " + files.id() + ": " + e.getMessage());
			return null;
		}
	}
}
