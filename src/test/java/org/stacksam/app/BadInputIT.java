package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;

import net.imglib2.img.array.ArrayImgs;

/** Bad input as a macro of the real app meets it: status, message, and nothing lost. No model is needed to refuse it. */
class BadInputIT {

	private static final String IMAGE = "newImage(\"ramp\", \"8-bit ramp\", 64, 48, 5);\n";
	private static final String BOX = "makeRectangle(10, 10, 20, 20);\n";

	@TempDir
	Path folder;

	private Path labels;
	private Path prompts;

	@BeforeEach
	void files() throws Exception {
		labels = folder.resolve("labels.nii.gz");
		final byte[] values = new byte[8 * 8 * 4];
		Arrays.fill(values, 64, 128, (byte) 1);
		NiftiFile.write(labels, ArrayImgs.unsignedBytes(values, 8, 8, 4), Geometry.of(8, 8, 4, new double[] { 1, 1, 3 },
			new double[3]), false);
		prompts = folder.resolve("prompts.json");
	}

	private static String run(final String label, final String keys) {
		return "run(\"" + label + "\", \"" + keys + "\");\nprint(\"went on\");\n";
	}

	private void fails(final String macro, final String... parts) throws Exception {
		final App.Outcome outcome = App.macro(folder, macro);
		outcome.failedWith(parts);
		assertFalse(outcome.out().contains("went on"), "The macro went on after the failure");
		assertFalse(outcome.err().contains("\tat "), "A stack trace for the user: " + outcome.err());
	}

	@Test
	void unknownKey() throws Exception {
		fails(IMAGE + BOX + run("SAM Segment Slice", "windw=auto"), "\"windw\"", "window", "add_rois", "in line 3");
	}

	@Test
	void valueOfTheWrongType() throws Exception {
		fails(run("SAM Simulate Annotators", "every_nth_slice=two"), "every_nth_slice", "\"two\"");
	}

	@Test
	void valueOutsideTheChoices() throws Exception {
		fails(IMAGE + BOX + run("SAM Segment Volume", "fill=everywhere"), "fill=everywhere", "none, between, beyond");
	}

	@Test
	void missingKey() throws Exception {
		fails(run("SAM Evaluate Labels", "predicted_path=[" + labels + "]"), "reference_path");
	}

	@Test
	void noImage() throws Exception {
		fails(run("SAM Segment Volume", "fill=none"), "No image is open", "image_path");
	}

	@Test
	void noPrompt() throws Exception {
		fails(IMAGE + run("SAM Segment Volume", "fill=none"), "no prompt", "prompts_path");
	}

	@Test
	void promptOnASliceThatDoesNotExist() throws Exception {
		Files.writeString(prompts, promptJson(1, 9));
		fails(IMAGE + run("SAM Segment Volume", "prompts_path=[" + prompts + "]"), "slice", "5");
	}

	@Test
	void promptsOfANewerSchema() throws Exception {
		Files.writeString(prompts, promptJson(999, 1));
		fails(IMAGE + run("SAM Segment Volume", "prompts_path=[" + prompts + "]"), "prompts.json", "999");
	}

	private static String promptJson(final int version, final int slice) {
		return "{\"stacksam_prompts\": " + version + ", \"labels\": [{\"value\": 1, \"name\": \"a\"}], \"prompts\": [" +
			"{\"label\": 1, \"slice\": " + slice + ", \"box\": [5, 5, 20, 20]}]}";
	}

	@Test
	void badWindow() throws Exception {
		fails(IMAGE + BOX + run("SAM Segment Slice", "window=250,-150"), "window=250,-150", "lo,hi");
	}

	@Test
	void unknownModel() throws Exception {
		fails(IMAGE + BOX + run("SAM Segment Slice", "model=nonesuch"), "nonesuch", "mobilesam");
	}

	@Test
	void outputFolderThatDoesNotExist() throws Exception {
		fails(IMAGE + BOX + run("SAM Segment Volume", "save_labels=[" + folder.resolve("none/labels.nii.gz") + "]"),
			"none", "does not exist");
	}

	@Test
	void existingOutputIsNotOverwritten() throws Exception {
		final byte[] before = Files.readAllBytes(labels);
		fails(run("SAM Open Sample", "save_labels=[" + labels + "]"), "labels.nii.gz", "overwrite=true");
		assertArrayEquals(before, Files.readAllBytes(labels));
	}

	@Test
	void truncatedGzip() throws Exception {
		final byte[] whole = Files.readAllBytes(labels);
		final Path cut = Files.write(folder.resolve("cut.nii.gz"), Arrays.copyOf(whole, whole.length - 20));
		fails(IMAGE + run("SAM Evaluate Labels", "predicted_path=[" + cut + "] reference_path=[" + labels + "]"),
			"cut.nii.gz");
	}

	@Test
	void labelsOfDifferentGrids() throws Exception {
		final Path other = folder.resolve("other.nii.gz");
		NiftiFile.write(other, ArrayImgs.unsignedBytes(8, 8, 4), Geometry.of(8, 8, 4, new double[] { 1, 1, 2 },
			new double[3]), false);
		fails(run("SAM Evaluate Labels", "predicted_path=[" + other + "] reference_path=[" + labels + "]"),
			"different grids", "1.000 × 1.000 × 2.000 mm", "1.000 × 1.000 × 3.000 mm");
	}

	@Test
	void datasetWithManyProblemsListsThemAllAndWritesNothing() throws Exception {
		final Path images = Files.createDirectory(folder.resolve("images")), truth = Files.createDirectory(folder.resolve(
			"truth")), raw = Files.createDirectory(folder.resolve("raw"));
		Files.copy(labels, truth.resolve("a.nii.gz"));
		Files.copy(labels, truth.resolve("c.nii.gz"));
		NiftiFile.write(images.resolve("a.nii.gz"), ArrayImgs.unsignedBytes(8, 8, 5), Geometry.of(8, 8, 5, new double[] { 1,
			1, 3 }, new double[3]), false);
		NiftiFile.write(images.resolve("b.nii.gz"), ArrayImgs.unsignedBytes(8, 8, 4), Geometry.of(8, 8, 4, new double[] { 1,
			1, 3 }, new double[3]), false);
		fails(run("SAM Export nnU-Net Dataset", "images_dir=[" + images + "] labels_dir=[" + truth + "] nnunet_raw=[" + raw +
			"] dataset_id=5 dataset_name=Test label_names=liver=1"), "b.nii.gz has no label", "c.nii.gz has no image",
			"8 × 8 × 5");
		assertEquals(List.of(), Arrays.asList(raw.toFile().list()));
	}

	@Test
	void labelNamesThatAreThereTwice() throws Exception {
		fails(run("SAM Evaluate Labels", "predicted_path=[" + labels + "] reference_path=[" + labels +
			"] label_names=liver=1,liver=2"), "liver", "twice");
	}

	@Test
	void macroWithAnErrorOfItsOwn() throws Exception {
		App.macro(folder, "x = y + 1;").failedWith("Undefined variable", "line 1");
		App.macro(folder, "run(\"No Such Command\");").failedWith("No Such Command");
		App.macro(folder, "open(\"" + folder.resolve("none.tif") + "\");").failedWith("none.tif");
	}

	@Test
	void wrongCommandLine() throws Exception {
		App.start(folder, List.of(), List.of("--headless", folder.resolve("none.ijm").toString())).failedWith("none.ijm");
		assertEquals(2, App.start(folder, List.of(), List.of("--headles", "x.ijm")).status());
	}
}
