package org.stacksam.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import net.imglib2.img.array.ArrayImgs;

import org.stacksam.Progress;
import org.stacksam.evaluation.CaseScores;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.EvaluationTable;
import org.stacksam.evaluation.LabelScores;
import org.stacksam.evaluation.Overlap;
import org.stacksam.evaluation.ReportTables;
import org.stacksam.evaluation.SummaryJsonWriter;
import org.stacksam.ij.DicomFiles;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.PromptRois;
import org.stacksam.ij.RoiFiles;
import org.stacksam.ij.RoiSpace;
import org.stacksam.interactive.LabelVolume;
import org.stacksam.interactive.ObjectActions;
import org.stacksam.interactive.PromptActions;
import org.stacksam.interactive.Session;
import org.stacksam.interactive.SessionClass;
import org.stacksam.interactive.SessionState;
import org.stacksam.interactive.SessionStore;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.io.TiffStack;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadOptions;

import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;

/** Small valid files for the fuzzer to begin from, written by our own writers where there is one. */
final class Seeds {

	static final int WIDTH = 24, HEIGHT = 18, DEPTH = 6;
	static final Geometry GRID = Geometry.of(3, 2, 1, new double[] { 1, 1, 2 }, new double[3]);
	static final ReadOptions IMAGE = ReadOptions.of(WIDTH, HEIGHT, DEPTH);

	/** Name of the folder of all files, since a model's folder has its name. */
	static final String MODEL = "mobilesam";

	private static final List<LabelClass> CLASSES = List.of(new LabelClass(3, "liver", 0xff8800, false), new LabelClass(7,
		"spleen"));

	private static final String STUDIO = """
		[{"data": {"image": "s1.png"}, "annotations": [{"completed_by": 1, "result": [{"type": "rectanglelabels", "original_width": 200,
		"original_height": 100, "value": {"x": 1, "y": 2, "width": 5, "height": 5, "rotation": 3, "rectanglelabels": ["a"]}},
		{"type": "keypointlabels", "original_width": 200, "original_height": 100, "value": {"x": 1, "y": 2, "width": 1, "keypointlabels": ["a"]}},
		{"type": "polygonlabels", "original_width": 200, "original_height": 100, "value": {"points": [[1, 1], [9, 1], [9, 9]], "polygonlabels": ["a"]}}]}]}]""";
	private static final String CVAT = """
		<annotations><meta><task><labels><label><name>a</name><color>#ff8800</color></label></labels></task></meta><image id="0" name="f4.png" width="24" height="18">
		<box label="a" xtl="1.5" ytl="2" xbr="11" ybr="12" rotation="4"/><points label="a" points="3.5,4.5;6,7"/><polygon label="a" points="2,1;6,1;6,3"/>
		<mask label="a" rle="1, 2, 3" left="5" top="6" width="3" height="2"/></image></annotations>""";

	/** Writes one file. */
	private interface Writing {

		void to(Path file) throws IOException;
	}

	private Seeds() {}

