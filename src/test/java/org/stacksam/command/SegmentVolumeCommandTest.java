package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Cancelable;
import org.scijava.module.Module;

import org.stacksam.sam.CacheOptions;

/** SAM Segment Volume with the real model, on a disc that wanders through a stack. */
class SegmentVolumeCommandTest {

	private static final int SIZE = 64, DEPTH = 5;
	private static final String EMBEDDINGS = System.getProperty(CacheOptions.PROPERTY);
	private static Commands commands;

	@TempDir
	Path folder;
	/** Of its own, where a test needs to know what the cache holds. */
	@TempDir
	static Path cache;

	@BeforeAll
	static void start() {
		System.setProperty(CacheOptions.PROPERTY, cache.toString());
		commands = new Commands();
	}

	@AfterEach
	void closeImages() {
		commands.closeImages();
	}

	@AfterAll
	static void stop() {
		commands.close();
		if (EMBEDDINGS == null) System.clearProperty(CacheOptions.PROPERTY);
		else System.setProperty(CacheOptions.PROPERTY, EMBEDDINGS);
	}

	/** A disc of radius 13 whose centre goes right by two pixels a slice. */
	private static boolean disc(final int x, final int y, final int z) {
		return Math.hypot(x + .5 - 26 - 2 * z, y + .5 - 32) < 13;
	}

	private static String box(final int slice) {
		final int left = 13 + 2 * (slice - 1);
		return "{\"label\": 1, \"object\": 1, \"slice\": " + slice + ", \"box\": [" + left + ", 19, " + (left + 26) +
			", 45]}";
	}

	private static String points(final int slice, final int... triples) {
		final List<String> points = IntStream.range(0, triples.length / 3).mapToObj(i -> "[" + triples[3 * i] + ", " +
			triples[3 * i + 1] + ", " + triples[3 * i + 2] + "]").toList();
		return "{\"label\": 1, \"object\": 1, \"slice\": " + slice + ", \"points\": " + points + "}";
	}

	private String prompts(final String... prompts) throws IOException {
		return promptsOf("{\"value\": 1, \"name\": \"disc\"}", prompts);
	}

	private String promptsOf(final String label, final String... prompts) throws IOException {
		final Path file = Files.createTempFile(folder, "prompts", ".json");
		Files.writeString(file, "{\"stacksam_prompts\": 1, \"labels\": [" + label + "], \"prompts\": [" + String.join(", ",
			prompts) + "]}");
		return file.toString();
	}

	private static ByteProcessor plane(final int z, final boolean withDisc) {
		final ByteProcessor plane = new ByteProcessor(SIZE, SIZE);
		for (int i = 0; i < SIZE * SIZE; i++)
			plane.set(i, (withDisc && disc(i % SIZE, i / SIZE, z) ? 160 : 60) + (i * 7919 + z * 31) % 13);
		return plane;
	}

	private static ImagePlus image() {
		final ImageStack stack = new ImageStack(SIZE, SIZE);
		for (int z = 0; z < DEPTH; z++) stack.addSlice(plane(z, true));
		return new ImagePlus("disc", stack);
	}

	private static double dice(final ImagePlus labels, final int z) {
		int both = 0, sum = 0;
		for (int i = 0; i < SIZE * SIZE; i++) {
			final boolean found = labels.getStack().getProcessor(z + 1).get(i) == 1, truly = disc(i % SIZE, i / SIZE, z);
			if (found && truly) both += 2;
			sum += (found ? 1 : 0) + (truly ? 1 : 0);
		}
		return (double) both / sum;
	}

	private static int area(final ImagePlus labels, final int z) {
		return labels.getStack().getProcessor(z + 1).getStats().histogram[1];
	}

	private static void assertFound(final ImagePlus labels) {
		assertEquals(DEPTH, labels.getStackSize());
		for (int z = 0; z < DEPTH; z++) assertTrue(dice(labels, z) > .9, "slice " + (z + 1) + ": Dice " + dice(labels, z));
	}

