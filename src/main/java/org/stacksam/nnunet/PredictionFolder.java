package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonParseException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.InputException;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;

/**
 * A folder of predictions, as {@code nnUNetv2_predict} or a validation writes it.
 *
 * @param dataset of the network, or null if the folder has no dataset.json
 * @param predictions ascending by name, at least one
 * @param notes what the user should know
 */
public record PredictionFolder(Path folder, DatasetJson dataset, List<Prediction> predictions, List<String> notes) {

	/**
	 * One predicted case.
	 *
	 * @param id of the case
	 * @param labels the label image
	 * @param probabilities the softmax of {@code --save_probabilities}, or null
	 */
	public record Prediction(String id, Path labels, Path probabilities) {}

	/**
	 * A prediction and the image it was made for.
	 *
	 * @param frame of the image that was predicted, 1-based; 0 if it is not one of several
	 */
	public record Match(Prediction prediction, Path image, int frame) {

		public Match(final Prediction prediction, final Path image) {
			this(prediction, image, 0);
		}
	}

	/**
	 * Predictions and images that belong together.
	 *
	 * @param pairs ascending by name
	 * @param withoutImage predictions that no image was found for
	 * @param withoutPrediction images that were not predicted
	 */
	public record Matches(List<Match> pairs, List<Prediction> withoutImage, List<Path> withoutPrediction) {}

	private static final Pattern FRAME = Pattern.compile("(.+)_t(\\d{4,7})");

	/** Pictures that training leaves in a network's folder. */
	private static final Pattern PLOT = Pattern.compile("progress\\.png|network_architecture.*");

	/** From fold_0/validation to the folder of the network. */
	private static final int LEVELS_TO_DATASET = 2;

	public PredictionFolder {
		predictions = List.copyOf(predictions);
		notes = List.copyOf(notes);
	}

	/**
	 * Lists a folder; the label images are those with the ending in dataset.json, without it those with the ending that
	 * most images have.
	 *
	 * @throws InputException if there is no prediction, or dataset.json is damaged
	 */
	public static PredictionFolder read(final Path folder) throws IOException {
		final List<Path> images = CaseFiles.list(folder, "predictions_dir", CaseFiles.Formats.PLAIN, new ArrayList<>());
		final Path description = folder.resolve(DatasetJson.NAME);
		final DatasetJson dataset = Files.exists(description) ? DatasetJson.read(description) : null;
		final List<String> notes = new ArrayList<>();
		final String ending = dataset != null ? dataset.fileEnding() : commonEnding(images);
		if (dataset == null) notes.add(folder +
			" has no dataset.json: labels keep the network's values and have no names");
		final List<Prediction> predictions = new ArrayList<>();
		for (final Path image : images) {
			if (!ending(image).equals(ending)) continue;
			final String id = CaseFiles.caseName(image);
			final Path probabilities = folder.resolve(id + ".npz");
			predictions.add(new Prediction(id, image, Files.exists(probabilities) ? probabilities : null));
		}
		if (predictions.isEmpty()) throw new InputException(folder + " holds no prediction" + (ending.isEmpty() ? ""
			: " ending in " + ending) + ". Give the folder that nnUNetv2_predict wrote to (its -o).");
		if (dataset != null && dataset.readerWriter().equals(ReaderWriter.NibabelIOWithReorient.name())) notes.add(
			"nnU-Net turned the images to RAS (NibabelIOWithReorient): probabilities lie on the turned grid and are not used");
		return new PredictionFolder(folder, dataset, predictions, notes);
	}

	/** Whether a folder holds predictions, not only results of training below it. */
	public static boolean isOne(final Path folder) throws IOException {
		return !CaseFiles.list(folder, "predictions_dir", CaseFiles.Formats.PLAIN, new ArrayList<>()).stream().filter(
			file -> !PLOT.matcher(file.getFileName().toString()).matches()).toList().isEmpty();
	}

	/**
	 * The labels of the dataset.json that is nearest to a summary: in its folder, or in one of the folders above it as far
	 * as the network's.
	 *
	 * @return null if there is none
	 */
	public static LabelMapping mappingBeside(final Path summary) throws IOException {
		Path folder = summary.toAbsolutePath().getParent();
		for (int level = 0; level <= LEVELS_TO_DATASET && folder != null; level++, folder = folder.getParent()) {
			final Path file = folder.resolve(DatasetJson.NAME);
			if (Files.exists(file)) return DatasetJson.read(file).mapping();
		}
		return null;
	}

	private static String ending(final Path image) {
		return image.getFileName().toString().substring(CaseFiles.caseName(image).length());
	}

