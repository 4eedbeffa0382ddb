package org.stacksam.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import org.stacksam.InputException;
import org.stacksam.io.Geometry;
import org.stacksam.ij.RoiFiles;
import org.stacksam.ij.RoiPrompts;
import org.stacksam.ij.RoiSpace;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.ReadOptions;
import org.stacksam.prompt.ReadPrompts;

/** Which slices of a case someone looked at, from its prompt file or from the report of its segmentation. */
final class AnnotatedSlices {

	private static final List<String> ENDINGS = List.of(".json", ".xml", ".zip", ".roi", ".csv", "");

	/** Rows of the report on slices that somebody prompted; others were filled in. */
	private static final Set<String> PROMPTED = Set.of("box", "points", "mask");

	private AnnotatedSlices() {}

	/**
	 * The file of a case: CASE.json, .xml, .zip or .roi, CASE.csv (a report of SAM Segment Volume) or a YOLO folder CASE.
	 */
	static Optional<Path> find(final Path folder, final String id) {
		return ENDINGS.stream().map(ending -> folder.resolve(id + ending)).filter(Files::exists).findFirst();
	}

	/**
	 * Reads it.
	 *
	 * @param grid of the label image
	 * @param frame 0-based; prompts of other frames do not count, −1 = all count
	 * @return 0-based slices
	 */
	static BitSet read(final Path file, final Geometry grid, final int frame) throws IOException {
		final BitSet slices = new BitSet();
		if (file.toString().endsWith(".csv")) {
			readReport(file, slices);
			return slices;
		}
		final int width = (int) grid.width(), height = (int) grid.height(), depth = (int) grid.depth();
		final List<ReadPrompts> all = RoiFiles.isRoiFile(file) ? List.of(RoiPrompts.of(RoiFiles.read(file), RoiSpace.of("",
			width, height, depth), -1)) : PromptFiles.readAll(file, ReadOptions.of(width, height, depth));
		for (final ReadPrompts one : all)
			for (final Prompt prompt : one.prompts().prompts())
				if (frame < 0 || prompt.frame() < 0 || prompt.frame() == frame) slices.set(prompt.slice());
		return slices;
	}

	private static void readReport(final Path file, final BitSet slices) throws IOException {
		try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8); CSVParser csv = CSVFormat.DEFAULT
			.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader))
		{
			if (!csv.getHeaderNames().containsAll(List.of("slice", "prompt"))) throw new InputException(file +
				" is no report of SAM Segment Volume: it has no columns slice and prompt. Give one that save_report wrote.");
			for (final CSVRecord row : csv)
				if (PROMPTED.contains(row.get("prompt"))) slices.set(Integer.parseInt(row.get("slice")) - 1);
		}
		catch (final NumberFormatException | IndexOutOfBoundsException e) {
			throw new InputException(file + " has a slice that is no number from 1: " + e.getMessage() +
				". Give a report that save_report wrote.", e);
		}
	}
}
