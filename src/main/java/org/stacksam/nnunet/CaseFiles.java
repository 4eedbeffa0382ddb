package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.stacksam.InputException;

/**
 * The files of one case, found by name: {@code liver1.tif} with the label {@code liver1.nii.gz}, or nnU-Net's own
 * {@code liver1_0000.nii.gz}, {@code liver1_0001.nii.gz} with {@code liver1.nii.gz}. Each frame of a time series
 * {@code cells.tif} is a case, {@code cells_t0001}, with the label {@code cells_t0001.tif}, or the same frame of {@code
 * cells.tif} among the labels.
 *
 * @param id of the case: the name without ending and channel number, with the number of the frame
 * @param series the same without the frame; equal to id if there is one frame only
 * @param channels by channel number, at least one
 * @param frame of the image, 1-based; 0 if it is not one of several
 * @param label null if there is none
 * @param labelFrame frame of the label file, 1-based; 0 if it has one only
 */
public record CaseFiles(String id, String series, List<Path> channels, int frame, Path label, int labelFrame) {

	private static final Set<String> ENDINGS = Set.of(".nii", ".tif", ".tiff", ".png", ".bmp", ".jpg", ".jpeg", ".gif",
		".mha", ".mhd", ".nrrd", ".dcm", ".czi", ".lif", ".nd2", ".lsm", ".ims", ".oib", ".oif", ".vsi", ".h5", ".zip",
		".pgm", ".fits", ".gipl");

	private static final Pattern CHANNEL = Pattern.compile("(.+)_(\\d{4})");

	public CaseFiles {
		channels = List.copyOf(channels);
	}

	/** What is known of images before they are opened as cases. */
	public interface Formats {

		/** Nothing but files, each of one frame. */
		Formats PLAIN = new Formats() {};

		/** Whether a folder is one image, such as a DICOM series. */
		default boolean isImage(final Path folder) throws IOException {
			return false;
		}

		/** How many cases an image holds, one a frame; 1 also where it cannot be read, which is told when it is opened. */
		default int frames(final Path image) throws IOException {
			return 1;
		}
	}

	/**
	 * The cases of two folders.
	 *
	 * @param cases ascending by name
	 * @param ambiguous names that are there twice, channels that are missing
	 * @param unpaired images without a label, labels without an image
	 * @param skipped hidden files and files that are no images
	 */
	public record Listing(List<CaseFiles> cases, List<String> ambiguous, List<String> unpaired, List<Path> skipped) {

		/** All that is wrong. */
		public List<String> problems() {
			return Stream.concat(ambiguous.stream(), unpaired.stream()).toList();
		}
	}

	/**
	 * Pairs images and labels. Files are channels as nnU-Net numbers them if every image name ends in _ and four digits,
	 * some in _0000.
	 *
	 * @param labels null if no image needs a label, as in imagesTs
	 * @throws InputException if a folder is missing
	 */
	public static Listing pair(final Path images, final Path labels, final Formats formats) throws IOException {
		final List<String> problems = new ArrayList<>();
		final List<String> unpaired = new ArrayList<>();
		final List<Path> skipped = new ArrayList<>();
		final List<Path> files = list(images, labels == null ? "images_ts_dir" : "images_dir", formats, skipped);
		final SortedMap<String, List<Path>> channels = byCase(files, problems);
		final SortedMap<String, Path> labelOf = new TreeMap<>();
		if (labels != null) for (final Path label : list(labels, "labels_dir", Formats.PLAIN, skipped)) {
			final Path before = labelOf.put(caseName(label), label);
			if (before != null) problems.add("both " + before + " and " + label + " are the label of " + caseName(label) +
				"; keep one");
		}
		final List<CaseFiles> cases = new ArrayList<>();
		final Set<Path> used = new HashSet<>();
		for (final Map.Entry<String, List<Path>> image : channels.entrySet()) {
			final int frames = formats.frames(image.getValue().get(0));
			for (int frame = 1; frame <= frames; frame++) {
				final CaseFiles found = frames == 1 ? single(image.getKey(), image.getValue(), labelOf) : frame(image.getKey(),
					image.getValue(), frame, labelOf);
				if (labels != null && found.label == null) unpaired.add("the image " + image.getValue().get(0) +
					" has no label " + found.id + " in " + labels);
				else cases.add(found);
				used.add(found.label);
			}
		}
		labelOf.forEach((id, label) -> {
			if (!used.contains(label)) unpaired.add("the label " + label + " has no image " + id + " in " + images);
		});
		return new Listing(cases, problems, unpaired, skipped);
	}