	private static String commonEnding(final List<Path> images) {
		final Map<String, Long> counts = images.stream().collect(Collectors.groupingBy(PredictionFolder::ending, Collectors
			.counting()));
		return counts.entrySet().stream().max(Map.Entry.<String, Long> comparingByValue().thenComparing(Map.Entry
			.comparingByKey(Comparator.reverseOrder()))).map(Map.Entry::getKey).orElse("");
	}

	/** Whether the softmax files lie on the grid of the images. */
	public boolean hasUsableProbabilities() {
		return dataset == null || !dataset.readerWriter().equals(ReaderWriter.NibabelIOWithReorient.name());
	}

	/**
	 * Finds the image of each prediction: the same name without ending, or with channel number {@code _0000}; for {@code
	 * cells_t0003}, else, the third frame of {@code cells}.
	 *
	 * @param imagesFolder of the images, of any format
	 */
	public Matches match(final Path imagesFolder, final CaseFiles.Formats formats) throws IOException {
		final Map<String, Path> images = new HashMap<>();
		final List<Path> all = CaseFiles.list(imagesFolder, "images_dir", formats, new ArrayList<>());
		for (final Path image : all) {
			final String name = CaseFiles.caseName(image);
			images.put(name, image);
			if (name.endsWith("_0000")) images.putIfAbsent(name.substring(0, name.length() - 5), image);
		}
		final List<Match> pairs = new ArrayList<>();
		final List<Prediction> lonely = new ArrayList<>();
		for (final Prediction p : predictions) {
			final Matcher frame = FRAME.matcher(p.id);
			if (images.containsKey(p.id)) pairs.add(new Match(p, images.get(p.id)));
			else if (frame.matches() && images.containsKey(frame.group(1))) pairs.add(new Match(p, images.get(frame.group(1)),
				Integer.parseInt(frame.group(2))));
			else lonely.add(p);
		}
		final List<Path> unused = all.stream().filter(i -> !CaseFiles.caseName(i).matches("(?s).*_\\d{4}") || CaseFiles
			.caseName(i).endsWith("_0000")).filter(i -> pairs.stream().noneMatch(m -> m.image.equals(i))).toList();
		return new Matches(pairs, lonely, unused);
	}

	/**
	 * A prediction in the user's own label values.
	 *
	 * @param image as opened from {@link Prediction#labels()}
	 * @return a view; the values as they are if there is no dataset.json
	 * @throws InputException if it holds values that the dataset does not have
	 */
	public RandomAccessibleInterval<UnsignedShortType> labels(final Prediction prediction,
		final RandomAccessibleInterval<? extends RealType<?>> image)
	{
		if (dataset == null) return LabelImages.ofAny(image, prediction.labels.toString()).image();
		return dataset.mapping().toSource(image, prediction.labels.toString());
	}

	/**
	 * The spacing that nnU-Net's Tiff3DIO writes beside a TIFF prediction, CASE.json.
	 *
	 * @return mm along x, y, z; empty if there is no such file, or the prediction is no TIFF
	 * @throws InputException if the file is damaged
	 */
	public static Optional<double[]> spacing(final Prediction prediction) throws IOException {
		final Path file = prediction.labels.resolveSibling(prediction.id + ".json");
		if (!ending(prediction.labels).toLowerCase(Locale.ROOT).startsWith(".tif") || !Files.exists(file)) return Optional
			.empty();
		try {
			final JsonArray axes = Json.array(Json.read(file), "spacing"); // z, y, x
			if (axes.size() != 3) throw new JsonParseException("\"spacing\" has " + axes.size() + " numbers instead of 3");
			final double[] spacing = new double[3];
			for (int i = 0; i < 3; i++) {
				spacing[i] = Json.number(axes.get(2 - i), "\"spacing\"");
				if (!(spacing[i] > 0 && spacing[i] < Double.POSITIVE_INFINITY)) throw new JsonParseException(
					"\"spacing\" holds " + spacing[i]);
			}
			return Optional.of(spacing);
		}
		catch (final JsonParseException e) {
			throw new InputException(file + " does not give the spacing of its prediction: " + e.getMessage() +
				". Predict again, or remove the file.", e);
		}
	}

	/**
	 * Checks that a prediction lies on its image. Formats without orientation, such as TIFF, are compared by size, and by
	 * spacing where both say it.
	 *
	 * @throws InputException naming both grids
	 */
	public static void checkGrid(final Match match, final Geometry predicted, final Geometry image) {
		final boolean same = predicted.oriented() && image.oriented() ? predicted.sameGrid(image) : predicted.sameSize(
			image) && (CaseChecks.isUncalibrated(image) || CaseChecks.sameSpacing(image, predicted));
		if (!same) throw new InputException("The prediction " + match.prediction.labels + " is on another grid than its image " +
			match.image + ": " + predicted + " instead of " + image + ". Give the images that were predicted (images_dir).");
	}
}
