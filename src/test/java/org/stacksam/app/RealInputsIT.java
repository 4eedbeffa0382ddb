package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.ij.DicomFiles;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;

/**
 * Files of microscopes and scanners, segmented and exported by the real app with the real model: values and geometry
 * must be those that the writer put in.
 */
class RealInputsIT {

	private static final int WIDTH = 96, HEIGHT = 80;

	/** An oblique scan, directions of row and column in LPS. */
	private static final double[] ORIENTATION = { 0.8, 0.6, 0, 0, 0, -1 };

	@TempDir
	Path folder;

	@BeforeEach
	void folders() throws IOException {
		for (final String name : List.of("images", "labels", "raw"))
			Files.createDirectory(folder.resolve(name));
		Files.writeString(folder.resolve("prompts.json"),
			"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 1, \"name\": \"disc\"}], \"prompts\": [" +
				"{\"label\": 1, \"slice\": 2, \"box\": [28, 20, 68, 60]}]}");
	}

	private void macro(final List<String> javaOptions, final String text) throws Exception {
		final String found = text.replace("SEGMENT(", "run(\"SAM Segment Volume\", \"fill=none detail=fast refine=none prompts_path=[" + folder.resolve(
			"prompts.json") + "] image_path=[" + folder + "/images/\" + ").replace("EXPORT(",
				"run(\"SAM Export nnU-Net Dataset\", \"images_dir=[" + folder.resolve("images") + "] labels_dir=[" + folder
					.resolve("labels") + "] nnunet_raw=[" + folder.resolve("raw") +
					"] dataset_id=1 dataset_name=A label_names=disc=1 \" + ").replace("LABELS", folder + "/labels");
		App.macro(folder, javaOptions, found).ok();
	}

	/** Bio-Formats beside the app; without its jar the test is skipped. */
	private static List<String> withBioFormats() {
		final String jar = System.getProperty("stacksam.bioformats", "");
		assumeTrue(!jar.isEmpty() && Files.isRegularFile(Path.of(jar)),
			"Skipped: no Bio-Formats; .ci/run fetches it, or set -Dstacksam.bioformats to the path of bioformats_package.jar");
		return App.with(Path.of(jar));
	}

	private Path exported(final String name) {
		return folder.resolve("raw/Dataset001_A").resolve(name);
	}

	private static double at(final Path file, final long... position) throws IOException {
		return NiftiFile.read(file, 0).image().randomAccess().setPositionAndGet(position).getRealDouble();
	}

	/** Size and grid of image and label, and the disc found on its slice and nowhere else. */
	private void check(final String id, final int channels, final Geometry expected) throws IOException {
		for (int c = 0; c < channels; c++) {
			final Geometry image = NiftiFile.info(exported("imagesTr/" + id + "_000" + c + ".nii.gz")).geometry();
			assertTrue(expected.sameGrid(image), () -> id + ": " + image + " instead of " + expected);
		}
		final Path label = exported("labelsTr/" + id + ".nii.gz");
		assertTrue(expected.sameGrid(NiftiFile.info(label).geometry()), id);
		assertTrue(expected.sameGrid(NiftiFile.info(folder.resolve("labels").resolve(id + ".nii.gz")).geometry()), id);
		assertEquals(1, at(label, 48, 40, 1), id);
		assertEquals(0, at(label, 5, 5, 1), id);
		assertEquals(0, at(label, 48, 40, 0), id);
	}

	/** A disc of radius 16 about (48, 40). */
	private static boolean inDisc(final int x, final int y) {
		return (x - 48) * (x - 48) + (y - 40) * (y - 40) < 256;
	}

	private static Geometry micron(final int slices, final double... spacing) {
		return Geometry.of(WIDTH, HEIGHT, slices, new double[] { spacing[0] / 1000, spacing[1] / 1000, spacing[2] / 1000 },
			new double[3]);
	}

	@Test
	void secondSeriesWithChannelsAndFrames() throws Exception {
		final List<String> options = withBioFormats();
		final OmeTiff.Pixels pixels = (x, y, c, z, t) -> (inDisc(x, y) ? 40_000 : 1000) + 100 * c + 10 * z + t;
		OmeTiff.write(folder.resolve("images/film.ome.tif"), WIDTH, HEIGHT, false, List.of(new OmeTiff.Series(1, 3, 1,
			new double[] { 1, 1, 1 }, (x, y, c, z, t) -> 7), new OmeTiff.Series(2, 4, 2, new double[] { 0.5, 0.6, 2.5 },
				pixels)));
		macro(options, """
			SEGMENT("film.ome.tif] series=2 channel=2 frame=1 save_labels=[LABELS/film_t0001.nii.gz]");
			SEGMENT("film.ome.tif] series=2 channel=1 frame=2 save_labels=[LABELS/film_t0002.nii.gz]");
			EXPORT("series=2 each_frame=true channel_names=a,b");
			""");
		check("film_t0001", 2, micron(4, 0.5, 0.6, 2.5));
		check("film_t0002", 2, micron(4, 0.5, 0.6, 2.5));
		assertEquals(40_000 + 100 + 30, at(exported("imagesTr/film_t0001_0001.nii.gz"), 48, 40, 3));
		assertEquals(1000 + 20 + 1, at(exported("imagesTr/film_t0002_0000.nii.gz"), 0, 79, 2));
	}

