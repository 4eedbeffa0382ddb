package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the cache that need no model. */
class EmbeddingStoresTest {

	private static final short[] HALVES = { 0, 1, -1, 15360, Short.MIN_VALUE };

	/** Magic 8, count 4, values 10, checksum 8. */
	private static final int BYTES = 30;

	@TempDir
	Path folder;

	private static String key(final int i) {
		return Integer.toString(i).repeat(64);
	}

	private Path file(final int i) {
		return folder.resolve(key(i) + ".emb");
	}

	private void age(final int i, final int minutes) throws IOException {
		Files.setLastModifiedTime(file(i), FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes))));
	}

	private long count() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}

	@Test
	void halfPrecisionIsThatOfIeee754() {
		final float[] values = { 1, -2, 0.1f, 65504, 1e-8f, 0.333251953125f };
		// numpy.float16(values).view('uint16')
		final short[] expected = { 0x3C00, (short) 0xC000, 0x2E66, 0x7BFF, 0, 0x3555 };
		assertArrayEquals(expected, HalfFloats.from(values));
		assertArrayEquals(new float[] { 1, -2, 0.0999755859375f, 65504, 0, 0.333251953125f }, HalfFloats.toFloats(expected));
	}

	@Test
	void whatWasWrittenIsRead() throws IOException {
		final EmbeddingDisk disk = new EmbeddingDisk(folder.resolve("new/größe"), 1000);
		assertTrue(disk.read(key(1)).isEmpty());
		assertFalse(disk.contains(key(1)));
		disk.write(key(1), HALVES);
		assertTrue(disk.contains(key(1)));
		assertArrayEquals(HALVES, disk.read(key(1)).orElseThrow());
		assertEquals(BYTES, Files.size(folder.resolve("new/größe/" + key(1) + ".emb")));
	}

	/** A flipped bit in the magic number, the count, the values, the checksum. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 11, 12, 21, 29 })
	void flippedBitsAreSeen(final int position) throws IOException {
		final EmbeddingDisk disk = new EmbeddingDisk(folder, 1000);
		disk.write(key(1), HALVES);
		final byte[] content = Files.readAllBytes(file(1));
		content[position] ^= 0x10;
		Files.write(file(1), content);
		assertThrows(EmbeddingDisk.DamagedException.class, () -> disk.read(key(1)));
		assertTrue(disk.read(key(1)).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5, 12, 20, 29 })
	void truncatedFilesAreSeen(final int length) throws IOException {
		final EmbeddingDisk disk = new EmbeddingDisk(folder, 1000);
		disk.write(key(1), HALVES);
		Files.write(file(1), java.util.Arrays.copyOf(Files.readAllBytes(file(1)), length));
		assertThrows(EmbeddingDisk.DamagedException.class, () -> disk.read(key(1)));
	}

	@Test
	void theOneUsedLongestAgoIsRemovedFirst() throws IOException {
		final EmbeddingDisk disk = new EmbeddingDisk(folder, 2 * BYTES);
		disk.write(key(1), HALVES);
		disk.write(key(2), HALVES);
		age(1, 20);
		age(2, 10);
		disk.read(key(1)); // now used after 2
		disk.write(key(3), HALVES);
		assertTrue(disk.contains(key(1)) && !disk.contains(key(2)) && disk.contains(key(3)));
	}

	/** Files of a time when the clock was wrong must not push out what is used now. */
	@Test
	void filesOfTheFutureAreRemovedFirst() throws IOException {
		final EmbeddingDisk disk = new EmbeddingDisk(folder, 2 * BYTES);
		disk.write(key(1), HALVES);
		disk.write(key(2), HALVES);
		age(1, -60 * 24 * 365);
		age(2, 10);
		final Path temporary = Files.writeString(folder.resolve("12345678-1.tmp"), "x");
		Files.setLastModifiedTime(temporary, FileTime.from(Instant.now().plus(Duration.ofDays(365))));
		disk.write(key(3), HALVES);
		assertTrue(!disk.contains(key(1)) && disk.contains(key(2)) && disk.contains(key(3)));
		assertFalse(Files.exists(temporary));
	}

	@Test
	void abandonedTemporaryFilesGoAndOthersStay() throws IOException {
		final Path old = Files.writeString(folder.resolve("12345678-1.tmp"), "x"), young = Files.writeString(folder.resolve(
			"12345678-2.tmp"), "x"), other = Files.writeString(folder.resolve("notes.txt"), "x");
		Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
		final EmbeddingDisk disk = new EmbeddingDisk(folder, 1000);
		disk.write(key(1), HALVES);
		assertFalse(Files.exists(old));
		assertTrue(Files.exists(young) && Files.exists(other));
		disk.clear();
		assertTrue(Files.exists(other));
		assertEquals(1, count());
	}

	/** A link in the cache's folder is removed itself, never what it points to. */
	@Test
	void linksOutOfTheFolderAreNotFollowed() throws IOException {
		final Path outside = Files.writeString(folder.resolve("outside.txt"), "mine"), cache = Files.createDirectory(folder
			.resolve("cache"));
		try {
			Files.createSymbolicLink(cache.resolve(key(1) + ".emb"), outside);
		}
		catch (final IOException | UnsupportedOperationException e) {
			assumeTrue(false, "Skipped: no symbolic links here: " + e);
		}
		new EmbeddingDisk(cache, 1000).clear();
		assertEquals("mine", Files.readString(outside));
		assertEquals(0, cache.toFile().list().length);
	}

	@Test
	void processesShareAFolder() throws Exception {
		final List<Process> processes = new ArrayList<>();
		for (int i = 0; i < 3; i++)
			processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
				.getProperty("java.class.path"), DiskHammer.class.getName(), folder.resolve("shared").toString(), Integer
					.toString(i)).redirectErrorStream(true).redirectOutput(folder.resolve(i + ".txt").toFile()).start());
		for (int i = 0; i < 3; i++)
			assertEquals(0, processes.get(i).waitFor(), Files.readString(folder.resolve(i + ".txt")));
	}

	@Test
	void memoryIsBoundedByBytes() {
		final EmbeddingMemory memory = new EmbeddingMemory(100);
		memory.put("a", new float[10]);
		memory.put("b", new float[10]);
		assertNotNull(memory.get("a"));
		memory.put("c", new float[10]); // 120 bytes: b was used longest ago
		assertNull(memory.get("b"));
		assertNotNull(memory.get("a"));
		assertEquals(80, memory.bytes());
		memory.put("a", new float[5]);
		assertEquals(60, memory.bytes());
		memory.put("d", new float[30]); // does not fit at all
		assertEquals(0, memory.bytes());
	}

	@Test
	void keyDependsOnEverythingThatTheEmbeddingDependsOn() {
		final ModelManifest model = ModelManifests.bundled().get(0);
		final Plane plane = new Plane(new float[] { 1, 2, 3, 4 }, 2, 2);
		final String key = EmbeddingKey.of(model, Device.CPU, "grey", List.of(plane));
		assertEquals(64, key.length());
		assertEquals(key, EmbeddingKey.of(model, Device.CPU, "grey", List.of(new Plane(new float[] { 1, 2, 3, 4 }, 2, 2))));
		assertNotEquals(key, EmbeddingKey.of(model, Device.CPU, "rgb", List.of(plane)));
		assertNotEquals(key, EmbeddingKey.of(model, Device.CPU, "grey", List.of(new Plane(new float[] { 1, 2, 3, 4 }, 4, 1))));
		assertNotEquals(key, EmbeddingKey.of(model, Device.CPU, "grey", List.of(new Plane(new float[] { 1, 2, 3, 4.0001f }, 2, 2))));
		assertNotEquals(key, EmbeddingKey.of(TinyModel.manifest("tiny"), Device.CPU, "grey", List.of(plane)));
	}
}
