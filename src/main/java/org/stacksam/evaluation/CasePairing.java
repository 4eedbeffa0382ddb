package org.stacksam.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.stacksam.InputException;

/**
 * Files of two folders paired by name without ending.
 *
 * @param pairs by case name, ascending
 * @param onlyPredicted files without a partner, ascending
 * @param onlyReference files without a partner, ascending
 */
public record CasePairing(SortedMap<String, Pair> pairs, List<Path> onlyPredicted, List<Path> onlyReference) {

	private static final List<String> ENDINGS = List.of(".nii.gz", ".ome.tif", ".ome.tiff", ".nii", ".tif", ".tiff",
		".png", ".bmp", ".mha", ".nrrd", ".gipl");

	/** Two files of one case. */
	public record Pair(Path predicted, Path reference) {}

	/**
	 * Pairs files.
	 *
	 * @throws InputException if two files of one side have the same case name, or no pair is found
	 */
	public static CasePairing of(final Collection<Path> predicted, final Collection<Path> reference) {
		final SortedMap<String, Path> left = byCase(predicted);
		final SortedMap<String, Path> right = byCase(reference);
		final SortedMap<String, Pair> pairs = new TreeMap<>();
		left.forEach((name, path) -> {
			if (right.containsKey(name)) pairs.put(name, new Pair(path, right.get(name)));
		});
		if (pairs.isEmpty()) throw new InputException("No predicted and reference file have the same name without ending: " +
			some(left) + " against " + some(right) + ". Rename them so that both files of a case are called alike.");
		return new CasePairing(pairs, without(left, pairs), without(right, pairs));
	}

	/** The case of a file: the last part of its path (either separator), without a known image ending. */
	public static String caseName(final String path) {
		final String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
		final String lower = name.toLowerCase(Locale.ROOT);
		for (final String ending : ENDINGS)
			if (lower.endsWith(ending) && name.length() > ending.length()) return name.substring(0, name.length() - ending
				.length());
		return name;
	}

	private static SortedMap<String, Path> byCase(final Collection<Path> files) {
		final SortedMap<String, Path> byCase = new TreeMap<>();
		for (final Path file : files) {
			final Path before = byCase.put(caseName(file.toString()), file);
			if (before != null) throw new InputException("Both " + before + " and " + file + " are the case " + caseName(file
				.toString()) + ". Keep one of them in the folder.");
		}
		return byCase;
	}

	private static List<Path> without(final Map<String, Path> files, final Map<String, Pair> pairs) {
		final List<Path> unpaired = new ArrayList<>();
		files.forEach((name, path) -> {
			if (!pairs.containsKey(name)) unpaired.add(path);
		});
		return unpaired;
	}

	private static String some(final SortedMap<String, Path> files) {
		if (files.isEmpty()) return "no file";
		return files.size() + " file" + (files.size() == 1 ? "" : "s") + " such as " + files.get(files.firstKey())
			.getFileName();
	}
}
