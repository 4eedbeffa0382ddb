package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.Shard;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.LabelClass;

class DatasetWriterTest {

	@TempDir
	private Path folder;

	private Path raw;

	@BeforeEach
	void makeRaw() throws IOException {
		raw = Files.createDirectory(folder.resolve("nnUNet_raw"));
	}

	private DatasetReport write(final DatasetSpec spec, final DatasetCase... cases) throws IOException {
		return DatasetWriter.write(spec, List.of(cases), raw, List.of(), false, false, Progress.NONE);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> walk = Files.walk(raw)) {
			return walk.filter(Files::isRegularFile).map(f -> raw.relativize(f).toString().replace('\\', '/')).sorted().toList();
		}
	}

	private JsonObject json(final String path) throws IOException {
		return JsonParser.parseString(Files.readString(raw.resolve(path))).getAsJsonObject();
	}

	@Test
	void datasetIsLaidOutAndDescribedAsNnUnetReadsIt() throws IOException {
		final DatasetReport report = write(Cases.spec(), Cases.named("b"), Cases.named("a ü"));
		assertEquals(raw.resolve("Dataset005_Organs"), report.folder());
		assertEquals(2, report.written());
		assertEquals(List.of("Dataset005_Organs/dataset.json", "Dataset005_Organs/imagesTr/a ü_0000.nii.gz",
			"Dataset005_Organs/imagesTr/b_0000.nii.gz", "Dataset005_Organs/labelsTr/a ü.nii.gz",
			"Dataset005_Organs/labelsTr/b.nii.gz", "Dataset005_Organs/nnunet_commands.txt",
			"Dataset005_Organs/splits_final.json"), files());
		assertEquals("""
			{
			  "channel_names": {
			    "0": "image"
			  },
			  "labels": {
			    "background": 0,
			    "spleen": 1,
			    "liver": 2
			  },
			  "numTraining": 2,
			  "file_ending": ".nii.gz",
			  "overwrite_image_reader_writer": "SimpleITKIO",
			  "name": "Dataset005_Organs",
			  "description": "Test",
			  "licence": "CC0",
			  "converted_by": "StackSAM",
			  "stacksam_labels": [
			    {
			      "name": "spleen",
			      "value": 3,
			      "nnunet_value": 1
			    },
			    {
			      "name": "liver",
			      "value": 7,
			      "nnunet_value": 2,
			      "color": "#aa5500"
			    }
			  ]
			}
			""", Files.readString(report.folder().resolve("dataset.json")));
	}

	@Test
	void imageAndLabelKeepVoxelsTypesAndOneGeometry() throws IOException {
		final Path dataset = write(Cases.spec(), Cases.named("a")).folder();
		final NiftiFile.Volume image = NiftiFile.read(dataset.resolve("imagesTr/a_0000.nii.gz"), 0);
		final NiftiFile.Volume label = NiftiFile.read(dataset.resolve("labelsTr/a.nii.gz"), 0);
		assertInstanceOf(ShortType.class, image.image().getType());
		assertInstanceOf(UnsignedByteType.class, label.image().getType());
		assertEquals(100 - 23, Cases.at(image.image(), 3, 2, 1));
		assertEquals(1, Cases.at(label.image(), 1, 0, 0));
		assertEquals(2, Cases.at(label.image(), 2, 1, 0));
		assertEquals(0, Cases.at(label.image(), 2, 1, 1));
		assertEquals(image.geometry(), label.geometry());
		assertTrue(image.geometry().sameGrid(Cases.GRID));
		assertTrue(image.geometry().oriented());
	}

	@Test
	void ignoreLabelForUnannotatedSlicesLowConfidenceAndUndecided() throws IOException {
		final byte[] values = new byte[24];
		values[0] = values[1] = 3;
		values[2] = 99; // undecided
		final float[] sure = new float[24];
		java.util.Arrays.fill(sure, 0.9f);
		sure[1] = sure[2] = sure[5] = 0.2f; // a spleen voxel, the undecided one, a background one
		final DatasetCase c = new DatasetCase("a", List.of(Cases.image("a", 0)), ImageSource.of("l", ArrayImgs.unsignedBytes(
			values, 4, 3, 2), Cases.GRID), ImageSource.of("c", ArrayImgs.floats(sure, 4, 3, 2), Cases.GRID), null, "");
		final DatasetReport report = write(Cases.spec().withIgnore(new IgnoreOptions(true, 0.5, 99)), c);
		assertEquals("{\"background\":0,\"spleen\":1,\"liver\":2,\"ignore\":3}", json("Dataset005_Organs/dataset.json").get(
			"labels").toString());
		final var label = NiftiFile.read(report.folder().resolve("labelsTr/a.nii.gz"), 0).image();
		final int[] firstRows = new int[8];
		for (int i = 0; i < 8; i++)
			firstRows[i] = (int) Cases.at(label, i % 4, i / 4, 0);
		assertArrayEquals(new int[] { 1, 3, 3, 0, 0, 3, 0, 0 }, firstRows);
		assertEquals(3, Cases.at(label, 0, 0, 1));
		assertEquals(List.of(new SetAside.Row(0, "background", 21, 0, 12, 1, 0), new SetAside.Row(3, "spleen", 2, 0, 0, 1, 0),
			new SetAside.Row(7, "liver", 0, 0, 0, 0, 0), new SetAside.Row(99, "undecided", 1, 1, 0, 0, 0)), report.setAside().rows());
		assertEquals(50, report.setAside().rows().get(1).percent());
	}

	@Test
	void disputedVoxelsAreIgnoredAndCountedByLabel() throws IOException {
		final float[] bits = new float[24];
		bits[1] = 0.92f; // two of three annotators: spleen
		bits[4] = 0.5f; // at the limit: kept
		bits[2] = Float.NaN; // nothing known counts as disputed
		final DatasetCase c = new DatasetCase("a", List.of(Cases.image("a", 0)), Cases.label("l"), null, ImageSource.of("d",
			ArrayImgs.floats(bits, 4, 3, 2), Cases.GRID), null, "");
		final DatasetReport report = write(Cases.spec().withIgnore(new IgnoreOptions(false, 0, 0.5, 0)), c);
		assertEquals(List.of(new SetAside.Row(0, "background", 19, 0, 0, 0, 1), new SetAside.Row(3, "spleen", 2, 0, 0, 0, 1),
			new SetAside.Row(7, "liver", 3, 0, 0, 0, 0)), report.setAside().rows());
		final var label = NiftiFile.read(report.folder().resolve("labelsTr/a.nii.gz"), 0).image();
		assertEquals(3, Cases.at(label, 1, 0, 0));
		assertEquals(2, Cases.at(label, 0, 1, 0));
		final InputException none = assertThrows(InputException.class, () -> DatasetWriter.write(Cases.spec().withIgnore(
			new IgnoreOptions(false, 0, 0, 0)), List.of(Cases.named("a")), raw, List.of(), true, false, Progress.NONE));
		assertTrue(none.getMessage().contains("case a has no disagreement image"), none.getMessage());
	}

	@Test
	void annotatedSlicesMayBeEmptyOnPurpose() throws IOException {
		final BitSet both = new BitSet();
		both.set(0, 2);
		final DatasetCase c = new DatasetCase("a", List.of(Cases.image("a", 0)), Cases.label("l"), null, both, "");
		final DatasetReport report = write(Cases.spec().withIgnore(new IgnoreOptions(true, 0, 0)), c);
		assertEquals(0, report.setAside().rows().get(0).unlabelled());
		assertEquals(0, Cases.at(NiftiFile.read(report.folder().resolve("labelsTr/a.nii.gz"), 0).image(), 0, 0, 1));
	}

	@Test
	void byteConfidenceCountsAs255ForOne() throws IOException {
		final byte[] sure = new byte[24];
		java.util.Arrays.fill(sure, (byte) 128);
		sure[0] = 127; // 127 / 255 < 0.5 < 128 / 255
		final DatasetCase c = new DatasetCase("a", List.of(Cases.image("a", 0)), Cases.label("l"), ImageSource.of("c",
			ArrayImgs.unsignedBytes(sure, 4, 3, 2), Cases.GRID), null, "");
		final DatasetReport report = write(Cases.spec().withIgnore(new IgnoreOptions(false, 0.5, 0)), c);
		assertEquals(1, report.setAside().rows().stream().mapToLong(SetAside.Row::lowConfidence).sum());
	}

	@Test
	void regionsAndSeveralChannels() throws IOException {
		final DatasetSpec spec = Cases.spec().withChannels(List.of("T1", "T2")).withRegions(List.of(new Region("abdomen", List
			.of(3, 7), 3), new Region("liver", List.of(7), 7))).withIgnore(new IgnoreOptions(true, 0, 0));
		final DatasetCase c = new DatasetCase("a", List.of(Cases.image("t1", 0), Cases.image("t2", 50)), Cases.label("l"),
			null, null, "");
		final Path dataset = write(spec, c).folder();
		final JsonObject json = json("Dataset005_Organs/dataset.json");
		assertEquals("{\"background\":0,\"abdomen\":[1,2],\"liver\":[2],\"ignore\":3}", json.get("labels").toString());
		assertEquals("[1,2]", json.get("regions_class_order").toString());
		assertEquals("{\"0\":\"T1\",\"1\":\"T2\"}", json.get("channel_names").toString());
		assertEquals(50, Cases.at(NiftiFile.read(dataset.resolve("imagesTr/a_0001.nii.gz"), 0).image(), 0, 0, 0));
	}

	@Test
	void tiffWithSpacingBesideItInTheOrderOfTheArray() throws IOException {
		final Path dataset = write(Cases.spec().withFormat(".tif", ReaderWriter.Tiff3DIO), Cases.named("a"), new DatasetCase(
			"t", List.of(Cases.image("t", 5)), null, null, null, "")).folder();
		for (final String sidecar : List.of("imagesTr/a.json", "labelsTr/a.json", "imagesTs/t.json"))
			assertEquals("{\"spacing\":[3.0,0.7,0.5]}", Files.readString(dataset.resolve(sidecar)));
		assertFalse(Files.exists(dataset.resolve("labelsTr/t.json")));
		final ij.ImagePlus image = ij.IJ.openImage(dataset.resolve("imagesTr/a_0000.tif").toString());
		assertEquals(2, image.getStackSize());
		final ij.ImagePlus label = ij.IJ.openImage(dataset.resolve("labelsTr/a.tif").toString());
		assertArrayEquals(new int[] { 4, 3, 2, 8 }, new int[] { label.getWidth(), label.getHeight(), label.getStackSize(),
			label.getBitDepth() });
		assertEquals(2, label.getStack().getVoxel(2, 1, 0));
		assertEquals(1, label.getStack().getVoxel(0, 0, 0));
	}

	@Test
	void pngHoldsRawGreyValues() throws IOException {
		final Geometry flat = Geometry.of(3, 2, 1, new double[] { 1, 1, 1 }, new double[3]);
		final DatasetCase c = DatasetCase.of("a", ImageSource.of("i", ArrayImgs.unsignedShorts(new short[] { 0, 1, 300, 4,
			(short) 65535, 6 }, 3, 2, 1), flat), ImageSource.of("l", ArrayImgs.unsignedBytes(new byte[] { 0, 3, 7, 0, 0, 3 }, 3,
				2, 1), flat));
		final Path dataset = write(Cases.spec().withFormat(".png", ReaderWriter.NaturalImage2DIO), c).folder();
		final BufferedImage image = ImageIO.read(dataset.resolve("imagesTr/a_0000.png").toFile());
		assertArrayEquals(new int[] { 0, 1, 300, 4, 65535, 6 }, image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null));
		final BufferedImage label = ImageIO.read(dataset.resolve("labelsTr/a.png").toFile());
		assertEquals(8, label.getColorModel().getPixelSize());
		assertEquals(1, label.getRaster().getNumBands());
		assertArrayEquals(new int[] { 0, 1, 2, 0, 0, 1 }, label.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null));
		assertTrue(Files.readString(dataset.resolve("nnunet_commands.txt")).contains("-c 2d"));
	}

	@Test
	void singleSliceIsMuchThickerThanItsPixels() throws IOException {
		final Geometry flat = Geometry.of(2, 2, 1, new double[] { 0.5, 0.7, 1 }, new double[3]);
		final DatasetCase c = DatasetCase.of("a", ImageSource.of("i", ArrayImgs.unsignedBytes(2, 2, 1), flat), ImageSource.of(
			"l", ArrayImgs.unsignedBytes(new byte[] { 3, 0, 0, 0 }, 2, 2, 1), flat));
		final Path dataset = write(Cases.spec(), c).folder();
		assertEquals(999 * 0.7, NiftiFile.info(dataset.resolve("imagesTr/a_0000.nii.gz")).geometry().spacing(2), 1e-3);
		assertEquals(999 * 0.7, NiftiFile.info(dataset.resolve("labelsTr/a.nii.gz")).geometry().spacing(2), 1e-3);
	}

	@Test
	void moreThan255LabelsNeedTwoBytes() throws IOException {
		final List<LabelClass> many = new ArrayList<>();
		for (int i = 1; i <= 300; i++)
			many.add(new LabelClass(10 * i, "cell" + i));
		final short[] values = new short[24];
		values[5] = 3000;
		final DatasetCase c = DatasetCase.of("a", Cases.image("i", 0), ImageSource.of("l", ArrayImgs.unsignedShorts(values, 4,
			3, 2), Cases.GRID));
		final Path dataset = write(DatasetSpec.of(1, "Cells", many), c).folder();
		assertEquals(300, Cases.at(NiftiFile.read(dataset.resolve("labelsTr/a.nii.gz"), 0).image(), 1, 1, 0));
	}

	@Test
	void notFiniteVoxelsBecomeTheLowestValueWithAWarning() throws IOException {
		final float[] values = new float[24];
		values[3] = -7.5f;
		values[4] = Float.NaN;
		values[5] = Float.NEGATIVE_INFINITY;
		final DatasetReport report = write(Cases.spec(), DatasetCase.of("a", ImageSource.of("a.tif", ArrayImgs.floats(values,
			4, 3, 2), Cases.GRID), Cases.label("l")));
		final var image = NiftiFile.read(report.folder().resolve("imagesTr/a_0000.nii.gz"), 0).image();
		assertEquals(-7.5, Cases.at(image, 0, 1, 0));
		assertEquals(-7.5, Cases.at(image, 1, 1, 0));
		assertTrue(report.warnings().stream().anyMatch(w -> w.contains("a.tif has 2 voxels that are NaN or infinite")), () -> report
			.warnings().toString());
	}

	@Test
	void canceledExportIsNeverADatasetAndGoesOnLater() throws IOException {
		final int[] opened = new int[1];
		final ImageSource counting = new ImageSource() {

			@Override
			public String name() {
				return "a.tif";
			}

			@Override
			public NiftiFile.Volume open(final Progress progress) throws IOException {
				opened[0]++;
				return Cases.image("a.tif", 9).open(progress);
			}
		};
		final List<DatasetCase> cases = List.of(DatasetCase.of("a", counting, Cases.label("l")), Cases.named("b"));
		final Progress stopAtB = new Progress() {

			private volatile boolean stop;

			@Override
			public void report(final long done, final long total, final String message) {
				stop |= message.equals("Writing b");
			}

			@Override
			public boolean isCanceled() {
				return stop;
			}
		};
		assertThrows(CancellationException.class, () -> DatasetWriter.write(Cases.spec(), cases, raw, List.of(), false, false,
			stopAtB));
		assertFalse(Files.exists(raw.resolve("Dataset005_Organs")));
		assertEquals(2, opened[0]); // checked, written
		final DatasetReport report = DatasetWriter.write(Cases.spec(), cases, raw, List.of(), false, false, Progress.NONE);
		assertEquals(1, report.kept());
		assertEquals(1, report.written());
		assertEquals(3, opened[0]); // only checked again
		assertEquals(6, report.setAside().rows().get(2).voxels()); // counts of the kept case are not lost
		assertEquals(7, files().size());
	}

	@Test
	void otherSettingsBeginAnew() throws IOException {
		final ImageSource full = new ImageSource() {

			private int opened;

			@Override
			public String name() {
				return "l";
			}

			@Override
			public NiftiFile.Volume open(final Progress progress) throws IOException {
				if (++opened > 1) throw new IOException("Input/output error"); // after the checks, while writing
				return Cases.label("l").open(progress);
			}
		};
		final List<DatasetCase> cases = List.of(Cases.named("a"), DatasetCase.of("b", Cases.image("b", 1), full));
		assertThrows(IOException.class, () -> DatasetWriter.write(Cases.spec(), cases, raw, List.of(), false, false,
			Progress.NONE));
		assertFalse(Files.exists(raw.resolve("Dataset005_Organs")));
		final DatasetReport report = DatasetWriter.write(Cases.spec().withTexts("Other", "", ""), List.of(Cases.named("a")),
			raw, List.of(), false, false, Progress.NONE);
		assertEquals(0, report.kept());
		assertFalse(files().stream().anyMatch(f -> f.contains("/b")));
	}

	@Test
	void existingDatasetIsKeptUnlessOverwriteIsSaid() throws IOException {
		write(Cases.spec(), Cases.named("a"));
		final InputException refused = assertThrows(InputException.class, () -> write(Cases.spec(), Cases.named("b")));
		assertTrue(refused.getMessage().contains("exists already") && refused.getMessage().contains("overwrite=true"));
		DatasetWriter.write(Cases.spec(), List.of(Cases.named("b")), raw, List.of(), true, false, Progress.NONE);
		assertEquals(List.of("Dataset005_Organs/dataset.json", "Dataset005_Organs/imagesTr/b_0000.nii.gz",
			"Dataset005_Organs/labelsTr/b.nii.gz", "Dataset005_Organs/nnunet_commands.txt"), files());
	}

	/** What a link in a dataset points to is not the dataset's. */
	@Test
	void linksOutOfAnOverwrittenDatasetAreNotFollowed(@TempDir final Path outside) throws IOException {
		write(Cases.spec(), Cases.named("a"));
		Files.writeString(outside.resolve("mine.txt"), "mine");
		try {
			Files.createSymbolicLink(raw.resolve("Dataset005_Organs/link"), outside);
		}
		catch (final IOException | UnsupportedOperationException e) {
			assumeTrue(false, "Skipped: no symbolic links here: " + e);
		}
		DatasetWriter.write(Cases.spec(), List.of(Cases.named("b")), raw, List.of(), true, false, Progress.NONE);
		assertFalse(Files.exists(raw.resolve("Dataset005_Organs/link")));
		assertEquals("mine", Files.readString(outside.resolve("mine.txt")));
	}

	/** A log of finished cases that was cut off in a character, or filled with zeros when the power went. */
	@Test
	void damagedLogOfAnUnfinishedExportBeginsAnew() throws IOException {
		for (final byte[] log : new byte[][] { {}, "\n".getBytes(), "null\nnull\n{}\n".getBytes(), new byte[300], { '{', '"',
			(byte) 0xc3 } })
		{
			final Path staging = Files.createDirectories(raw.resolve(".stacksam-Dataset005_Organs"));
			Files.write(staging.resolve("stacksam_export.jsonl"), log);
			assertEquals(1, DatasetWriter.write(Cases.spec(), List.of(Cases.named("a")), raw, List.of(), true, false,
				Progress.NONE).written());
		}
	}

	@Test
	void dryRunWritesNothingAndCounts() throws IOException {
		final DatasetReport report = DatasetWriter.write(Cases.spec().withIgnore(new IgnoreOptions(true, 0, 0)), List.of(Cases
			.named("a")), raw, List.of(), false, true, Progress.NONE);
		assertNull(report.folder());
		assertEquals(12, report.setAside().rows().get(0).unlabelled());
		assertEquals(List.of(), files());
		final DatasetReport bad = DatasetWriter.write(Cases.spec(), List.of(), raw, List.of("x"), false, true, Progress.NONE);
		assertEquals(List.of("x", "there is no case with an image and a label"), bad.problems());
	}

	@Test
	void twoRunsAtOnceAreRefused() throws IOException {
		try (Staging running = new Staging(raw, "Dataset005_Organs", "")) {
			assertTrue(assertThrows(InputException.class, () -> write(Cases.spec(), Cases.named("a"))).getMessage().contains(
				"written by another run"));
			running.file("x");
		}
		write(Cases.spec(), Cases.named("a"));
	}

	/** Machines of a cluster write a part each, side by side; the last run makes of them what one run would have made. */
	@Test
	void partsBecomeOneDataset() throws IOException {
		final List<DatasetCase> cases = Stream.of("a", "b", "c", "d", "e").map(Cases::named).toList();
		final List<String> whole = List.of("a", "b", "c", "d", "e").stream().flatMap(id -> Stream.of(
			"Dataset005_Organs/imagesTr/" + id + "_0000.nii.gz", "Dataset005_Organs/labelsTr/" + id + ".nii.gz")).sorted()
			.toList();
		try (Staging other = new Staging(raw, "Dataset005_Organs", Cases.spec().toString(), 1)) {
			final DatasetReport second = DatasetWriter.writePart(Cases.spec(), cases, new Shard(2, 2), raw, List.of(), false,
				Progress.NONE);
			assertNull(second.folder());
			assertEquals(2, second.written());
			assertThrows(InputException.class, () -> DatasetWriter.writePart(Cases.spec(), cases, new Shard(1, 2), raw, List.of(),
				false, Progress.NONE), "this part is being written");
			assertThrows(InputException.class, () -> DatasetWriter.write(Cases.spec(), cases, raw, List.of(), false, false,
				Progress.NONE), "the whole waits for the parts");
			other.file("x");
		}
		assertFalse(Files.exists(raw.resolve("Dataset005_Organs")));
		assertTrue(assertThrows(InputException.class, () -> DatasetWriter.writePart(Cases.spec().withTexts("Other", "", ""),
			cases, new Shard(1, 2), raw, List.of(), false, Progress.NONE)).getMessage().contains("other settings"));
		assertEquals(3, DatasetWriter.writePart(Cases.spec(), cases, new Shard(1, 2), raw, List.of(), false, Progress.NONE)
			.written());
		final DatasetReport all = DatasetWriter.write(Cases.spec(), cases, raw, List.of(), false, false, Progress.NONE);
		assertEquals(List.of(0, 5), List.of(all.written(), all.kept()));
		assertEquals(whole, files().stream().filter(f -> f.contains("Tr/")).toList());
		assertEquals(5, json("Dataset005_Organs/dataset.json").get("numTraining").getAsInt());
		assertFalse(files().stream().anyMatch(f -> f.startsWith(".")), () -> "left: " + raw);
	}

	@Test
	void tiffBytesFollowTheSpecification() throws IOException {
		final Path dataset = write(Cases.spec().withFormat(".tif", ReaderWriter.Tiff3DIO), Cases.named("a")).folder();
		final ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(dataset.resolve("imagesTr/a_0000.tif"))).order(
			ByteOrder.LITTLE_ENDIAN);
		assertEquals(0x4949, b.getShort(0));
		assertEquals(42, b.getShort(2));
		final int page = 8 + 2 + 120 + 4;
		assertEquals(page + 24, b.getInt(page - 4)); // the second page follows the pixels of the first
		assertEquals(0, b.getInt(page + 24 + 126 - 4));
		assertEquals(100, b.getShort(page));
		assertEquals(100 - 12, b.getShort(page + 24 + 126));
	}
}
