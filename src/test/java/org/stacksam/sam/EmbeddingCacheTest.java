package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;

/** The cache before the real model; counts the encoder's runs. */
class EmbeddingCacheTest {

	private static final SamModel MODEL = TestModel.get();
	private static final long MEMORY = 64 << 20, DISK = 64 << 20;

	@TempDir
	Path folder;

	private final List<String> log = new CopyOnWriteArrayList<>();
	private final Progress progress = new Progress() {

		@Override
		public void log(final String line) {
			log.add(line);
		}
	};
	private final Plane plane = Painted.reference(90, 70, 0);
	private long before;

	@BeforeEach
	void count() {
		before = MODEL.encoderRuns();
	}

	private long runs() {
		return MODEL.encoderRuns() - before;
	}

	private SliceEncoder encoder(final long memory, final Path on) {
		return new EmbeddingCache(new CacheOptions(memory, on, DISK)).encoder(MODEL, progress);
	}

	private Path onlyFile() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.findFirst().orElseThrow();
		}
	}

	@Test
	void theSecondTimeNothingIsEncodedAndTheMasksAreTheSame() {
		final EncodedSlice first = encoder(MEMORY, folder).encode(plane);
		assertEquals(1, runs());
		final SliceEncoder another = encoder(MEMORY, folder);
		another.prefetch(plane);
		final EncodedSlice second = another.encode(Painted.reference(90, 70, 0));
		assertEquals(1, runs());
		assertEquals(first.placement(), second.placement());
		assertArrayEquals(first.embedding(), second.embedding());
		assertSame(second.embedding(), another.encode(plane).embedding());
		assertEquals(List.of(), log);

		// Half precision moves hardly a logit.
		final SlicePrompt box = SlicePrompt.of(new Box(18, 14, 54, 49));
		final float[] exact = MODEL.decode(MODEL.encode(plane), box).sample(0), half = MODEL.decode(second, box).sample(0);
		int changed = 0;
		for (int i = 0; i < exact.length; i++)
			if (exact[i] > 0 != half[i] > 0) changed++;
		assertTrue(changed <= 1, changed + " pixels");
		assertFalse(java.util.Arrays.equals(first.embedding(), MODEL.encode(plane).embedding()), "it is rounded");
	}

	@Test
	void damagedAndTruncatedFilesAreComputedAgain() throws IOException {
		final float[] expected = encoder(0, folder).encode(plane).embedding();
		final byte[] content = Files.readAllBytes(onlyFile());
		content[1000] ^= 4;
		Files.write(onlyFile(), content);
		assertArrayEquals(expected, encoder(0, folder).encode(plane).embedding());
		assertEquals(2, runs());
		assertEquals(1, log.size());
		assertTrue(log.get(0).startsWith("Damaged embedding " + onlyFile()), log.get(0));
		encoder(0, folder).encode(plane);
		assertEquals(2, runs());
	}

	@Test
	void aFolderThatCannotBeWrittenIsReportedOnce() throws IOException {
		final Path file = Files.writeString(folder.resolve("file"), "in the way");
		final SliceEncoder encoder = encoder(MEMORY, file.resolve("embeddings"));
		encoder.encode(plane);
		encoder.encode(plane, plane, plane);
		assertEquals(2, runs());
		assertEquals(1, log.size(), log.toString());
		assertTrue(log.get(0).startsWith("Embeddings cannot be") && log.get(0).contains(file.toString()), log.get(0));
		encoder.encode(plane);
		assertEquals(2, runs());
	}

	/** A real file system of a megabyte, or a read-only one; only root may mount. */
	private void mounted(final String options, final Executable test) throws Throwable {
		final Path mount = Files.createDirectory(folder.resolve("mount"));
		Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux") && command("mount", "-t", "tmpfs", "-o", options,
			"tmpfs", mount.toString()) == 0, "Skipped: this account may not mount a file system");
		try {
			test.execute();
		}
		finally {
			command("umount", mount.toString());
		}
	}

	private static int command(final String... command) throws IOException, InterruptedException {
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
			.waitFor();
	}

	@ParameterizedTest
	@ValueSource(strings = { "size=1m", "ro" })
	void aFullOrReadOnlyFolderIsReportedOnceAndTheWorkGoesOn(final String options) throws Throwable {
		mounted(options, () -> {
			final SliceEncoder encoder = encoder(MEMORY, folder.resolve("mount"));
			assertEquals(1, encoder.encode(plane).embedding().length / (256 * 64 * 64));
			encoder.encode(plane, plane, plane);
			assertEquals(2, runs());
			assertEquals(1, log.size(), log.toString());
			assertTrue(log.get(0).startsWith("Embeddings cannot be kept in " + folder.resolve("mount")) && log.get(0).contains(
				"Free space, or name another folder"), log.get(0));
			encoder.encode(plane);
			assertEquals(2, runs(), "kept in memory all the same");
			assertArrayEquals(new String[0], folder.resolve("mount").toFile().list(), "half a file was left");
		});
	}

	@Test
	void mosaicsAndColoursHaveTheirOwnEntries() {
		final SliceEncoder encoder = encoder(MEMORY, null);
		final Plane other = Painted.reference(90, 70, 3);
		final List<EncodedSlice> slices = encoder.encodeMosaic(List.of(plane, other), 2);
		assertSame(slices.get(1).embedding(), encoder.encodeMosaic(List.of(plane, other), 2).get(1).embedding());
		assertEquals(512, slices.get(1).placement().offsetX());
		assertEquals(1, runs());
		final EncodedSlice colour = encoder.encode(plane, other, plane);
		assertNotEquals(slices.get(0).placement(), colour.placement());
		assertSame(colour.embedding(), encoder.encode(plane, other, plane).embedding());
		assertEquals(2, runs());
	}

	@Test
	void threadsThatAskForOneSliceEncodeItOnce() {
		final SliceEncoder encoder = encoder(MEMORY, null);
		final List<CompletableFuture<EncodedSlice>> asked = Stream.generate(() -> CompletableFuture.supplyAsync(() -> encoder
			.encode(plane), task -> new Thread(task).start())).limit(4).toList();
		final float[] embedding = asked.get(0).join().embedding();
		asked.forEach(a -> assertSame(embedding, a.join().embedding()));
		assertEquals(1, runs());
	}

	@Test
	void clearForgetsEverything() throws IOException {
		final EmbeddingCache cache = new EmbeddingCache(new CacheOptions(MEMORY, folder, DISK));
		cache.encoder(MODEL, progress).encode(plane);
		cache.clear();
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(0, files.count());
		}
		cache.encoder(MODEL, progress).encode(plane);
		assertEquals(2, runs());
	}

	@Test
	void switchedOffItIsTheModelItself() {
		final SliceEncoder encoder = new EmbeddingCache(CacheOptions.OFF).encoder(MODEL, progress);
		assertArrayEquals(MODEL.encode(plane).embedding(), encoder.encode(plane).embedding());
		assertEquals(2, runs());
	}

	@Test
	void propertyNamesTheFolderOrSwitchesOff() {
		final Properties properties = new Properties();
		assertEquals(folder, CacheOptions.of(properties, folder).folder());
		properties.setProperty(CacheOptions.PROPERTY, folder.resolve("mine").toString());
		assertEquals(folder.resolve("mine"), CacheOptions.of(properties, folder).folder());
		properties.setProperty(CacheOptions.PROPERTY, "off");
		assertEquals(CacheOptions.OFF, CacheOptions.of(properties, folder));
		assertNull(CacheOptions.OFF.folder());
	}
}