	private static Map<String, Object> keys(final Object... keysAndValues) {
		final Map<String, Object> keys = new HashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2) keys.put((String) keysAndValues[i], keysAndValues[i + 1]);
		return keys;
	}

	private JsonObject report(final Commands with, final Object... keysAndValues) throws IOException {
		final Path file = Files.createTempFile(folder, "report", ".json");
		final Map<String, Object> keys = keys(keysAndValues);
		keys.putAll(Map.of("save_report", file.toString(), "overwrite", true));
		with.run(SegmentVolumeCommand.class, keys);
		return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
	}

	private static boolean noted(final JsonObject report, final String... parts) {
		final JsonArray notes = report.getAsJsonArray("notes");
		for (final JsonElement note : notes) if (Stream.of(parts).allMatch(note.getAsString()::contains)) return true;
		return false;
	}

	@Test
	void framesTakeThePlaceOfSlices() throws Exception {
		// Two slices, the disc on the second only, through all frames.
		final ImageStack stack = new ImageStack(SIZE, SIZE);
		for (int t = 0; t < DEPTH; t++) for (int z = 0; z < 2; z++) stack.addSlice(plane(t, z == 1));
		final ImagePlus image = new ImagePlus("film", stack);
		image.setDimensions(1, 2, DEPTH);
		image.setOpenAsHyperStack(true);
		image.setPosition(1, 2, 1);
		final Map<String, Object> keys = keys("image", image, "along", "time", "prompts_path", prompts(box(1), box(5)));
		final ImagePlus labels = (ImagePlus) commands.run(SegmentVolumeCommand.class, keys).getOutput("labels");
		assertFound(labels);
		keys.put("frame", 2);
		assertTrue(commands.refusal(SegmentVolumeCommand.class, keys).contains("leave one out"));
	}

	@Test
	void notFurtherThanAllowed() throws Exception {
		final Object[] keys = { "image", image(), "prompts_path", prompts(box(3)), "fill", "beyond" };
		final Map<String, Object> all = keys(keys), one = keys(keys), last = keys(keys);
		assertFound((ImagePlus) commands.run(SegmentVolumeCommand.class, all).getOutput("labels"));
		one.put("max_slices", 1);
		final ImagePlus near = (ImagePlus) commands.run(SegmentVolumeCommand.class, one).getOutput("labels");
		last.putAll(Map.of("z_min", 3, "z_max", 4));
		final ImagePlus upward = (ImagePlus) commands.run(SegmentVolumeCommand.class, last).getOutput("labels");
		for (int z = 0; z < DEPTH; z++) {
			assertEquals(z >= 1 && z <= 3, area(near, z) > 0, "max_slices=1, slice " + (z + 1));
			assertEquals(z == 2 || z == 3, area(upward, z) > 0, "z_min=3 z_max=4, slice " + (z + 1));
		}
		one.put("max_slices", -1);
		assertTrue(commands.refusal(SegmentVolumeCommand.class, one).contains("max_slices=-1"));
	}

	@Test
	void otherPromptsOnTheSameImageEncodeNothing() throws Exception {
		commands.run(ModelsCommand.class, "action", "clear_cache");
		assertEquals(0, files());
		try (Commands first = new Commands()) {
			final JsonObject boxes = report(first, "image", image(), "prompts_path", prompts(box(1), box(3), box(5)));
			assertEquals(DEPTH, boxes.get("encoder_runs").getAsInt());
			// Another annotator, other slices, another kind.
			final JsonObject others = report(first, "image", image(), "prompts_path", prompts(box(2), points(4, 32, 32, 1, 28,
				28, 1, 50, 50, 0)));
			assertEquals(0, others.get("encoder_runs").getAsInt(), "from memory");
			assertTrue(others.get("decoder_runs").getAsInt() > 0);
			assertEquals(boxes.get("window"), others.get("window"));
			assertEquals(DEPTH, files());
		}
		try (Commands later = new Commands()) {
			final JsonObject one = report(later, "image", image(), "prompts_path", prompts(box(3)), "fill", "beyond");
			assertEquals(0, one.get("encoder_runs").getAsInt(), "from disk");
			final JsonObject without = report(later, "image", image(), "prompts_path", prompts(box(3)), "use_cache", false);
			assertEquals(1, without.get("encoder_runs").getAsInt());
			final JsonObject large = report(later, "image", image(), "prompts_path", prompts(box(3)), "window", "0,255",
				"use_cache", false);
			assertEquals(1, large.get("encoder_runs").getAsInt());
			assertEquals(DEPTH, files(), "use_cache=false keeps nothing");
			later.run(ModelsCommand.class, "action", "clear_cache");
			assertEquals(0, files());
		}
	}

	private static long files() throws IOException {
		try (Stream<Path> all = Files.list(cache)) {
			return all.count();
		}
	}

	@Test
	void slicesOfALabelImageAreTakenAsTruth() throws Exception {
		// The disc without a quarter that no model would leave out.
		final ImageStack stack = new ImageStack(SIZE, SIZE);
		for (int z = 0; z < DEPTH; z++) {
			final ByteProcessor plane = new ByteProcessor(SIZE, SIZE);
			for (int i = 0; i < SIZE * SIZE; i++) if (disc(i % SIZE, i / SIZE, z) && !(i % SIZE < 26 + 2 * z && i / SIZE < 32))
				plane.set(i, 1);
			stack.addSlice(plane);
		}
		final Path truth = folder.resolve("truth.tif"), masks = folder.resolve("masks.json");
		new FileSaver(new ImagePlus("truth", stack)).saveAsTiffStack(truth.toString());
		commands.run(ConvertPromptsCommand.class, "prompts_path", truth.toString(), "prompt_kind", "mask", "slices", "1,5",
			"save_prompts", masks.toString());
		final Module done = commands.run(SegmentVolumeCommand.class, keys("image", image(), "prompts_path", masks
			.toString()));
		final ImagePlus labels = (ImagePlus) done.getOutput("labels");
		for (final int z : new int[] { 0, 4 }) {
			final byte[] expected = (byte[]) stack.getPixels(z + 1);
			final int[] found = IntStream.range(0, SIZE * SIZE).map(labels.getStack().getProcessor(z + 1)::get).toArray();
			assertArrayEquals(IntStream.range(0, SIZE * SIZE).map(i -> expected[i]).toArray(), found, "slice " + (z + 1));
		}
		for (int z = 1; z < 4; z++) assertTrue(dice(labels, z) > .75, "between, slice " + (z + 1) + ": " + dice(labels, z));
		final ResultsTable table = (ResultsTable) done.getOutput("report");
		assertEquals(2, IntStream.range(0, table.size()).filter(i -> table.getStringValue("prompt", i).equals("mask"))
			.count());
		assertEquals(3, IntStream.range(0, table.size()).filter(i -> table.getStringValue("prompt", i).equals("between"))
			.count());
	}

	/** A background point alone says in a file, as it does as a ROI, that the object is not there. */
	@Test
	void stopMarksEndTheObject() throws Exception {
		for (final String mark : List.of("{\"label\": 1, \"slice\": 4, \"absent\": true}", points(4, 50, 50, 0))) {
			final ImagePlus labels = (ImagePlus) commands.run(SegmentVolumeCommand.class, keys("image", image(), "prompts_path",
				prompts(box(3), mark), "fill", "beyond")).getOutput("labels");
			for (int z = 0; z < DEPTH; z++) assertEquals(z < 3, area(labels, z) > 0, mark + ", slice " + (z + 1));
		}
	}

	@Test
	void whatWasChangedAndWhatIsDoubtfulIsReported() throws Exception {
		final String outlier = "{\"label\": 1, \"object\": 1, \"slice\": 3, \"box\": [1, 1, 9, 9]}";
		final JsonObject report = report(commands, "image", image(), "prompts_path", prompts(box(1), box(2), outlier, box(4),
			box(5)), "fill", "none");
		assertTrue(noted(report, "disc", "slice 3", "jumps"), report.toString());
		final String gap = prompts(box(1), box(2), box(4), box(5)), before = Files.readString(Path.of(gap));
		final JsonObject missing = report(commands, "image", image(), "prompts_path", gap, "fill", "none");
		assertEquals(before, Files.readString(Path.of(gap)), "the user's file stays as it is");
		assertTrue(noted(missing, "disc", "slice 3", "interpolated"), missing.toString());
		assertFalse(noted(report(commands, "image", image(), "prompts_path", prompts(box(1), box(2), box(4), box(5)), "fill",
			"none", "clean_prompts", false), "interpolated"));

		final List<Double> confidence = new ArrayList<>();
		for (final JsonElement row : missing.getAsJsonArray("slices")) confidence.add(row.getAsJsonObject().get("confidence")
			.getAsDouble());
		assertEquals(confidence.stream().sorted().toList(), confidence, "look here first");
		assertTrue(missing.getAsJsonArray("objects").get(0).getAsJsonObject().get("estimated_dice").getAsDouble() > .8);
		final double middle = (confidence.get(0) + confidence.get(1)) / 2;
		final JsonObject doubtful = report(commands, "image", image(), "prompts_path", prompts(box(1), box(2), box(4), box(
			5)), "fill", "none", "confidence_below", middle).getAsJsonObject("doubtful");
		assertEquals(middle, doubtful.get("confidence_below").getAsDouble());
		assertEquals(1.0 / DEPTH, doubtful.get("share_of_slices").getAsDouble());
	}

	@Test
	void aWindowThatHidesTheObjectsIsWarnedOf() throws Exception {
		assertTrue(noted(report(commands, "image", image(), "prompts_path", prompts(box(3)), "window", "250,255"),
			"mean predicted IoU", "try another window"));
		assertFalse(noted(report(commands, "image", image(), "prompts_path", prompts(box(3))), "mean predicted IoU"));
	}

	@Test
	void twoLooksSayWhatTheyCost() throws Exception {
		final JsonObject report = report(commands, "image", image(), "prompts_path", prompts(box(2), box(3)), "detail",
			"high", "fill", "none", "use_cache", false);
		assertEquals(4, report.get("encoder_runs").getAsInt());
		assertTrue(noted(report, "detail=high", "4 encoder runs instead of 2"), report.toString());
	}

	@Test
	void hollowOrgansAreMarkedInTheFileOrByKey() throws Exception {
		final String[] boxes = { box(2), box(3), box(4) };
		final ImagePlus image = image();
		final Module even = commands.run(SegmentVolumeCommand.class, keys("image", image, "prompts_path", prompts(boxes)));
		final Module marked = commands.run(SegmentVolumeCommand.class, keys("image", image, "prompts_path", promptsOf(
			"{\"value\": 1, \"name\": \"disc\", \"heterogeneous\": true}", boxes)));
		final Module keyed = commands.run(SegmentVolumeCommand.class, keys("image", image, "prompts_path", prompts(boxes),
			"heterogeneous", "disc"));
		assertArrayEquals(confidence(marked), confidence(keyed));
		assertFalse(Arrays.equals(confidence(even), confidence(marked)), "the intensities count less");
		assertTrue(commands.refusal(SegmentVolumeCommand.class, keys("image", image, "prompts_path", prompts(boxes),
			"heterogeneous", "dics")).contains("dics"));
	}

	private static byte[] confidence(final Module done) {
		final ImagePlus image = (ImagePlus) done.getOutput("confidence");
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (int z = 1; z <= image.getStackSize(); z++)
			for (int i = 0; i < SIZE * SIZE; i++) all.write(Math.round(255 * image.getStack().getProcessor(z).getf(i)));
		return all.toByteArray();
	}

	@Test
	void cancelledInTheMiddleNothingIsWritten() throws Exception {
		final Path out = Files.createDirectory(folder.resolve("out"));
		final List<String> seen = new ArrayList<>();
		commands.onTask(task -> {
			if (task.getStatusMessage() == null || seen.contains(task.getStatusMessage())) return;
			seen.add(task.getStatusMessage());
			if (task.getStatusMessage().equals("Segmenting slice 2")) task.cancel("stopped by the test");
		});
		final Module done = commands.run(SegmentVolumeCommand.class, keys("image", image(), "prompts_path", prompts(box(1),
			box(2), box(3)), "save_labels", out.resolve("labels.tif").toString(), "save_confidence", out.resolve(
				"confidence.tif").toString(), "save_report", out.resolve("report.csv").toString(), "save_picture", out.resolve(
					"picture.png").toString()));
		assertTrue(((Cancelable) done).isCanceled());
		assertTrue(seen.contains("Segmenting slice 1"), seen::toString);
		assertFalse(seen.contains("Segmenting slice 3"), seen::toString);
		assertNull(done.getOutput("labels"));
		try (Stream<Path> files = Files.list(out)) {
			assertEquals(List.of(), files.toList());
		}
	}
}
