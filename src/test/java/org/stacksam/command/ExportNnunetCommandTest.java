package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import net.imglib2.img.array.ArrayImgs;

import org.stacksam.InputException;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

class ExportNnunetCommandTest {

	private static Commands commands;

	@TempDir
	private Path folder;

	private Path images;
	private Path labels;
	private Path raw;

	@BeforeAll
	static void start() {
		commands = new Commands();
	}

	@AfterAll
	static void stop() {
		commands.close();
	}

	@BeforeEach
	void folders() throws IOException {
		images = Files.createDirectory(folder.resolve("Bilder ä"));
		labels = Files.createDirectory(folder.resolve("labels"));
		raw = Files.createDirectory(folder.resolve("nnUNet_raw"));
	}

	private Path export(final Object... more) {
		final List<Object> keys = new ArrayList<>(List.of("images_dir", images.toString(), "labels_dir", labels.toString(),
			"nnunet_raw", raw.toString(), "dataset_id", 5, "dataset_name", "Test", "label_names", "cell=2,rim=7"));
		keys.addAll(List.of(more));
		commands.run(ExportNnunetCommand.class, keys.toArray());
		return raw.resolve("Dataset005_Test");
	}

	private static JsonObject json(final Path file) throws IOException {
		return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
	}

	private static double at(final Path nifti, final long... position) throws IOException {
		return NiftiFile.read(nifti, 0).image().randomAccess().setPositionAndGet(position).getRealDouble();
	}

	private static List<String> names(final Path folder) {
		return Arrays.stream(folder.toFile().list()).sorted().toList();
	}

	/** 8-bit hyperstack of 8 × 6 pixels of 250 nm, 1 µm apart, whose pixels say channel, slice and frame: 100 c + 10 z + t. */
	private static void hyperstack(final Path file, final int channels, final int slices, final int frames) {
		final ImagePlus image = IJ.createHyperStack("h", 8, 6, channels, slices, frames, 8);
		for (int c = 1; c <= channels; c++)
			for (int z = 1; z <= slices; z++)
				for (int t = 1; t <= frames; t++)
					image.getStack().getProcessor(image.getStackIndex(c, z, t)).set(100 * c + 10 * z + t);
		image.getCalibration().setUnit("micron");
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().pixelDepth = 1;
		save(image, file);
	}

	private static void save(final ImagePlus image, final Path file) {
		final FileSaver saver = new FileSaver(image);
		assertTrue(image.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver.saveAsTiff(file.toString()));
	}

	/** Labels of 8 × 6 × slices × frames: 2 in the corner voxel of slice 1, 7 beside it, nothing in other slices. */
	private static void cells(final Path file, final int slices, final int frames) {
		final ImagePlus image = IJ.createHyperStack("l", 8, 6, 1, slices, frames, 8);
		for (int t = 1; t <= frames; t++) {
			image.getStack().getProcessor(image.getStackIndex(1, 1, t)).set(0, 0, 2);
			image.getStack().getProcessor(image.getStackIndex(1, 1, t)).set(1, 0, 7);
		}
		save(image, file);
	}

