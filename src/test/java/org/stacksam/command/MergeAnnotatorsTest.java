package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.ReadOptions;

import net.imglib2.img.array.ArrayImgs;

class MergeAnnotatorsTest {

	private static Commands commands;

	@TempDir
	Path folder;

	@BeforeAll
	static void start() {
		commands = new Commands();
	}

	@AfterAll
	static void stop() {
		commands.close();
	}

	/** A row of voxels 2 mm apart along x. */
	private void labels(final String name, final int... values) throws IOException {
		NiftiFile.write(folder.resolve(name), ArrayImgs.unsignedInts(values, values.length, 1, 1), Geometry.of(values.length,
			1, 1, new double[] { 2, 1, 1 }, new double[3]), false);
	}

	private Map<String, Object> keys(final Object... more) {
		final Map<String, Object> keys = new HashMap<>(Map.of("annotations_dir", folder.toString()));
		for (int i = 0; i < more.length; i += 2)
			keys.put((String) more[i], more[i + 1]);
		return keys;
	}

	@Test
	void majorityOfLabelImages() throws Exception {
		labels("anna.nii.gz", 0, 1, 1, 300, 300, 0);
		labels("ben.nii", 0, 1, 1, 300, 0, 0);
		Files.createDirectory(folder.resolve("cy"));
		labels("cy/labels.nii", 0, 0, 1, 1, 0, 0);
		final Path out = Files.createDirectory(folder.resolve(".out"));
		final Module done = commands.run(MergeAnnotatorsCommand.class, keys("method", "majority", "save_labels", out.resolve(
			"merged.tif").toString(), "save_disagreement", out.resolve("entropy.nii").toString(), "save_table", out.resolve(
				"agreement.csv").toString()));
		final ImagePlus merged = (ImagePlus) done.getOutput("labels"), entropy = (ImagePlus) done.getOutput("disagreement");
		final int[] expected = { 0, 1, 1, 300, 0, 0 };
		// Two of three: log2 3 - 2/3 bits; one each of three: none here.
		final double two = Math.log(3) / Math.log(2) - 2 / 3.0;
		final double[] bits = { 0, two, 0, two, two, 0 };
		for (int x = 0; x < 6; x++) {
			assertEquals(expected[x], merged.getProcessor().get(x, 0), "at " + x);
			assertEquals(bits[x], entropy.getProcessor().getf(x, 0), 1e-6, "at " + x);
		}
		assertEquals(2, merged.getCalibration().pixelWidth);
		final ResultsTable table = (ResultsTable) done.getOutput("table");
		assertEquals("cy", table.getStringValue("annotator", 2));
		// Of label 1 cy has voxels 2 and 3, the consensus 1 and 2; 4 voxels were labelled by someone.
		assertEquals(.5, table.getValue("sensitivity", 2), 1e-12);
		assertEquals(.5, table.getValue("specificity", 2), 1e-12);
		assertEquals(.5, table.getValue("Dice", 2), 1e-12);
		assertEquals("all", table.getStringValue("annotator", table.size() - 1));
		assertTrue(table.getValue("fleiss_kappa", table.size() - 1) < 1);
		assertEquals(1 + 6 + 6 + 1, Files.readAllLines(out.resolve("agreement.csv")).size());
		assertTrue(Files.exists(out.resolve("merged.tif")) && Files.exists(out.resolve("entropy.nii")));
	}

