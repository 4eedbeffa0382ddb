package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;

import org.stacksam.InputException;
import org.stacksam.evaluation.Metric;
import org.stacksam.evaluation.ResultReader;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;

/** What a network trained on our export predicts: 4 × 3 × 2 voxels of 0.5 × 0.5 × 2 mm, voxel 0 cell, voxel 1 rim. */
class ImportNnunetCommandTest {

	private static final Geometry GRID = new Geometry(4, 3, 2, new double[][] { { 0, 0, 2, 5 }, { -0.5, 0, 0, 6 }, { 0, -0.5,
		0, 7 } }, true);

	private static final String METRICS = "{\"TP\": %d, \"FP\": 2, \"FN\": 2, \"TN\": 9, \"Dice\": 0.5, \"IoU\": 0.3, \"n_pred\": 3, \"n_ref\": 3}";

	private static Commands commands;

	@TempDir
	private Path folder;

	private Path predictions;
	private Path images;

	@BeforeAll
	static void start() {
		commands = new Commands();
	}

	@AfterAll
	static void stop() {
		commands.close();
	}

	@BeforeEach
	void files() throws IOException {
		predictions = Files.createDirectory(folder.resolve("fold ü"));
		images = Files.createDirectory(folder.resolve("images"));
		Files.writeString(predictions.resolve("dataset.json"), """
			{"labels": {"background": 0, "cell": 1, "rim": 2}, "file_ending": ".nii.gz", "channel_names": {"0": "x"},
			"overwrite_image_reader_writer": "SimpleITKIO", "stacksam_labels": [{"name": "cell", "value": 3, "nnunet_value": 1},
			{"name": "rim", "value": 300, "nnunet_value": 2, "color": "#0a0b0c"}]}
			""");
		predict("a.nii.gz", GRID, 2);
		NiftiFile.write(images.resolve("a_0000.nii.gz"), ArrayImgs.shorts(4, 3, 2), GRID, false);
	}

	private void predict(final String name, final Geometry grid, final int second) throws IOException {
		final byte[] values = new byte[24];
		values[0] = 1;
		values[1] = (byte) second;
		NiftiFile.write(predictions.resolve(name), ArrayImgs.unsignedBytes(values, 4, 3, 2), grid, true);
	}

