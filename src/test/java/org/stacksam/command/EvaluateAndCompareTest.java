package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.TestData;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;

import net.imglib2.img.array.ArrayImgs;

class EvaluateAndCompareTest {

	private static Commands commands;

	@TempDir
	Path folder;

	@BeforeAll
	static void start() {
		commands = new Commands();
	}

	@BeforeEach
	void noImageIsOpen() {
		commands.closeImages();
	}

	@AfterAll
	static void stop() {
		commands.close();
	}

	/** 4 × 4 × 2 voxels of 1 × 1 × 3 mm: the first so many are the label. */
	private static void labels(final Path file, final int count, final int label) throws IOException {
		final byte[] values = new byte[32];
		Arrays.fill(values, 0, count, (byte) label);
		NiftiFile.write(file, ArrayImgs.unsignedBytes(values, 4, 4, 2), Geometry.of(4, 4, 2, new double[] { 1, 1, 3 },
			new double[3]), false);
	}

	private ResultsTable evaluate(final Map<String, Object> keys) throws Exception {
		return (ResultsTable) commands.run(EvaluateLabelsCommand.class, keys).getOutput("table");
	}

	/** Labels that no name is given for: those of any case; a case without one has two empty masks for it. */
	@Test
	void foldersArePairedByName() throws Exception {
		final Path a = Files.createDirectory(folder.resolve("predicted")), b = Files.createDirectory(folder.resolve("true"));
		labels(a.resolve("one.nii.gz"), 8, 1);
		labels(b.resolve("one.nii"), 16, 1);
		labels(a.resolve("two.nii.gz"), 4, 7);
		labels(b.resolve("two.nii.gz"), 4, 7);
		labels(a.resolve("alone.nii.gz"), 4, 9);
		final Path csv = folder.resolve("scores.csv");
		final ResultsTable table = evaluate(Map.of("predicted_path", a.toString(), "reference_path", b.toString(),
			"save_table", csv.toString(), "save_plot", folder.resolve("dice").toString()));
		assertEquals(4, table.size());
		assertEquals(List.of("one", "one", "two", "two"), List.of(0, 1, 2, 3).stream().map(i -> table.getStringValue("case",
			i)).toList());
		assertEquals(2 * 8 / 24.0, table.getValue("Dice", 0), 1e-12);
		assertTrue(Double.isNaN(table.getValue("Dice", 1)) && Double.isNaN(table.getValue("Dice", 2)));
		assertEquals(32, table.getValue("TN", 2));
		assertEquals(1, table.getValue("Dice", 3));
		assertEquals(5, Files.readAllLines(csv).size());
		assertTrue(Files.size(folder.resolve("dice.png")) > 1000 && Files.readString(folder.resolve("dice.svg")).contains(
			"<svg"));
	}

	/** Infinite distances and empty masks go through what is kept of the cases; the bad one is told at the end. */
	@Test
	void badCaseDoesNotStopTheRestAndItGoesOn() throws Exception {
		final Path a = Files.createDirectory(folder.resolve("predicted")), b = Files.createDirectory(folder.resolve("true"));
		for (final String name : List.of("one", "three")) {
			labels(a.resolve(name + ".nii"), 8, 1);
			labels(b.resolve(name + ".nii"), 16, name.equals("one") ? 1 : 2);
		}
		Files.writeString(a.resolve("two.nii"), "no image");
		labels(b.resolve("two.nii"), 4, 1);
		final Path csv = folder.resolve("scores.csv");
		final Map<String, Object> keys = Map.of("predicted_path", a.toString(), "reference_path", b.toString(), "save_table",
			csv.toString());
		final String message = commands.refusal(EvaluateLabelsCommand.class, keys);
		assertTrue(message.startsWith("1 of 3 cases failed") && message.contains("- two: ") && message.contains("two.nii"),
			message);
		assertEquals(1 + 4, Files.readAllLines(csv).size());
		Files.delete(a.resolve("two.nii"));
		labels(a.resolve("two.nii"), 4, 1);
		final ResultsTable table = evaluate(keys);
		assertEquals(6, table.size());
		assertEquals(1, table.getValue("Dice", 4));
		assertEquals(List.of("one", "three", "two"), List.of(table.getStringValue("case", 0), table.getStringValue("case", 2),
			table.getStringValue("case", 4)));
		assertEquals(Double.POSITIVE_INFINITY, table.getValue("HD_mm", 2));
		assertEquals(7, Files.readAllLines(csv).size());
		assertFalse(Files.exists(folder.resolve(".stacksam-scores.csv")), "nothing is left when all is done");
		// a finished table is the user's
		assertTrue(commands.refusal(EvaluateLabelsCommand.class, keys).contains("overwrite=true"));
	}