	@Test
	void badInputIsNamed() throws Exception {
		labels("a.nii", 0, 1, 70000);
		labels("b.nii", 0, 1, 1);
		assertTrue(refused().contains("70000"), refused());
		Files.delete(folder.resolve("a.nii"));
		assertTrue(refused().contains("1 annotator") && refused().contains("at least two"), refused());
		labels("c.nii", 0, 1, 1, 1);
		assertTrue(refused().contains("3 × 1 × 1") && refused().contains("4 × 1 × 1"), refused());
		assertTrue(refused("method", "boxes").contains("majority, staple or shape"));
		Files.writeString(folder.resolve("d.json"), prompts("d", 10));
		assertTrue(refused().contains("both label images"), refused());
		Files.delete(folder.resolve("b.nii"));
		Files.delete(folder.resolve("c.nii"));
		assertTrue(refused("image", image()).contains("1 annotator"), refused("image", image()));
		Files.createDirectories(folder.resolve("e"));
		Files.copy(folder.resolve("d.json"), folder.resolve("e/1.json"));
		Files.copy(folder.resolve("d.json"), folder.resolve("e/2.json"));
		assertTrue(refused().contains("one file a folder"), refused());
		assertTrue(commands.refusal(MergeAnnotatorsCommand.class, Map.of("annotations_dir", folder + "/none")).contains(
			"no such folder"));
	}

	/** Label images on which all left slices, or everything, empty. */
	@Test
	void whatAllLeftEmptyStaysEmpty() throws Exception {
		labels("a.nii", 0, 0, 0);
		labels("b.nii", 0, 0, 0);
		for (final String method : List.of("majority", "staple", "shape")) {
			final Module done = commands.run(MergeAnnotatorsCommand.class, keys("method", method));
			assertEquals(0, ((ImagePlus) done.getOutput("labels")).getProcessor().getStats().max, method);
			final ResultsTable table = (ResultsTable) done.getOutput("table");
			assertTrue(Double.isNaN(table.getValue("fleiss_kappa", 0)), method);
		}
	}

	@Test
	void annotatorsWhoDrewNothingAtAllAreRefused() throws Exception {
		for (final String name : List.of("a", "b"))
			Files.writeString(folder.resolve(name + ".json"),
				"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 1, \"name\": \"disc\"}], \"prompts\": []}");
		assertTrue(refused("image", image()).contains("None of the 2 annotators drew anything"), refused("image", image()));
	}

	/** Three annotators of a bright disc: one box has the wrong place, one annotator has nothing on slice 2. */
	@Test
	void promptsAreMergedThenSegmentedOnce() throws Exception {
		Files.writeString(folder.resolve("a.json"), prompts("anna", 0));
		Files.writeString(folder.resolve("b.json"), prompts("ben", 2));
		Files.writeString(folder.resolve("c.json"), prompts("anna", -1));
		final Path out = Files.createDirectory(folder.resolve(".out"));
		final ImagePlus image = image();
		Module done = commands.run(MergeAnnotatorsCommand.class, keys("image", image, "save_prompts", out.resolve(
			"merged.json").toString()));
		final double boxes = dice((ImagePlus) done.getOutput("labels"));
		assertTrue(boxes > .9, "Dice " + boxes);
		assertNull(done.getOutput("disagreement"));
		assertEquals(List.of("annotator", "boxes", "mean_IoU", "missed", "rejected"), List.of(((ResultsTable) done.getOutput(
			"table")).getHeadings()));
		final var merged = PromptFiles.read(out.resolve("merged.json"), ReadOptions.DEFAULT).prompts().prompts();
		// 18..46 with offsets 0, 2 and -1: the median side.
		assertEquals(2, merged.size());
		assertEquals(18, merged.get(0).box().x0());
		done = commands.run(MergeAnnotatorsCommand.class, keys("image", image, "method", "staple", "save_table", out.resolve(
			"agreement.csv").toString()));
		assertTrue(dice((ImagePlus) done.getOutput("labels")) > .9);
		assertNotNull(done.getOutput("disagreement"));
		assertTrue(Files.readString(out.resolve("agreement.csv")).contains("ben,consensus,1,disc"));
		// Two files say the name anna.
		assertTrue(Files.readString(out.resolve("agreement.csv")).contains("anna,c,1,disc"));
	}

	private String refused(final Object... more) {
		return commands.refusal(MergeAnnotatorsCommand.class, keys(more));
	}