	static List<byte[]> of(final FileReader reader) throws IOException {
		return switch (reader) {
			case NIFTI -> List.of(written(".nii", Seeds::nifti), written(".nii", f -> NiftiFile.writeConfidence(f, ArrayImgs
				.unsignedBytes(3, 2, 1), GRID, true)));
			// stored, not shrunk, so that the content can be damaged too
			case NIFTI_GZ -> List.of(written(".nii.gz", Seeds::nifti), stored(written(".nii", Seeds::nifti)));
			case PROMPTS -> List.of(written(".json", f -> PromptFiles.write(f, prompts(), true)));
			case COCO -> List.of(written("coco.json", f -> PromptFiles.write(f, prompts(), true)), utf8(
				"{\"images\": [{\"id\": 1, \"file_name\": \"a1.png\", \"width\": 7, \"height\": 9}], \"categories\": [{\"id\": 1, \"name\": \"a\", \"color\": [1, 2, 3]}]," +
					"\"annotations\": [{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 1, 2, 2], \"segmentation\": {\"size\": [9, 7], \"counts\": \";45000>M^O060\"}," +
					"\"keypoints\": [1, 2, 2]}, {\"image_id\": 1, \"category_id\": 1, \"segmentation\": [[1, 1, 4, 1, 4, 5]]}]}"));
			case LABEL_STUDIO -> List.of(utf8(STUDIO));
			case CVAT -> List.of(utf8(CVAT));
			case YOLO -> List.of(utf8("0 0.5 0.5 0.1 0.1\n1 0.2 0.2 0.1 0.1 0.9\n0 0.1 0.1 0.5 0.1 0.5 0.5\n"));
			case YOLO_CLASSES -> List.of(utf8("nc: 2\nnames: {0: a, 1: b}\nstacksam_values: [5, 1]\n"), utf8(
				"names:\n- liver\n- 'spleen'\n"));
			case ROI -> rois();
			case ROI_ZIP -> List.of(written(".zip", f -> RoiFiles.write(f, PromptRois.of(prompts(), RoiSpace.of("ct", WIDTH,
				HEIGHT, DEPTH)).subList(0, 2), true)), zip(ZipEntry.STORED, "a.roi", rois().get(0)));
			case LABEL_NAMES -> List.of(utf8("{\"liver\": 5, \"spleen\": 1}"));
			case NPZ -> List.of(zip(ZipEntry.STORED, "probabilities.npy", npy()), zip(ZipEntry.DEFLATED, "probabilities.npy",
				npy()));
			case SUMMARY -> List.of(written(".json", f -> SummaryJsonWriter.write(scores(), f, true)));
			case DATASET -> List.of(utf8("{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"background\": 0, \"a\": 1, \"b\": 2}," +
				"\"numTraining\": 1, \"file_ending\": \".nii.gz\", \"stacksam_labels\": [{\"value\": 5, \"name\": \"a\", \"color\": \"#ff0000\", \"nnunet_value\": 1}]}"),
				utf8("{\"labels\": {\"background\": 0, \"whole\": [1, 2], \"core\": 2}, \"regions_class_order\": [1, 2], \"file_ending\": \".tif\"," +
					"\"overwrite_image_reader_writer\": \"NibabelIO\"}"));
			case RESULTS -> List.of(written(".csv", f -> ReportTables.scores(scores()).writeCsv(f, true)), utf8(
				"path,model,spleen_dice,liver_dice\na.nii.gz,x,0.5,0.25\nb.nii.gz,x,nan,\n"));
			case MANIFEST -> List.of(Files.readAllBytes(Path.of("models", MODEL + ".json")));
			case SESSION -> List.of(session());
			case TIFF -> List.of(written(".tif", Seeds::tiff), written(".tif", Seeds::imageJTiff));
			case DICOM -> List.of(written(".dcm", Seeds::dicom));
		};
	}

	private static byte[] utf8(final String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] written(final String name, final Writing writing) throws IOException {
		final Path folder = Files.createTempDirectory("seeds");
		try {
			final Path file = folder.resolve("a" + name);
			writing.to(file);
			return Files.readAllBytes(file);
		}
		finally {
			delete(folder);
		}
	}

	static void delete(final Path folder) {
		try (Stream<Path> tree = Files.walk(folder)) {
			for (final Path path : tree.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static void nifti(final Path file) throws IOException {
		NiftiFile.write(file, ArrayImgs.shorts(new short[] { 1, 2, 3, 4, 5, 6 }, 3, 2, 1), GRID, true);
	}

	private static void tiff(final Path file) throws IOException {
		TiffStack.write(file, ArrayImgs.unsignedShorts(new short[] { 1, 2, 3, 4, 5, 6 }, 3, 1, 2), true, Progress.NONE);
	}

	/** With calibration, lookup table and slice labels. */
	private static void imageJTiff(final Path file) throws IOException {
		LabelFiles.write(file, ArrayImgs.unsignedBytes(new byte[] { 1, 2, 3, 4, 5, 6 }, 3, 2, 1), CLASSES, GRID, true);
	}

	private static void dicom(final Path file) throws IOException {
		DicomFiles.write(file, new DicomFiles.Slice(1, new double[] { 1, 2, 3 }, new double[] { 1, 0, 0, 0, 1, 0 },
			new double[] { 1, 2 }, 3, 1), 3, 2, new short[] { 1, 2, 3, 4, 5, 6 }, 1, -1024);
	}

	private static byte[] stored(final byte[] content) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
			{
				def.setLevel(Deflater.NO_COMPRESSION);
			}
		}) {
			gzip.write(content);
		}
		return out.toByteArray();
	}