	/** Parts leave no table that could be taken for the whole; without shard nothing is scored again. */
	@Test
	void partsBecomeOneTable() throws Exception {
		final Path a = Files.createDirectory(folder.resolve("predicted")), b = Files.createDirectory(folder.resolve("true"));
		for (final String name : List.of("one", "three", "two")) {
			labels(a.resolve(name + ".nii"), 8, 1);
			labels(b.resolve(name + ".nii"), 16, 1);
		}
		final Path csv = folder.resolve("scores.csv"), kept = folder.resolve(".stacksam-scores.csv/scores");
		final Map<String, Object> keys = new HashMap<>(Map.of("predicted_path", a.toString(), "reference_path", b.toString(),
			"save_table", csv.toString()));
		keys.put("shard", "2/2");
		assertEquals(1, evaluate(keys).size());
		assertEquals(List.of("three.json"), names(kept));
		assertFalse(Files.exists(csv));
		keys.put("shard", "1/2");
		assertEquals(2, evaluate(keys).size());
		assertFalse(Files.exists(csv));
		keys.remove("shard");
		assertEquals(3, evaluate(keys).size());
		assertEquals(4, Files.readAllLines(csv).size());
		assertFalse(Files.exists(kept), "nothing is left when all is done");
		assertTrue(commands.refusal(EvaluateLabelsCommand.class, Map.of("predicted_path", a.toString(), "reference_path", b
			.toString(), "shard", "1/2")).contains("save_table"));
	}