	/** Probability 0.75 of the first class everywhere, 0.25 of the second. */
	private void probabilities(final String name, final String shape) throws IOException {
		final String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n";
		try (OutputStream out = Files.newOutputStream(predictions.resolve(name)); ZipOutputStream zip = new ZipOutputStream(
			out))
		{
			zip.putNextEntry(new ZipEntry("probabilities.npy"));
			zip.write(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0 });
			zip.write(header.getBytes(StandardCharsets.US_ASCII));
			final ByteBuffer numbers = ByteBuffer.allocate(4 * 48).order(ByteOrder.LITTLE_ENDIAN);
			for (int i = 0; i < 48; i++)
				numbers.putFloat(i < 24 ? 0.75f : 0.25f);
			zip.write(numbers.array());
		}
	}

	private void summary(final Path where, final int truePositives) throws IOException {
		Files.createDirectories(where);
		final String one = String.format(METRICS, truePositives);
		Files.writeString(where.resolve("summary.json"), "{\"foreground_mean\": {\"Dice\": NaN}, \"mean\": {}, " +
			"\"metric_per_case\": [{\"metrics\": {\"1\": " + one + ", \"2\": " + one + "}, \"prediction_file\": \"/host/out/a.nii.gz\", " +
			"\"reference_file\": \"/host/labelsTr/a.nii.gz\"}]}");
	}

	private ImagePlus[] predicted(final Object... keysAndValues) {
		final Object[] all = new Object[keysAndValues.length + 2];
		all[0] = "predictions_dir";
		all[1] = predictions.toString();
		System.arraycopy(keysAndValues, 0, all, 2, keysAndValues.length);
		return (ImagePlus[]) commands.run(ImportNnunetCommand.class, all).getOutput("predictions");
	}

	@Test
	void labelsComeBackWithValuesNamesColorsAndGrid() throws IOException {
		probabilities("a.npz", "(2, 2, 3, 4)");
		final Path saved = folder.resolve("saved");
		final ImagePlus[] opened = predicted("images_dir", images.toString(), "save_labels_dir", saved.toString());
		assertEquals(2, opened.length);
		assertEquals("a", opened[0].getTitle());
		assertEquals(16, opened[0].getBitDepth());
		assertEquals(3, opened[0].getStack().getVoxel(0, 0, 0));
		assertEquals(300, opened[0].getStack().getVoxel(1, 0, 0));
		assertEquals("3=cell,300=rim", opened[0].getProp("stacksam.labels"));
		assertEquals(0.5, opened[0].getCalibration().pixelWidth);
		assertEquals(0.75, opened[1].getStack().getVoxel(2, 2, 1), 1 / 255.0);
		assertEquals(GRID, NiftiFile.info(saved.resolve("a.nii.gz")).geometry());
		assertEquals(GRID, NiftiFile.info(saved.resolve("confidence/a.nii.gz")).geometry());
		final InputException again = assertThrows(InputException.class, () -> predicted("save_labels_dir", saved
			.toString()));
		assertTrue(again.getMessage().contains("a.nii.gz exists") && again.getMessage().contains("overwrite=true"), again
			.getMessage());
		assertEquals(0, predicted("save_labels_dir", saved.toString(), "overwrite", true, "show", false).length);
		assertTrue(assertThrows(InputException.class, () -> predicted("save_labels_dir", predictions.toString(), "overwrite",
			true)).getMessage().contains("is the folder of the predictions"));
	}

	/** An export from a TIFF without orientation: the label image gets calibration and slice labels of the image. */
	@Test
	void frameOfATimeSeriesIsFoundForItsCase() throws IOException {
		Files.delete(predictions.resolve("a.nii.gz"));
		predict("film_t0002.nii.gz", GRID, 2);
		final ImagePlus film = IJ.createHyperStack("film", 4, 3, 1, 2, 3, 8);
		film.getCalibration().setUnit("micron");
		film.getCalibration().pixelWidth = film.getCalibration().pixelHeight = 500;
		film.getCalibration().pixelDepth = 2000;
		assertTrue(new FileSaver(film).saveAsTiffStack(images.resolve("film.tif").toString()));
		final ImagePlus labels = predicted("images_dir", images.toString())[0];
		assertEquals("film_t0002", labels.getTitle());
		assertEquals(2, labels.getNSlices());
		assertEquals("micron", labels.getCalibration().getUnit());
	}

	/** As Tiff3DIO writes it: the spacing is in a file beside the prediction, in the order of the array. */
	@Test
	void spacingOfTiffPredictions() throws IOException {
		Files.delete(predictions.resolve("a.nii.gz"));
		final Path description = predictions.resolve("dataset.json");
		Files.writeString(description, Files.readString(description).replace(".nii.gz", ".tif").replace("SimpleITKIO",
			"Tiff3DIO"));
		assertTrue(new FileSaver(IJ.createImage("p", 4, 3, 2, 8)).saveAsTiffStack(predictions.resolve("a.tif").toString()));
		Files.writeString(predictions.resolve("a.json"), "{\"spacing\": [2, 0.5, 0.5]}");
		final ImagePlus labels = predicted()[0];
		assertEquals(2, labels.getCalibration().pixelDepth);
		assertEquals(0.5, labels.getCalibration().pixelWidth);
		assertEquals("mm", labels.getCalibration().getUnit());
		predicted("images_dir", images.toString());
		Files.writeString(predictions.resolve("a.json"), "{\"spacing\": [2, 0.5, 0.6]}");
		final String moved = assertThrows(InputException.class, () -> predicted("images_dir", images.toString())).getMessage();
		assertTrue(moved.contains("a.tif is on another grid than its image"), moved);
		Files.writeString(predictions.resolve("a.json"), "{\"spacing\": [2, 0.5]}");
		final String damaged = assertThrows(InputException.class, () -> predicted()).getMessage();
		assertTrue(damaged.contains("a.json does not give the spacing") && damaged.contains("2 numbers"), damaged);
	}

	@Test
	void everythingThatDoesNotFitIsListedBeforeAnythingIsWritten() throws IOException {
		final double[][] moved = GRID.affine();
		moved[0][3] += 2;
		predict("b.nii.gz", new Geometry(4, 3, 2, moved, true), 2);
		predict("c.nii.gz", GRID, 9);
		predict("d.nii.gz", GRID, 2);
		predict("e.nii.gz", GRID, 2);
		probabilities("e.npz", "(2, 3, 2, 4)");
		for (final String name : new String[] { "b", "c", "e" })
			Files.copy(images.resolve("a_0000.nii.gz"), images.resolve(name + "_0000.nii.gz"));
		final Path saved = folder.resolve("saved");
		final String message = assertThrows(InputException.class, () -> predicted("images_dir", images.toString(),
			"save_labels_dir", saved.toString())).getMessage();
		for (final String part : new String[] { "b.nii.gz is on another grid than its image", "c.nii.gz holds the value(s) 9",
			"d.nii.gz has no image d", "e.npz cannot be used: its shape is [2, 3, 2, 4] instead of [classes, 2, 3, 4]" })
			assertTrue(message.contains(part), () -> part + " is not in " + message);
		assertFalse(Files.exists(saved));
	}

	@Test
	void summariesBecomeTablesThatCompareReads() throws IOException {
		final Path model = folder.resolve("results/nnUNetTrainer__nnUNetPlans__3d_fullres");
		summary(model.resolve("fold_0/validation"), 3);
		summary(model.resolve("crossval_results_folds_0_1/postprocessed"), 4);
		summary(folder.resolve("results/ensembles/ensemble___A___B___0_1"), 5);
		Files.copy(predictions.resolve("dataset.json"), model.resolve("dataset.json"));
		final Path tables = folder.resolve("tables");
		final ResultsTable first = (ResultsTable) commands.run(ImportNnunetCommand.class, "predictions_dir", folder.resolve(
			"results").toString(), "save_tables_dir", tables.toString()).getOutput("table");
		assertEquals("[ensembles__ensemble___A___B___0_1.csv, nnUNetTrainer__nnUNetPlans__3d_fullres__crossval_results_folds_0_1__postprocessed.csv, " +
			"nnUNetTrainer__nnUNetPlans__3d_fullres__fold_0__validation.csv]", java.util.Arrays.stream(tables.toFile().list())
				.sorted().toList().toString());
		assertEquals("a", first.getStringValue("case", 0));
		// 2·4 / (2·4 + 2 + 2)
		assertEquals(2.0 / 3, ResultReader.read(tables.resolve(
			"nnUNetTrainer__nnUNetPlans__3d_fullres__crossval_results_folds_0_1__postprocessed.csv").toString(), Metric.DICE)
			.score("a", "rim").getAsDouble(), 1e-6);
	}

	@Test
	void summaryOfAnotherShapeAndFoldersWithoutAny() throws IOException {
		Files.writeString(predictions.resolve("summary.json"), "{\"metric_per_case\": [{\"metrics\": {\"1\": {\"TP\": 0.5}}, " +
			"\"prediction_file\": \"a\"}]}");
		assertTrue(assertThrows(InputException.class, () -> predicted()).getMessage().contains(
			"summary.json is not a summary.json of nnU-Net"));
		Files.delete(predictions.resolve("summary.json"));
		assertTrue(assertThrows(InputException.class, () -> predicted("save_tables_dir", folder.resolve("t").toString()))
			.getMessage().contains("holds no summary.json"));
		assertTrue(assertThrows(InputException.class, () -> commands.run(ImportNnunetCommand.class, "predictions_dir", Files
			.createDirectory(folder.resolve("empty")).toString())).getMessage().contains("holds no prediction"));
	}
}
