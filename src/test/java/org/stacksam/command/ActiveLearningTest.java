package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;

import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadOptions;

/**
 * The active-learning turn with the real model: a network's predictions come back, some slices of them become prompts, a
 * person corrects those, and the corrected labels are exported for the next training.
 */
class ActiveLearningTest {

	private static final int WIDTH = 96, HEIGHT = 72, DEPTH = 3, PLANE = WIDTH * HEIGHT;

	/** Oblique, 0.8 × 0.8 × 2 mm: every step has to keep it. */
	private static final Geometry GRID = new Geometry(WIDTH, HEIGHT, DEPTH, new double[][] { { 0.8, 0, 0, -40 }, { 0, 0.48,
		1.6, 12 }, { 0, -0.64, 1.2, 7 } }, true);

	/** The user's values; nnU-Net has 1 and 2 for them. */
	private static final int CELL = 3, RIM = 7;

	@TempDir
	private Path folder;

	private Commands commands;

	@BeforeEach
	void start() {
		commands = new Commands();
	}

	@AfterEach
	void stop() {
		commands.close();
	}

	private Path at(final String path) throws IOException {
		final Path file = folder.resolve(path);
		Files.createDirectories(file.getParent());
		return file;
	}

	/** Two discs of radius 15, the right one moved to the side by some pixels. */
	private static byte[] discs(final int cell, final int rim, final int moved) {
		final byte[] labels = new byte[PLANE * DEPTH];
		for (int i = 0; i < labels.length; i++) {
			final double x = i % WIDTH + 0.5, y = i % PLANE / WIDTH + 0.5;
			if (Math.hypot(x - 24, y - 36) < 15) labels[i] = (byte) cell;
			else if (Math.hypot(x - 68 - moved, y - 36) < 15) labels[i] = (byte) rim;
		}
		return labels;
	}

	private static void write(final Path file, final byte[] labels) throws IOException {
		NiftiFile.write(file, ArrayImgs.unsignedBytes(labels, WIDTH, HEIGHT, DEPTH), GRID, false);
	}

	private Path export(final int id, final Path labels) throws IOException {
		commands.run(ExportNnunetCommand.class, "images_dir", folder.resolve("images").toString(), "labels_dir", labels
			.toString(), "nnunet_raw", folder.toString(), "dataset_id", id, "dataset_name", "Turn", "label_names",
			"cell=3,rim=7");
		return folder.resolve("Dataset00" + id + "_Turn");
	}

	private static double dice(final Path labels, final int value, final int truthValue) throws IOException {
		final var image = NiftiFile.read(labels, 0).image();
		final byte[] truth = discs(CELL, RIM, 0);
		int both = 0, sum = 0;
		final var voxel = image.randomAccess();
		for (int i = 0; i < truth.length; i++) {
			final boolean a = voxel.setPositionAndGet(i % WIDTH, i % PLANE / WIDTH, i / PLANE).getRealDouble() == value;
			final boolean b = truth[i] == truthValue;
			both += a && b ? 1 : 0;
			sum += (a ? 1 : 0) + (b ? 1 : 0);
		}
		return 2.0 * both / sum;
	}

	@Test
	void predictionsAreCorrectedByAFewPromptsAndExportedAgain() throws IOException {
		final byte[] truth = discs(CELL, RIM, 0);
		final Random noise = new Random(1);
		final short[] image = new short[truth.length];
		for (int i = 0; i < image.length; i++)
			image[i] = (short) ((truth[i] == 0 ? -200 : 300) + 10 * noise.nextGaussian());
		NiftiFile.write(at("images/a.nii.gz"), ArrayImgs.shorts(image, WIDTH, HEIGHT, DEPTH), GRID, false);
		write(at("labels/a.nii.gz"), truth);
		final Path first = export(1, folder.resolve("labels"));

		// what a network trained on it predicts: the rim 12 pixels beside where it is
		Files.copy(first.resolve("dataset.json"), at("predicted/dataset.json"));
		write(at("predicted/a.nii.gz"), discs(1, 2, 12));
		commands.run(ImportNnunetCommand.class, "predictions_dir", folder.resolve("predicted").toString(), "images_dir", folder
			.resolve("images").toString(), "show", false, "save_labels_dir", folder.resolve("imported").toString());
		final Path imported = folder.resolve("imported/a.nii.gz"), prompts = folder.resolve("a.json");
		assertEquals(1, dice(imported, CELL, CELL), 1e-9);
		assertTrue(dice(imported, RIM, RIM) < 0.6);

		commands.run(ConvertPromptsCommand.class, "prompts_path", imported.toString(), "label_names", "cell=3,rim=7", "slices",
			"1,3", "save_prompts", prompts.toString());
		final PromptSet drawn = PromptFiles.read(prompts, ReadOptions.of(WIDTH, HEIGHT, DEPTH)).prompts();
		assertEquals("[3 on 0, 7 on 0, 3 on 2, 7 on 2]", drawn.prompts().stream().map(p -> p.label() + " on " + p.slice())
			.sorted((a, b) -> (a.substring(5) + a).compareTo(b.substring(5) + b)).collect(Collectors.toList()).toString());
		assertTrue(drawn.prompts().stream().filter(p -> p.label() == RIM).allMatch(p -> p.box().equals(new Box(65, 21, 95,
			51))), () -> drawn.prompts().toString());

		// a person moves the boxes of the rim
		final List<Prompt> corrected = drawn.prompts().stream().map(p -> p.label() == RIM ? p.withBox(new Box(53, 21, 83,
			51)) : p).toList();
		PromptFiles.write(prompts, drawn.withPrompts(corrected), true);
		commands.run(SegmentVolumeCommand.class, "image_path", folder.resolve("images/a.nii.gz").toString(), "prompts_path",
			prompts.toString(), "refine", "none", "detail", "fast", "save_labels", at("corrected/a.nii.gz").toString());
		final Path second = export(2, folder.resolve("corrected"));
		final Path label = second.resolve("labelsTr/a.nii.gz");
		assertTrue(GRID.sameGrid(NiftiFile.info(label).geometry()), () -> label + " lost the grid");
		assertTrue(dice(label, 1, CELL) > 0.95, "cell");
		assertTrue(dice(label, 2, RIM) > 0.95, "rim");
		assertEquals(Files.readString(first.resolve("dataset.json")).replace("Dataset001", "Dataset002"), Files.readString(
			second.resolve("dataset.json")));
	}
}