	@Test
	void channelsAndFramesOfOneFileBecomeChannelsAndCases() throws IOException {
		hyperstack(images.resolve("film.tif"), 2, 3, 2);
		hyperstack(images.resolve("late.tif"), 2, 3, 2);
		cells(labels.resolve("film.tif"), 3, 2);
		cells(labels.resolve("late_t0001.tif"), 3, 1);
		cells(labels.resolve("late_t0002.tif"), 3, 1);
		final Path dataset = export("channel_names", "DAPI, GFP", "each_frame", true, "licence", "CC0", "description",
			"Two films", "label_colors", "rim=#0a0b0c", "regions", "all=cell+rim,rim=rim");
		assertEquals(List.of("film_t0001_0000.nii.gz", "film_t0001_0001.nii.gz", "film_t0002_0000.nii.gz",
			"film_t0002_0001.nii.gz", "late_t0001_0000.nii.gz", "late_t0001_0001.nii.gz", "late_t0002_0000.nii.gz",
			"late_t0002_0001.nii.gz"), names(dataset.resolve("imagesTr")));
		assertEquals(232, at(dataset.resolve("imagesTr/film_t0002_0001.nii.gz"), 4, 4, 2));
		assertEquals(111, at(dataset.resolve("imagesTr/late_t0001_0000.nii.gz"), 0, 5, 0));
		assertEquals(2, at(dataset.resolve("labelsTr/film_t0002.nii.gz"), 1, 0, 0));
		final Geometry grid = NiftiFile.info(dataset.resolve("imagesTr/film_t0001_0000.nii.gz")).geometry();
		assertArrayEquals(new double[] { 0.00025, 0.00025, 0.001 }, grid.spacing(), 1e-9);
		final JsonObject json = json(dataset.resolve("dataset.json"));
		assertEquals("{\"0\":\"DAPI\",\"1\":\"GFP\"}", json.get("channel_names").toString());
		assertEquals("{\"background\":0,\"all\":[1,2],\"rim\":[2]}", json.get("labels").toString());
		assertEquals("CC0", json.get("licence").getAsString());
		assertEquals("Two films", json.get("description").getAsString());
		assertEquals("#0a0b0c", json.getAsJsonArray("stacksam_labels").get(1).getAsJsonObject().get("color").getAsString());
		// the frames of one film are never on both sides of a fold
		assertEquals("[{\"train\":[\"film_t0001\",\"film_t0002\"],\"val\":[\"late_t0001\",\"late_t0002\"]}," +
			"{\"train\":[\"late_t0001\",\"late_t0002\"],\"val\":[\"film_t0001\",\"film_t0002\"]}]".replace(" ", ""),
			sorted(dataset));
	}

	private static String sorted(final Path dataset) throws IOException {
		final List<String> folds = new ArrayList<>();
		JsonParser.parseString(Files.readString(dataset.resolve("splits_final.json"))).getAsJsonArray().forEach(f -> folds
			.add(f.toString()));
		return "[" + String.join(",", folds.stream().sorted().toList()) + "]";
	}

	@Test
	void groupsTestImagesAndPng() throws IOException {
		for (final String name : List.of("p1_a", "p1_b", "p2_a")) {
			hyperstack(images.resolve(name + ".tif"), 1, 1, 1);
			cells(labels.resolve(name + ".tif"), 1, 1);
		}
		final Path test = Files.createDirectory(folder.resolve("test"));
		hyperstack(test.resolve("new.tif"), 1, 1, 1);
		final Path dataset = export("file_ending", ".png", "groups", "p[0-9]+", "images_ts_dir", test.toString());
		assertEquals(List.of("p1_a.png", "p1_b.png", "p2_a.png"), names(dataset.resolve("labelsTr")));
		assertEquals(List.of("new_0000.png"), names(dataset.resolve("imagesTs")));
		assertEquals(111, IJ.openImage(dataset.resolve("imagesTs/new_0000.png").toString()).getPixel(3, 3)[0]);
		assertEquals("[{\"train\":[\"p1_a\",\"p1_b\"],\"val\":[\"p2_a\"]},{\"train\":[\"p2_a\"],\"val\":[\"p1_a\",\"p1_b\"]}]",
			sorted(dataset));
	}

	@Test
	void redGreenAndBlueAreThreeChannels() throws IOException {
		final ImagePlus rgb = IJ.createImage("rgb", "RGB", 8, 6, 1);
		rgb.getProcessor().set(2, 1, 0x0a141e);
		save(rgb, images.resolve("a.tif"));
		cells(labels.resolve("a.tif"), 1, 1);
		final Path dataset = export("file_ending", ".png", "channel_names", "red,green,blue");
		for (int c = 0; c < 3; c++)
			assertEquals(10 * (c + 1), IJ.openImage(dataset.resolve("imagesTr/a_000" + c + ".png").toString()).getPixel(2,
				1)[0]);
	}