	private static CaseFiles single(final String id, final List<Path> channels, final Map<String, Path> labelOf) {
		return new CaseFiles(id, id, channels, 0, labelOf.get(id), 0);
	}

	private static CaseFiles frame(final String series, final List<Path> channels, final int frame,
		final Map<String, Path> labelOf)
	{
		final String id = frameId(series, frame);
		final Path own = labelOf.get(id);
		return own != null ? new CaseFiles(id, series, channels, frame, own, 0) : new CaseFiles(id, series, channels, frame,
			labelOf.get(series), frame);
	}

	/** Name of the case that a frame is, 1-based. */
	static String frameId(final String series, final int frame) {
		return String.format(Locale.ROOT, "%s_t%04d", series, frame);
	}

	/**
	 * Finds the image of a case among others, such as its confidence.
	 *
	 * @param id of the case
	 * @return the first by name; empty if there is none
	 * @throws InputException if there is no such folder
	 */
	public static Optional<Path> find(final Path folder, final String key, final String id) throws IOException {
		return list(folder, key, Formats.PLAIN, new ArrayList<>()).stream().filter(file -> caseName(file).equals(id))
			.findFirst();
	}

	/** A file's name without its ending; {@code .nii.gz} and {@code .ome.tif} are one ending. */
	public static String caseName(final Path file) {
		final String name = file.getFileName().toString();
		final String lower = name.toLowerCase(Locale.ROOT);
		for (final String ending : List.of(".nii.gz", ".ome.tif", ".ome.tiff"))
			if (lower.endsWith(ending)) return name.substring(0, name.length() - ending.length());
		final int dot = name.lastIndexOf('.');
		return dot > 0 && ENDINGS.contains(lower.substring(dot)) ? name.substring(0, dot) : name;
	}

	/** Visible files with the ending of an image, and folders that are images, ascending. */
	static List<Path> list(final Path folder, final String key, final Formats formats, final Collection<Path> skipped)
		throws IOException
	{
		if (!Files.isDirectory(folder)) throw new InputException(key + ": there is no folder " + folder +
			". Check the path.");
		final SortedSet<Path> files = new TreeSet<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
			for (final Path file : entries) {
				if (Files.isDirectory(file)) {
					if (!file.getFileName().toString().startsWith(".") && formats.isImage(file)) files.add(file);
					continue;
				}
				final boolean image = !caseName(file).equals(file.getFileName().toString());
				// ._x.nii.gz and the like are leftovers of file systems, which nnU-Net would take for cases
				if (image && !file.getFileName().toString().startsWith(".")) files.add(file);
				else skipped.add(file);
			}
		}
		return List.copyOf(files);
	}

	private static SortedMap<String, List<Path>> byCase(final List<Path> files, final List<String> problems) {
		final SortedMap<String, SortedMap<Integer, Path>> cases = new TreeMap<>();
		final boolean numbered = files.stream().anyMatch(f -> caseName(f).endsWith("_0000")) && files.stream().allMatch(
			f -> CHANNEL.matcher(caseName(f)).matches());
		for (final Path file : files) {
			final Matcher m = CHANNEL.matcher(caseName(file));
			final String id = numbered && m.matches() ? m.group(1) : caseName(file);
			final int channel = numbered ? Integer.parseInt(m.group(2)) : 0;
			final Path before = cases.computeIfAbsent(id, c -> new TreeMap<>()).put(channel, file);
			if (before != null) problems.add("both " + before + " and " + file + " are case " + id + (numbered ? ", channel " +
				channel : "") + "; keep one");
		}
		final SortedMap<String, List<Path>> channels = new TreeMap<>();
		final int most = cases.values().stream().mapToInt(Map::size).max().orElse(0);
		cases.forEach((id, byNumber) -> {
			final int last = byNumber.lastKey();
			if (last != byNumber.size() - 1 || byNumber.size() < most) problems.add("case " + id + " has the channels " +
				byNumber.keySet() + " of " + Math.max(most, last + 1) + "; a channel is missing");
			channels.put(id, List.copyOf(byNumber.values()));
		});
		return Collections.unmodifiableSortedMap(channels);
	}
}