	private static String prompts(final String annotator, final int shift) {
		final String box = "[" + (18 + shift) + ", 18, " + (46 + shift) + ", 46]";
		return "{\"stacksam_prompts\": 1, \"annotator\": \"" + annotator +
			"\", \"labels\": [{\"value\": 1, \"name\": \"disc\"}], \"prompts\": [" + "{\"label\": 1, \"slice\": 1, \"box\": " +
			box + "}, {\"label\": 1, \"slice\": 2, \"box\": " + box + "}]}";
	}

	private static boolean isDisc(final int x, final int y) {
		return Math.hypot(x + .5 - 32, y + .5 - 32) < 14;
	}

	/** Two slices of 64 × 64 with a bright disc of radius 14 in the middle. */
	private static ImagePlus image() {
		final ImageStack stack = new ImageStack(64, 64);
		for (int z = 0; z < 2; z++) {
			final ByteProcessor slice = new ByteProcessor(64, 64);
			for (int i = 0; i < 64 * 64; i++)
				slice.set(i, (isDisc(i % 64, i / 64) ? 180 : 60) + (i * 7919 + z * 31) % 13);
			stack.addSlice(slice);
		}
		return new ImagePlus("discs", stack);
	}

	private static double dice(final ImagePlus labels) {
		double both = 0, sum = 0;
		for (int z = 1; z <= 2; z++)
			for (int i = 0; i < 64 * 64; i++) {
				final boolean found = labels.getStack().getProcessor(z).get(i) == 1, truly = isDisc(i % 64, i / 64);
				both += found && truly ? 2 : 0;
				sum += (found ? 1 : 0) + (truly ? 1 : 0);
			}
		return both / sum;
	}

	/** A folder an annotator: label images of one case, prompts of another, one that only one has, one of two grids. */
	@Test
	void manyImagesAreMergedAndABadOneDoesNotStopTheRest() throws Exception {
		for (final String annotator : List.of("anna", "ben"))
			Files.createDirectory(folder.resolve(annotator));
		labels("anna/a.nii.gz", 0, 1, 1, 2);
		labels("ben/a.nii", 0, 1, 2, 2);
		labels("anna/b.nii", 0, 1);
		labels("ben/b.nii", 0, 1, 1);
		labels("ben/alone.nii", 0, 1);
		Files.writeString(folder.resolve("anna/discs.json"), prompts("anna", 0));
		Files.writeString(folder.resolve("ben/discs.json"), prompts("ben", 2));
		final Path images = Files.createDirectory(folder.resolve(".images")), out = folder.resolve(".out");
		new ij.io.FileSaver(image()).saveAsTiffStack(images.resolve("discs.tif").toString());
		final Map<String, Object> keys = keys("output_dir", out.toString(), "images_dir", images.toString());
		final String message = commands.refusal(MergeAnnotatorsCommand.class, keys);
		assertTrue(message.startsWith("1 of 4 cases failed") && message.contains("- b: ") && message.contains("2 × 1 × 1"),
			message);
		for (final String file : List.of("labels/a.nii.gz", "disagreement/a.nii.gz", "agreement/a.csv", "labels/discs.nii.gz",
			"prompts/discs.json"))
			assertTrue(Files.exists(out.resolve(file)), file);
		final List<String> report = Files.readAllLines(out.resolve("report.csv"));
		assertTrue(report.stream().anyMatch(line -> line.startsWith("alone,skipped,") && line.endsWith(
			"only ben annotated it")), report.toString());
		Files.delete(folder.resolve("ben/b.nii"));
		labels("ben/b.nii", 0, 1);
		final ResultsTable again = (ResultsTable) commands.run(MergeAnnotatorsCommand.class, keys).getOutput("table");
		assertEquals(List.of("kept", "done", "kept", "skipped"), List.of(again.getStringValue("state", 0), again
			.getStringValue("state", 1), again.getStringValue("state", 2), again.getStringValue("state", 3)));
		assertTrue(refused("output_dir", out.toString(), "save_labels", "x.nii").contains("leave out either"));
		assertTrue(refused("images_dir", images.toString()).contains("give output_dir"));
	}
}