	/** Bio-Formats adds 32768 to signed values and says so in the calibration: the file's own must come out. */
	@Test
	void signedValues() throws Exception {
		final List<String> options = withBioFormats();
		OmeTiff.write(folder.resolve("images/signed.ome.tif"), WIDTH, HEIGHT, true, List.of(new OmeTiff.Series(1, 3, 1,
			new double[] { 2, 2, 3 }, (x, y, c, z, t) -> (inDisc(x, y) ? 60 : -1000) - z)));
		macro(options, """
			SEGMENT("signed.ome.tif] save_labels=[LABELS/signed.nii.gz]");
			EXPORT("");
			""");
		check("signed", 1, micron(3, 2, 2, 3));
		assertEquals(-1002, at(exported("imagesTr/signed_0000.nii.gz"), 0, 0, 2));
		assertEquals(59, at(exported("imagesTr/signed_0000.nii.gz"), 48, 40, 1));
	}

	@Test
	void stackOfThreeChannels() throws Exception {
		final List<String> options = withBioFormats();
		OmeTiff.write(folder.resolve("images/three.ome.tif"), WIDTH, HEIGHT, false, List.of(new OmeTiff.Series(3, 3, 1,
			new double[] { 0.2, 0.2, 1 }, (x, y, c, z, t) -> (inDisc(x, y) ? 900 : 100) + 10 * c + z)));
		macro(options, """
			SEGMENT("three.ome.tif] channel=3 save_labels=[LABELS/three.nii.gz]");
			EXPORT("channel_names=r,g,b");
			""");
		check("three", 3, micron(3, 0.2, 0.2, 1));
		for (int c = 0; c < 3; c++)
			assertEquals(902 + 10 * c, at(exported("imagesTr/three_000" + c + ".nii.gz"), 48, 40, 2));
	}

	/** Order and distance of slices from their positions, whatever the names, numbers and other tags say. */
	@Test
	void obliqueDicomSeriesWithAndWithoutSpacingBetweenSlices() throws Exception {
		series("with", 7);
		series("without", 0);
		macro(List.of(), """
			SEGMENT("with] save_labels=[LABELS/with.nii.gz]");
			SEGMENT("without] save_labels=[LABELS/without.nii.gz]");
			EXPORT("channel_names=CT");
			""");
		final double[] normal = { -0.6, 0.8, 0 }; // row × column
		final double[][] affine = new double[3][4]; // RAS: x and y of LPS negated
		for (int i = 0; i < 3; i++) {
			final int sign = i < 2 ? -1 : 1;
			affine[i][0] = sign * 1.5 * ORIENTATION[i];
			affine[i][1] = sign * 2 * ORIENTATION[3 + i];
			affine[i][2] = sign * 2.5 * normal[i];
			affine[i][3] = sign * position(0)[i];
		}
		for (final String id : List.of("with", "without")) {
			check(id, 1, new Geometry(WIDTH, HEIGHT, 4, affine, true));
			final double[] slices = new double[4];
			for (int z = 0; z < 4; z++)
				slices[z] = at(exported("imagesTr/" + id + "_0000.nii.gz"), 48, 40, z);
			assertArrayEquals(new double[] { 0, 2, 4, 6 }, slices, id); // 2 · (500 + z) − 1000
		}
	}

	private static double[] position(final int z) {
		return new double[] { 10 - 0.6 * 2.5 * z, 20 + 0.8 * 2.5 * z, 30 };
	}

	/** Four slices, 2.5 mm apart; their names and numbers run in another order; between: the tag, 0 = left out. */
	private void series(final String name, final double between) throws IOException {
		final Path dicom = Files.createDirectory(folder.resolve("images").resolve(name));
		final int[] order = { 2, 0, 3, 1 };
		for (int z = 0; z < 4; z++) {
			final short[] stored = new short[WIDTH * HEIGHT];
			for (int i = 0; i < stored.length; i++)
				stored[i] = (short) (inDisc(i % WIDTH, i / WIDTH) ? 500 + z : 0);
			DicomFiles.write(dicom.resolve("slice" + order[z] + ".dcm"), new DicomFiles.Slice(order[z], position(z), ORIENTATION,
				new double[] { 2, 1.5 }, between, 1), WIDTH, HEIGHT, stored, 2, -1000);
		}
	}
}
