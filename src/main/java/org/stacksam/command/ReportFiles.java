package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import org.stacksam.evaluation.ReportTable;
import org.stacksam.io.OutputFile;
import org.stacksam.volume.VolumeResult;

/** A volume's report as a file. */
final class ReportFiles {

	private ReportFiles() {}

	/**
	 * Writes the rows as .csv; as .json also the window, the cost, the notes, the estimate of each object and the share of
	 * slices (of objects) below a confidence.
	 */
	static void write(final Path file, final VolumeResult result, final ReportTable rows, final double doubtful,
		final boolean overwrite) throws IOException
	{
		if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
			rows.writeCsv(file, overwrite);
			return;
		}
		final Map<String, Object> report = new LinkedHashMap<>();
		report.put("window", List.of(result.window().lo(), result.window().hi()));
		report.put("encoder_runs", result.encoderRuns());
		report.put("decoder_runs", result.decoderRuns());
		report.put("notes", result.notes());
		report.put("objects", result.estimatedDice().stream().map(e -> row(List.of("object", "label", "name",
			"estimated_dice"), List.of(e.object(), e.label(), e.name(), e.dice()))).toList());
		report.put("doubtful", row(List.of("confidence_below", "share_of_slices"), List.of(doubtful, ReportRows.shareBelow(
			result, doubtful))));
		final List<Map<String, Object>> slices = new ArrayList<>();
		rows.rows().forEach(cells -> slices.add(row(rows.columns(), cells)));
		report.put("slices", slices);
		final Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
		OutputFile.writeText(file, overwrite, gson.toJson(report) + "\n");
	}

	/** JSON has no NaN: what was not measured is null. */
	private static Map<String, Object> row(final List<String> columns, final List<Object> cells) {
		final Map<String, Object> row = new LinkedHashMap<>();
		for (int i = 0; i < columns.size(); i++)
			row.put(columns.get(i), cells.get(i) instanceof Double number && !Double.isFinite(number) ? null : cells.get(i));
		return row;
	}
}
