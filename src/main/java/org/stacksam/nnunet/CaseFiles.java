package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.stacksam.InputException;

/**
 * The files of one case, found by name: {@code liver1.tif} with the label {@code liver1.nii.gz}, or nnU-Net's own
 * {@code liver1_0000.nii.gz}, {@code liver1_0001.nii.gz} with {@code liver1.nii.gz}.
 *
 * @param id the name without ending and channel number
 * @param channels by channel number, at least one
 * @param label null if there is none
 */
public record CaseFiles(String id, List<Path> channels, Path label) {

	private static final Set<String> ENDINGS = Set.of(".nii", ".tif", ".tiff", ".png", ".bmp", ".jpg", ".jpeg", ".gif",
		".mha", ".mhd", ".nrrd", ".dcm", ".czi", ".lif", ".nd2", ".lsm", ".ims", ".oib", ".oif", ".vsi", ".h5", ".zip",
		".pgm", ".fits", ".gipl");

	private static final Pattern CHANNEL = Pattern.compile("(.+)_(\\d{4})");

	public CaseFiles {
		channels = List.copyOf(channels);
	}

	/**
	 * The cases of two folders.
	 *
	 * @param cases ascending by name
	 * @param problems images without a label, labels without an image, names that are there twice
	 * @param skipped hidden files and files that are no images
	 */
	public record Listing(List<CaseFiles> cases, List<String> problems, List<Path> skipped) {}

	/**
	 * Pairs images and labels. Files are channels as nnU-Net numbers them if every image name ends in _ and four digits,
	 * some in _0000.
	 *
	 * @param labels null if no image needs a label, as in imagesTs
	 * @throws InputException if a folder is missing
	 */
	public static Listing pair(final Path images, final Path labels) throws IOException {
		final List<String> problems = new ArrayList<>();
		final List<Path> skipped = new ArrayList<>();
		final SortedMap<String, List<Path>> channels = byCase(list(images, "images_dir", skipped), problems);
		final SortedMap<String, Path> labelOf = new TreeMap<>();
		if (labels != null) for (final Path label : list(labels, "labels_dir", skipped)) {
			final Path before = labelOf.put(caseName(label), label);
			if (before != null) problems.add("both " + before + " and " + label + " are the label of " + caseName(label) +
				"; keep one");
		}
		final List<CaseFiles> cases = new ArrayList<>();
		channels.forEach((id, files) -> {
			final Path label = labelOf.remove(id);
			if (labels != null && label == null) problems.add("the image " + files.get(0) + " has no label " + id + " in " +
				labels);
			else cases.add(new CaseFiles(id, files, label));
		});
		labelOf.forEach((id, label) -> problems.add("the label " + label + " has no image " + id + " in " + images));
		return new Listing(cases, problems, skipped);
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

	/** Visible files with the ending of an image, ascending. */
	static List<Path> list(final Path folder, final String key, final Collection<Path> skipped) throws IOException {
		if (!Files.isDirectory(folder)) throw new InputException(key + ": there is no folder " + folder +
			". Check the path.");
		final SortedSet<Path> files = new TreeSet<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
			for (final Path file : entries) {
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
