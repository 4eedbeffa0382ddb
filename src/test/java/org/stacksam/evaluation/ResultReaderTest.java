package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;

class ResultReaderTest {

	private static final EvaluatedLabel LIVER = EvaluatedLabel.of("Leber, 肝", 5);

	@TempDir
	Path folder;

	@Test
	void oursComesBack() throws IOException {
		final EvaluationTable table = table();
		final Path file = folder.resolve("ours.csv");
		ReportTables.scores(table).writeCsv(file, false);
		final ResultTable read = ResultReader.read(file.toString(), Metric.HAUSDORFF95);
		assertEquals(ResultTable.of(table, Metric.HAUSDORFF95, file.toString()), read);
		assertEquals(Double.POSITIVE_INFINITY, read.score("a", LIVER.name()).getAsDouble());
		assertEquals(OptionalDouble.empty(), read.score("b", LIVER.name()));
	}

	@Test
	void summaryComesBackWithKeys() throws IOException {
		final Path file = folder.resolve("summary.json");
		SummaryJsonWriter.write(table(), file, false);
		final ResultTable read = ResultReader.read(file.toString(), Metric.DICE);
		assertEquals(List.of(new ResultTable.Label("5", "5")), read.labels());
		assertEquals(0, read.score("a", "5").getAsDouble());
		assertTrue(Double.isNaN(read.score("b", "5").getAsDouble()));
	}

	@Test
	void wideFormOfTheStudy() throws IOException {
		final ResultTable read = read("\uFEFFpath,spleen_dice,liver_dice\r\nx/img1.nii.gz,0.5,NaN\r\nimg2.nii.gz,,0\r\n");
		assertEquals(List.of("spleen", "liver"), read.labels().stream().map(ResultTable.Label::name).toList());
		assertEquals(0.5, read.score("img1", "spleen").getAsDouble());
		assertTrue(Double.isNaN(read.score("img1", "liver").getAsDouble()));
		assertEquals(OptionalDouble.empty(), read.score("img2", "spleen"));
		assertEquals(0, read.score("img2", "liver").getAsDouble());
	}

	@Test
	void modelsAreChosenByName() throws IOException {
		final Path file = Files.writeString(folder.resolve("models.csv"), "model,path,dice\nSAM,a,0.5\nMedSAM,a,0.25\n");
		assertEquals(0.25, ResultReader.read(file + "#MedSAM", Metric.DICE).score("a", "dice").getAsDouble());
		assertTrue(message(() -> ResultReader.read(file.toString(), Metric.DICE)).contains("MedSAM or SAM"));
		assertTrue(message(() -> ResultReader.read(file + "#SAM2", Metric.DICE)).contains("MedSAM, SAM"));
	}

	@Test
	void badCellsAreNamedByFileLineAndColumn() {
		final String message = message(() -> read("path,spleen_dice\nimg1,0.5\nimg2,0;7\n"));
		assertTrue(message.contains("t.csv, line 3, column spleen_dice") && message.contains("0;7"), message);
		assertTrue(message(() -> read("path,dice\nimg1,1f\n")).contains("1f"));
		assertTrue(message(() -> read("path,dice\nimg1,0.5,0.6\n")).contains("line 2 has 3 cells"));
		assertTrue(message(() -> read("path,dice\nimg1,0.5\nx/img1.nii,0.6\n")).contains("line 3: the case img1"));
		assertTrue(message(() -> read("path,dice\n,0.5\n")).contains("line 2, column path"));
		assertTrue(message(() -> read("patient,dice\nimg1,0.5\n")).contains("patient"));
		assertTrue(message(() -> read("path,dice\n")).contains("no row"));
		assertTrue(message(() -> read("case,label,name,IoU\na,1,liver,0.5\n")).contains("no column Dice"));
	}

	@Test
	void badFilesAreNamed() throws IOException {
		assertTrue(message(() -> ResultReader.read(folder.resolve("none.csv").toString(), Metric.DICE)).contains(
			"none.csv does not exist"));
		final Path text = Files.writeString(folder.resolve("scores.txt"), "x");
		assertTrue(message(() -> ResultReader.read(text.toString(), Metric.DICE)).contains("unknown ending"));
		final Path latin = Files.write(folder.resolve("latin.csv"), "path,Größe\na,1\n".getBytes(
			StandardCharsets.ISO_8859_1));
		assertTrue(message(() -> ResultReader.read(latin.toString(), Metric.DICE)).contains("UTF-8"));
		assertTrue(message(() -> json("{\"results\": {}}")).contains("metric_per_case"));
		assertTrue(message(() -> json("{")).contains("not a summary.json"));
		assertTrue(message(() -> json("[1]")).contains("must be an object"));
		final String cell = message(() -> json(
			"{\"metric_per_case\": [{\"prediction_file\": \"/p/a.nii.gz\", \"metrics\": {\"1\": {\"TP\": \"good\"}}}]}"));
		assertTrue(cell.contains("t.json") && cell.contains("TP must be a number, not \"good\""), cell);
	}

	private ResultTable read(final String csv) throws IOException {
		return ResultReader.read(Files.writeString(folder.resolve("t.csv"), csv).toString(), Metric.DICE);
	}

	private ResultTable json(final String json) throws IOException {
		return ResultReader.read(Files.writeString(folder.resolve("t.json"), json).toString(), Metric.DICE);
	}

	private static String message(final Executable read) {
		return assertThrows(InputException.class, read).getMessage();
	}

	/** Case a: missed; case b: nothing to find, surfaces not measured. */
	private static EvaluationTable table() {
		return new EvaluationTable(List.of(LIVER), List.of(new CaseScores("a", "p/a.nii.gz", "r/a.nii.gz", List.of(
			new LabelScores(LIVER, new Overlap(0, 0, 3, 5), 2, SurfaceMetrics.ONE_EMPTY))), new CaseScores("b", "p/b.nii.gz",
				"r/b.nii.gz", List.of(new LabelScores(LIVER, new Overlap(0, 0, 0, 8), 2, null)))));
	}
}