	private static List<String> names(final Path folder) throws IOException {
		try (var files = Files.list(folder)) {
			return files.map(f -> f.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void surfacesByNameAndTolerance() throws Exception {
		labels(folder.resolve("a.nii"), 4, 1);
		labels(folder.resolve("b.nii"), 8, 1);
		final Map<String, Object> paths = Map.of("predicted_path", folder.resolve("a.nii").toString(), "reference_path",
			folder.resolve("b.nii").toString());
		final Map<String, Object> keys = new HashMap<>(paths);
		// Rows 0 against 0 and 1, 1 mm apart: 8 of 12 surface voxels agree exactly, all within the voxel's diagonal.
		assertEquals(1, evaluate(keys).getValue("NSD", 0));
		keys.put("tolerance", .5);
		assertEquals(8 / 12.0, evaluate(keys).getValue("NSD", 0), 1e-12);
		keys.put("surface_definition", "none");
		assertFalse(evaluate(keys).columnExists("NSD"));
		keys.put("surface_definition", "mine");
		assertTrue(commands.refusal(EvaluateLabelsCommand.class, keys).contains("surface-distance"));
	}

	@Test
	void openImagesAndInstances() throws Exception {
		final ByteProcessor a = new ByteProcessor(10, 10), b = new ByteProcessor(10, 10);
		for (int i = 0; i < 10; i++) {
			a.set(i, 0, 1);
			b.set(i, 0, 4);
			a.set(i, 5, 2);
			if (i < 4) b.set(i, 5, 5);
		}
		final ResultsTable table = evaluate(Map.of("predicted_image", new ImagePlus("a", a), "reference_image",
			new ImagePlus("b", b), "instance_metrics", true));
		assertEquals(10, table.size());
		// One of two objects matches fully at every threshold, the other by IoU 0.4 at none.
		for (int i = 0; i < 10; i++) {
			assertEquals(.5, table.getValue("F1", i), 1e-12);
			assertEquals(1 / 3.0, table.getValue("average_precision", i), 1e-12);
		}
	}

	@Test
	void badInputIsNamed() throws Exception {
		labels(folder.resolve("a.nii"), 4, 1);
		final String a = folder.resolve("a.nii").toString();
		final String alone = commands.refusal(EvaluateLabelsCommand.class, Map.of("predicted_path", a));
		assertTrue(alone.contains("reference_path"), alone);
		assertTrue(commands.refusal(EvaluateLabelsCommand.class, Map.of("predicted_path", a, "reference_path", folder
			.toString())).contains("both be folders"));
		assertTrue(commands.refusal(EvaluateLabelsCommand.class, Map.of("predicted_path", a, "reference_path", a,
			"save_table", a + ".xlsx")).contains(".csv or .json"));
		assertTrue(commands.refusal(EvaluateLabelsCommand.class, Map.of("predicted_path", a, "reference_path", a,
			"save_plot", a)).contains(".png or .svg"));
		NiftiFile.write(folder.resolve("big.nii"), ArrayImgs.unsignedInts(new int[] { 70000, 0, 0, 0 }, 2, 2, 1), Geometry
			.of(2, 2, 1, new double[] { 1, 1, 1 }, new double[3]), false);
		final String big = folder.resolve("big.nii").toString();
		final String message = commands.refusal(EvaluateLabelsCommand.class, Map.of("predicted_path", big, "reference_path",
			big));
		assertTrue(message.contains("big.nii") && message.contains("70000") && message.contains("65535"), message);
	}

	@Test
	void tablesOfTheStudyAreCompared() throws Exception {
		final String paper = TestData.shared("paper/expected.json").getParent() + "/";
		final Path csv = folder.resolve("comparison.csv");
		final var done = commands.run(CompareResultsCommand.class, Map.of("results_a", paper +
			"BTCV-GT-nnunet-11-pred.csv", "results_b", paper + "BTCV-SAM-nnunet-11-pred.csv", "save_table", csv.toString(),
			"shape", "violin"));
		final ResultsTable table = (ResultsTable) done.getOutput("table");
		assertEquals(5, table.size());
		assertEquals(15, table.getValue("n", 0));
		assertEquals(0.8770870822470649, table.getValue("mean_A", 0), 1e-9);
		assertEquals(0.11285391176114665, table.getValue("ci95_half_B", 0), 1e-9);
		assertEquals(0.00030517578125, table.getValue("wilcoxon_p_holm", 0), 1e-9);
		assertEquals(6, Files.readAllLines(csv).size());
		assertEquals(5, ((String) done.getOutput("meaning")).lines().count());
		assertTrue(((ImagePlus) done.getOutput("plot")).getWidth() > 400 && done.getOutput("differences") != null);
		// Rows of a model of a file that holds several.
		final String both = paper + "BTCV-volume_dice.csv";
		assertTrue(commands.refusal(CompareResultsCommand.class, Map.of("results_a", both, "results_b", both)).contains(
			"MedSAM-vit_b"));
	}

	@Test
	void unequalCaseSetsUseWhatBothHave() throws Exception {
		final Path a = Files.writeString(folder.resolve("a.csv"), "case,label,name,Dice\nx,1,liver,0.9\ny,1,liver,0.8\nz,1,liver,NaN\n");
		final Path b = Files.writeString(folder.resolve("b.csv"), "case,label,name,Dice\ny,1,liver,0.6\nx,1,liver,0.8\nw,1,liver,0.1\nz,1,liver,0\n");
		final var done = commands.run(CompareResultsCommand.class, Map.of("results_a", a.toString(), "results_b", b
			.toString(), "margin", .5, "save_plot", folder.resolve("plot.svg").toString()));
		final ResultsTable table = (ResultsTable) done.getOutput("table");
		assertEquals(2, table.getValue("n", 0));
		assertEquals(.15, table.getValue("mean_A-B", 0), 1e-12);
		final String meaning = (String) done.getOutput("meaning");
		assertTrue(meaning.contains("does not show that they are equal") && meaning.contains("margin of 0.5") || meaning
			.contains("within 0.5"), meaning);
		assertTrue(Files.exists(folder.resolve("plot.svg")) && Files.exists(folder.resolve("plot-bland-altman.svg")));
		Files.writeString(folder.resolve("c.csv"), "case,label,name,Dice\nq,1,liver,0.6\n");
		assertTrue(commands.refusal(CompareResultsCommand.class, Map.of("results_a", a.toString(), "results_b", folder
			.resolve("c.csv").toString())).contains("a.csv"));
		assertTrue(commands.refusal(CompareResultsCommand.class, Map.of("results_a", a.toString(), "results_b", b.toString(),
			"margin", -1.0)).contains("margin=-1"));
	}
}