	@Test
	void slicesThatWereLookedAtAreTrainedOnEvenIfEmpty() throws IOException {
		for (final String name : List.of("a", "b")) {
			hyperstack(images.resolve(name + ".tif"), 1, 3, 1);
			cells(labels.resolve(name + ".tif"), 3, 1);
		}
		final Path prompts = Files.createDirectory(folder.resolve("prompts"));
		Files.writeString(prompts.resolve("a.json"),
			"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 2, \"name\": \"cell\"}], \"prompts\": [" +
				"{\"label\": 2, \"slice\": 1, \"box\": [0, 0, 4, 4]}, {\"label\": 2, \"slice\": 3, \"box\": [0, 0, 4, 4]}]}");
		Files.writeString(prompts.resolve("b.csv"), "object,label,name,slice,prompt\n1,2,cell,1,between\n1,2,cell,2,box\n");
		final Path dataset = export("ignore_unlabelled", true, "prompts_dir", prompts.toString());
		assertEquals(3, json(dataset.resolve("dataset.json")).getAsJsonObject("labels").get("ignore").getAsInt());
		final double[] a = new double[3], b = new double[3];
		for (int z = 0; z < 3; z++) {
			a[z] = at(dataset.resolve("labelsTr/a.nii.gz"), 0, 0, z);
			b[z] = at(dataset.resolve("labelsTr/b.nii.gz"), 0, 0, z);
		}
		assertArrayEquals(new double[] { 1, 3, 0 }, a);
		assertArrayEquals(new double[] { 3, 0, 3 }, b);
	}

	@Test
	void lowConfidenceAndDisputedVoxelsAreIgnored() throws IOException {
		hyperstack(images.resolve("a.tif"), 1, 3, 1);
		cells(labels.resolve("a.tif"), 3, 1);
		final Path confidence = Files.createDirectory(folder.resolve("sure")), disagreement = Files.createDirectory(folder
			.resolve("votes"));
		final Geometry grid = Geometry.of(8, 6, 3, new double[] { 0.00025, 0.00025, 0.001 }, new double[3]);
		final float[] sure = new float[144], bits = new float[144];
		Arrays.fill(sure, 1);
		sure[0] = 0.4f;
		bits[1] = 1;
		NiftiFile.write(confidence.resolve("a.nii.gz"), ArrayImgs.floats(sure, 8, 6, 3), grid, false);
		NiftiFile.write(disagreement.resolve("a.nii"), ArrayImgs.floats(bits, 8, 6, 3), grid, false);
		final Path dataset = export("ignore_below", 0.5, "confidence_dir", confidence.toString(), "disagreement_dir",
			disagreement.toString());
		assertEquals(3, at(dataset.resolve("labelsTr/a.nii.gz"), 0, 0, 0));
		assertEquals(3, at(dataset.resolve("labelsTr/a.nii.gz"), 1, 0, 0));
		assertEquals(0, at(dataset.resolve("labelsTr/a.nii.gz"), 2, 0, 0));
	}

