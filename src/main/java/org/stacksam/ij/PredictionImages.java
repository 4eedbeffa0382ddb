package org.stacksam.ij;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.nnunet.PredictionFolder;
import org.stacksam.nnunet.ProbabilityFile;
import org.stacksam.prompt.LabelClass;

/** Opens the predictions of a folder, one case at a time, on the grid of the images they were made for. */
public final class PredictionImages {

	private final PredictionFolder folder;
	private final List<PredictionFolder.Match> cases;
	private final int series;

	private PredictionImages(final PredictionFolder folder, final List<PredictionFolder.Match> cases, final int series) {
		this.folder = folder;
		this.cases = List.copyOf(cases);
		this.series = series;
	}

	/**
	 * Finds predictions and their images, and checks grids, values and probabilities of all before any is used.
	 *
	 * @param images folder of the images, of any format
	 * @param series of the images, 1-based, 0 = the first
	 * @param log told of images and predictions without partner
	 * @throws InputException listing every prediction without an image, on another grid, with values that the dataset does
	 *           not have, or with probabilities of another shape
	 */
	public static PredictionImages of(final Path predictions, final Optional<Path> images, final int series,
		final Progress log) throws IOException
	{
		final PredictionFolder folder = PredictionFolder.read(predictions);
		folder.notes().forEach(log::log);
		final List<String> problems = new ArrayList<>();
		final PredictionImages found = new PredictionImages(folder, matches(folder, images, series, problems, log), series);
		for (final PredictionFolder.Match match : found.cases) {
			log.check();
			try {
				found.check(match, log);
			}
			catch (final InputException e) {
				problems.add(e.getMessage());
			}
		}
		if (!problems.isEmpty()) throw InputException.of("The predictions cannot be imported", problems);
		return found;
	}

	private static List<PredictionFolder.Match> matches(final PredictionFolder folder, final Optional<Path> images,
		final int series, final List<String> problems, final Progress log) throws IOException
	{
		if (images.isEmpty()) return folder.predictions().stream().map(p -> new PredictionFolder.Match(p, null)).toList();
		final PredictionFolder.Matches matches = folder.match(images.get(), new CaseImages(series, false));
		matches.withoutPrediction().forEach(image -> log.log("Not predicted: " + image));
		matches.withoutImage().forEach(p -> problems.add("the prediction " + p.labels() + " has no image " + p.id() + " in " +
			images.get()));
		return matches.pairs();
	}

	private void check(final PredictionFolder.Match match, final Progress log) throws IOException {
		final PredictionFolder.Prediction prediction = match.prediction();
		final StackSelection predicted = labels(prediction, log);
		final Geometry grid = predicted.geometry();
		if (match.image() != null) PredictionFolder.checkGrid(match, grid, image(match, log).geometry());
		folder.labels(prediction, ImagePlusViews.view(predicted));
		if (usesProbabilities(prediction)) ProbabilityFile.checkShape(prediction.probabilities(), grid);
	}

	/** The label image, calibrated by the file beside it where it is a TIFF. */
	private static StackSelection labels(final PredictionFolder.Prediction prediction, final Progress log)
		throws IOException
	{
		final StackSelection labels = LabelFiles.open(prediction.labels(), log);
		PredictionFolder.spacing(prediction).ifPresent(spacing -> Calibrations.set(labels.image(), Geometry.of(labels.image()
			.getWidth(), labels.image().getHeight(), labels.depth(), spacing, new double[3])));
		return labels;
	}

	private boolean usesProbabilities(final PredictionFolder.Prediction prediction) {
		return prediction.probabilities() != null && folder.hasUsableProbabilities();
	}

	/** Predictions with their images, which are null where no folder of images was given; ascending by name. */
	public List<PredictionFolder.Match> cases() {
		return cases;
	}

	/** Folder of the predictions. */
	public Path folder() {
		return folder.folder();
	}

	/**
	 * Checks before any work that all results could be written.
	 *
	 * @param target folder; it is made if its parent is there
	 */
	public void checkTargets(final Path target, final String ending, final boolean overwrite) {
		if (target.toAbsolutePath().normalize().equals(folder().toAbsolutePath().normalize())) throw new InputException(
			"save_labels_dir=" + target + " is the folder of the predictions. Give another one.");
		if (!Files.isDirectory(target)) return;
		final List<String> problems = new ArrayList<>();
		for (final PredictionFolder.Match match : cases) {
			final Path file = target.resolve(match.prediction().id() + ending);
			if (!overwrite && Files.exists(file)) problems.add(file + " exists");
		}
		if (!problems.isEmpty()) throw InputException.of(
			"Nothing was imported (choose another save_labels_dir, or say overwrite=true)", problems);
	}

	/**
	 * Opens a case.
	 *
	 * @throws InputException if its probabilities are damaged
	 */
	public PredictedCase open(final PredictionFolder.Match match, final Progress progress) throws IOException {
		final PredictionFolder.Prediction prediction = match.prediction();
		final StackSelection predicted = labels(prediction, progress);
		final StackSelection source = match.image() == null ? predicted : image(match, progress);
		final List<LabelClass> classes = folder.dataset() == null ? List.of() : folder.dataset().mapping().labels();
		final RandomAccessibleInterval<UnsignedByteType> confidence = usesProbabilities(prediction) ? ProbabilityFile
			.confidence(prediction.probabilities(), predicted.geometry(), folder.dataset() != null && folder.dataset().regions(),
				progress) : null;
		return new PredictedCase(prediction.id(), folder.labels(prediction, ImagePlusViews.view(predicted)), classes,
			confidence, source);
	}

	private StackSelection image(final PredictionFolder.Match match, final Progress progress) throws IOException {
		return ImageOpener.select(match.image(), series, 0, match.frame(), progress);
	}
}
