package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.LabelClass;

class PredictionFolderTest {

	@TempDir
	private Path folder;

	private Path predictions;

	@BeforeEach
	void makeFolder() throws IOException {
		predictions = Files.createDirectory(folder.resolve("out"));
	}

	private void predict(final String name) throws IOException {
		NiftiFile.write(predictions.resolve(name), ArrayImgs.unsignedBytes(new byte[] { 0, 1, 2, 0 }, 2, 2, 1), Geometry.of(2,
			2, 1, new double[] { 1, 1, 1 }, new double[3]), false);
	}

	@Test
	void predictionsOfOurDatasetComeBackInTheUsersValues() throws IOException {
		final Path raw = Files.createDirectory(folder.resolve("raw"));
		final Path dataset = DatasetWriter.write(Cases.spec(), List.of(Cases.named("a")), raw, List.of(), false, false,
			Progress.NONE).folder();
		Files.copy(dataset.resolve("dataset.json"), predictions.resolve("dataset.json")); // as nnU-Net does
		Files.writeString(predictions.resolve("plans.json"), "{}");
		predict("b.nii.gz");
		predict("a.nii.gz");
		predict("._a.nii.gz");
		Files.createFile(predictions.resolve("b.npz"));
		final PredictionFolder read = PredictionFolder.read(predictions);
		assertEquals(List.of(new PredictionFolder.Prediction("a", predictions.resolve("a.nii.gz"), null),
			new PredictionFolder.Prediction("b", predictions.resolve("b.nii.gz"), predictions.resolve("b.npz"))), read
				.predictions());
		assertEquals(List.of(new LabelClass(3, "spleen"), new LabelClass(7, "liver", 0xaa5500, false)), read.dataset()
			.mapping().labels());
		final PredictionFolder.Prediction a = read.predictions().get(0);
		final var labels = read.labels(a, NiftiFile.read(a.labels(), 0).image());
		assertEquals(3, Cases.at(labels, 1, 0, 0));
		assertEquals(7, Cases.at(labels, 0, 1, 0));
	}

	@Test
	void datasetsOfOthersKeepTheirValues() throws IOException {
		Files.writeString(predictions.resolve("dataset.json"), """
			{"labels": {"background": 0, "whole": [1, 2], "core": [2], "ignore": 3}, "regions_class_order": [1, 2],
			"file_ending": ".nii.gz", "channel_names": {"0": "T1"}, "overwrite_image_reader_writer": "NibabelIOWithReorient"}
			""");
		predict("a.nii.gz");
		final PredictionFolder read = PredictionFolder.read(predictions);
		assertTrue(read.dataset().regions());
		assertEquals(List.of(new LabelClass(1, "whole"), new LabelClass(2, "core")), read.dataset().mapping().labels());
		assertFalse(read.hasUsableProbabilities());
		assertTrue(read.notes().get(0).contains("RAS"));
	}

	@Test
	void withoutDatasetJsonTheMostFrequentEndingCounts() throws IOException {
		Files.createFile(predictions.resolve("a.tif"));
		Files.createFile(predictions.resolve("b.tif"));
		Files.createFile(predictions.resolve("plot.png"));
		final PredictionFolder read = PredictionFolder.read(predictions);
		assertNull(read.dataset());
		assertEquals(List.of("a", "b"), read.predictions().stream().map(PredictionFolder.Prediction::id).toList());
	}

	@Test
	void imagesAreFoundByNameWithAndWithoutChannelNumber() throws IOException {
		for (final String name : List.of("a.nii.gz", "b.nii.gz", "c.nii.gz"))
			predict(name);
		final Path images = Files.createDirectory(folder.resolve("images"));
		for (final String name : List.of("a_0000.nii.gz", "a_0001.nii.gz", "b.tif", "d.tif"))
			Files.createFile(images.resolve(name));
		final PredictionFolder.Matches matches = PredictionFolder.read(predictions).match(images, CaseFiles.Formats.PLAIN);
		assertEquals(List.of(images.resolve("a_0000.nii.gz"), images.resolve("b.tif")), matches.pairs().stream().map(
			PredictionFolder.Match::image).toList());
		assertEquals(List.of("c"), matches.withoutImage().stream().map(PredictionFolder.Prediction::id).toList());
		assertEquals(List.of(images.resolve("d.tif")), matches.withoutPrediction());
	}

	@Test
	void predictionOnAnotherGridIsRefused() {
		final var match = new PredictionFolder.Match(new PredictionFolder.Prediction("a", Path.of("p.nii.gz"), null), Path.of(
			"i.nii.gz"));
		final Geometry placed = new Geometry(4, 3, 2, Cases.GRID.affine(), true);
		PredictionFolder.checkGrid(match, placed, placed);
		final double[][] moved = Cases.GRID.affine();
		moved[2][3] += 3;
		final String message = assertThrows(InputException.class, () -> PredictionFolder.checkGrid(match, new Geometry(4, 3,
			2, moved, true), placed)).getMessage();
		assertTrue(message.contains("p.nii.gz is on another grid than its image i.nii.gz"), message);
	}

	@Test
	void emptyFolderAndDamagedDescriptions() throws IOException {
		assertTrue(assertThrows(InputException.class, () -> PredictionFolder.read(predictions)).getMessage().contains(
			"holds no prediction"));
		predict("a.nii.gz");
		for (final String bad : List.of("", "[]", "{\"labels\": {}}", "{\"file_ending\": \".nii.gz\"}",
			"{\"file_ending\": \".nii.gz\", \"labels\": {\"liver\": \"x\"}}",
			"{\"file_ending\": \".nii.gz\", \"labels\": {\"liver\": 70000}}",
			"{\"file_ending\": \".nii.gz\", \"labels\": {\"a\": [1]}, \"regions_class_order\": []}",
			"{\"file_ending\": \".nii.gz\", \"labels\": {}, \"stacksam_labels\": [{\"name\": \"a\"}]}"))
		{
			Files.writeString(predictions.resolve("dataset.json"), bad);
			final String message = assertThrows(InputException.class, () -> PredictionFolder.read(predictions), bad)
				.getMessage();
			assertTrue(message.contains("dataset.json is not a dataset.json of nnU-Net"), message);
		}
	}
}