	@Test
	void everythingWrongInTheWholeFolderIsListedAndNothingIsWritten() throws IOException {
		hyperstack(images.resolve("one.tif"), 1, 3, 1);
		cells(labels.resolve("one.tif"), 3, 1);
		hyperstack(images.resolve("x_seg.tif"), 2, 3, 1);
		cells(labels.resolve("x_seg.tif"), 2, 1);
		cells(labels.resolve("alone.tif"), 3, 1);
		hyperstack(images.resolve("values.tif"), 2, 3, 1);
		NiftiFile.write(labels.resolve("values.nii"), ArrayImgs.floats(fill(0.5f), 8, 6, 3), Geometry.of(8, 6, 3,
			new double[] { 1, 1, 1 }, new double[3]), false);
		Files.createDirectory(raw.resolve("Dataset005_Other"));
		final String message = assertThrows(InputException.class, () -> export("channel_names", "a,b")).getMessage();
		for (final String part : List.of("one.tif has 1 channel(s), but channel_names has 2", "x_seg ends in _seg",
			"x_seg.tif is not on the grid of", "alone.tif has no image alone", "values.nii is not a label image: it holds 0.5",
			"dataset_id 5 is used by"))
			assertTrue(message.contains(part), () -> part + " is not in " + message);
		assertFalse(Files.exists(raw.resolve("Dataset005_Test")));
		export("channel_names", "a,b", "dry_run", true); // lists, and does not fail
		assertEquals(List.of("Dataset005_Other"), names(raw));
	}

	private static float[] fill(final float value) {
		final float[] values = new float[144];
		Arrays.fill(values, value);
		return values;
	}

	@Test
	void keysThatContradictEachOther() {
		for (final Object[] keys : new Object[][] { { "confidence_dir", folder.toString() }, { "ignore_above", 0.5 }, {
			"prompts_dir", folder.toString() }, { "ignore_below", 2.0 }, { "reader", "ITK" }, { "series", -1 }, {
				"label_colors", "cell=red" }, { "label_colors", "liver=#ffffff" }, { "images_ts_dir", "none" } })
		{
			final String message = assertThrows(InputException.class, () -> export(keys)).getMessage();
			assertTrue(message.contains(keys[0].toString()) || message.contains("liver"), message);
		}
	}

	@Test
	void compositeWithoutNamesGivesItsFirstChannel() throws IOException {
		final Path file = images.resolve("c.tif");
		hyperstack(file, 2, 3, 1);
		final ImagePlus composite = new CompositeImage(IJ.openImage(file.toString()));
		composite.setC(2);
		save(composite, file);
		cells(labels.resolve("c.tif"), 3, 1);
		assertEquals(121, at(export().resolve("imagesTr/c_0000.nii.gz"), 0, 0, 1));
	}

	/** Only if it is asked for: a dataset that lacks cases is another study. */
	@Test
	void badCasesAreLeftOutAndNamed() throws IOException {
		for (final String name : List.of("a", "b", "c", "d"))
			hyperstack(images.resolve(name + ".tif"), 1, 3, 1);
		cells(labels.resolve("a.tif"), 3, 1);
		cells(labels.resolve("b.tif"), 4, 1);
		Files.writeString(labels.resolve("d.nii"), "no image");
		cells(labels.resolve("e.tif"), 3, 1);
		final Map<String, Object> keys = new HashMap<>(Map.of("images_dir", images.toString(), "labels_dir", labels.toString(),
			"nnunet_raw", raw.toString(), "dataset_id", 5, "dataset_name", "Test", "label_names", "cell=2,rim=7"));
		assertTrue(commands.refusal(ExportNnunetCommand.class, keys).startsWith("The nnU-Net dataset was not written"));
		assertFalse(Files.exists(raw.resolve("Dataset005_Test")));
		keys.put("leave_out_bad", true);
		final String message = commands.refusal(ExportNnunetCommand.class, keys);
		assertTrue(message.startsWith("The dataset was written, but cases were left out, 4 problems:"), message);
		for (final String part : List.of("c.tif has no label c", "e.tif has no image e", "case b", "d.nii"))
			assertTrue(message.contains(part), part + " in " + message);
		assertEquals(List.of("a.nii.gz"), names(raw.resolve("Dataset005_Test/labelsTr")));
		assertEquals(1, json(raw.resolve("Dataset005_Test/dataset.json")).get("numTraining").getAsInt());
		// names that are there twice stop it all the same
		cells(labels.resolve("a.tiff"), 3, 1);
		keys.put("overwrite", true);
		assertTrue(commands.refusal(ExportNnunetCommand.class, keys).contains("keep one"));
	}
}