	static byte[] zip(final int method, final String name, final byte[] content) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			final ZipEntry entry = new ZipEntry(name);
			entry.setMethod(method);
			entry.setSize(content.length);
			final CRC32 crc = new CRC32();
			crc.update(content);
			entry.setCrc(crc.getValue());
			zip.putNextEntry(entry);
			zip.write(content);
		}
		return out.toByteArray();
	}

	private static byte[] npy() {
		final byte[] header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 2, 3), }\n".getBytes(
			StandardCharsets.US_ASCII);
		final ByteBuffer b = ByteBuffer.allocate(10 + header.length + 48).order(ByteOrder.LITTLE_ENDIAN);
		b.put(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 }).putShort((short) header.length).put(header);
		while (b.hasRemaining())
			b.putFloat(.25f);
		return b.array();
	}

	private static MaskPrompt mask() {
		final BitSet pixels = new BitSet();
		pixels.set(1, 5);
		return new MaskPrompt(2, 3, 3, 2, pixels);
	}

	private static PromptSet prompts() {
		return new PromptSet("anna", "ct.nii", WIDTH, HEIGHT, DEPTH, CLASSES, List.of(Prompt.box(1, 3, 0, new Box(1, 2, 9.5,
			8)), Prompt.points(2, 7, 1, List.of(new PointPrompt(3.5, 4.5, true), new PointPrompt(8, 9, false))), new Prompt(0, 7,
				2, -1, -1, null, List.of(), mask(), false), Prompt.absent(1, 3, 3)));
	}

	private static EvaluationTable scores() {
		final List<EvaluatedLabel> labels = List.of(EvaluatedLabel.of("liver", 1), EvaluatedLabel.region("both", 1, 2));
		final List<CaseScores> cases = new ArrayList<>();
		for (final String name : List.of("a", "b"))
			cases.add(new CaseScores(name, name + ".nii.gz", name + ".nii.gz", labels.stream().map(label -> new LabelScores(
				label, new Overlap(5, 1, 2, 9), 1, null)).toList()));
		return new EvaluationTable(labels, cases);
	}

	private static byte[] session() throws IOException {
		final Session session = new Session(SessionState.of(CLASSES.stream().map(SessionClass::of).toList()), LabelVolume
			.empty(WIDTH, HEIGHT, DEPTH));
		final Path folder = Files.createTempDirectory("seeds");
		try (SessionStore store = new SessionStore(session, new SessionStore.Target(folder, "ct.nii", ".tif", (file, labels,
			classes) -> Files.write(file, new byte[1])), new SessionStore.Listener() {

				@Override
				public void saved(final Path where) {}

				@Override
				public void failed(final Path where, final Exception problem) {
					throw new AssertionError(problem);
				}
			}))
		{
			session.apply(PromptActions.setBox(1, new Box(1, 2, 9, 8)));
			session.apply(ObjectActions.accept(1, mask()));
			store.flush();
			// no label image beside it, so that the reader comes to its end
			return utf8(Files.readString(folder.resolve("session.json")).replaceFirst("\"labels\":\"[^\"]*\",", ""));
		}
		finally {
			delete(folder);
		}
	}

	private static List<byte[]> rois() throws IOException {
		final Roi area = new Roi(2, 3, 5, 4), line = new Line(1.5, 2, 8, 9), text = new TextRoi(2, 3, "abc"), rounded = new Roi(
			1, 1, 9, 9);
		rounded.setCornerDiameter(3);
		rounded.setName("mask");
		final Roi composite = new ShapeRoi(new Roi(1, 1, 8, 8)).not(new ShapeRoi(new Roi(3, 3, 2, 2)));
		final Roi freehand = new PolygonRoi(new float[] { 1.5f, 8, 7.5f, 2 }, new float[] { 1, 2, 9, 8.5f }, Roi.FREEROI);
		area.setPosition(2, 3, 1);
		area.setProperty("stacksam", "x");
		final List<byte[]> files = new ArrayList<>();
		for (final Roi roi : Stream.concat(Stream.of(area, line, text, rounded, composite, freehand, new OvalRoi(1, 2, 5, 6),
			new EllipseRoi(2, 2, 9, 9, .5), new RotatedRectRoi(2, 2, 9, 9, 3)), PromptRois.of(prompts(), RoiSpace.of("ct", WIDTH,
				HEIGHT, DEPTH)).stream()).toList())
			files.add(written(".roi", f -> RoiFiles.write(f, List.of(roi), true)));
		return files;
	}
}
