package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.SmallDisk;
import org.stacksam.sam.ModelFolders;

/** What may happen to a run of the real app: it is killed, the disk is full or read-only, a file is damaged. */
class FaultsIT {

	@TempDir
	private Path folder;

	/** Killed while encoding, writing the cache, labels and a dataset, each time going on from what was left. */
	@Test
	void killedRunsGoOnAsIfNothingHadHappened() throws Exception {
		final Path results = Way.results(folder.resolve("results")), cache = folder.resolve("cache");
		final long start = System.nanoTime();
		kill(results, cache, () -> !isEmpty(cache));
		final long cached = System.nanoTime() - start;
		Way.delete(cache);
		final long begin = System.nanoTime();
		kill(results, cache, () -> System.nanoTime() - begin > cached * 0.8 || !isEmpty(cache));
		kill(results, cache, () -> !isEmpty(results.resolve("labels")));
		kill(results, cache, () -> Files.exists(results.resolve(".stacksam-Dataset007_Phantom")));
		Way.run(Way.prepared().folder(), results, cache).ok();
		Way.assertSame(results);
	}

	private static void kill(final Path results, final Path cache, final BooleanSupplier moment) throws Exception {
		final Process process = Way.start(Way.prepared().folder(), results, cache, App.JAVA, Map.of()).process();
		final long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
		while (!moment.getAsBoolean() && process.isAlive() && System.nanoTime() < limit)
			Thread.sleep(1);
		process.destroyForcibly().waitFor();
		// whatever has its final name is whole
		final Map<String, byte[]> whole = Way.prepared().results();
		Way.files(results, Way.prepared().folder()).forEach((name, content) -> assertArrayEquals(whole.get(name), content, name));
	}

	private static boolean isEmpty(final Path place) {
		final String[] names = place.toFile().list();
		return names == null || names.length == 0;
	}

	@Test
	void flippedBitsInTheCacheAreComputedAgain() throws Exception {
		final Path cache = Files.createDirectory(folder.resolve("cache")), results = Way.results(folder.resolve("results"));
		int files = 0;
		for (final Path good : embeddings(Way.prepared().cache())) {
			final byte[] content = Files.readAllBytes(good);
			content[content.length / 2 + files++] ^= 1;
			Files.write(cache.resolve(good.getFileName()), content);
		}
		assertTrue(files > 0);
		final App.Outcome outcome = Way.run(Way.prepared().folder(), results, cache).ok();
		assertEquals(files, outcome.out().lines().filter(line -> line.contains("it is computed again")).count(), outcome
			.out());
		Way.assertSame(results);
		for (final Path good : embeddings(Way.prepared().cache()))
			assertArrayEquals(Files.readAllBytes(good), Files.readAllBytes(cache.resolve(good.getFileName())));
	}

	private static List<Path> embeddings(final Path cache) throws IOException {
		try (Stream<Path> files = Files.list(cache)) {
			return files.filter(f -> f.toString().endsWith(".emb")).toList();
		}
	}

	@Test
	void fullDisk() throws Exception {
		final Path disk = folder.resolve("disk"), results = Way.results(folder.resolve("results"));
		try (SmallDisk mounted = SmallDisk.mount(disk, "512k")) {
			final App.Outcome cacheFull = Way.run(Way.prepared().folder(), results, disk.resolve("cache")).ok();
			assertTrue(cacheFull.out().contains("Embeddings cannot be kept in " + disk.resolve("cache")), cacheFull.out());
			Way.assertSame(results);
			Way.delete(disk.resolve("cache"));
			Files.write(disk.resolve("filled"), new byte[508 << 10]);
			final Path full = Way.results(disk.resolve("results"));
			final App.Outcome outcome = Way.run(Way.prepared().folder(), full, Way.prepared().cache());
			outcome.failedWith("confidence.tif", "No space left", "Check the free space");
			assertFalse(outcome.out().contains("segmented"));
			// the labels are small enough; of what is larger nothing is left
			assertEquals(List.of("labels/case1.nii.gz"), Way.files(full, Way.prepared().folder()).keySet().stream().toList());
			assertArrayEquals(Way.prepared().results().get("labels/case1.nii.gz"), Files.readAllBytes(full.resolve(
				"labels/case1.nii.gz")));
			assertEquals(List.of("labels"), List.of(full.toFile().list()));
		}
	}

	/** Models and embeddings need not be writable, results have to be. */
	@Test
	void readOnlyFolders() throws Exception {
		final Path models = folder.resolve("models"), disk = folder.resolve("disk"), results = Way.results(folder.resolve(
			"results"));
		try (SmallDisk modelDisk = SmallDisk.readOnly(ModelFolders.ofPlatform(null).install(), models);
				SmallDisk empty = SmallDisk.mount(disk, "1m"))
		{
			Files.createDirectory(disk.resolve("cache"));
			Way.results(disk.resolve("results"));
			empty.change("ro");
			final App.Outcome outcome = Way.run(Way.prepared().folder(), results, disk.resolve("cache"),
				"-Dstacksam.models=" + models).ok();
			assertTrue(outcome.out().contains("Embeddings cannot be kept in"), outcome.out());
			Way.assertSame(results);
			Way.run(Way.prepared().folder(), disk.resolve("results"), Way.prepared().cache()).failedWith("case1.nii.gz",
				"read-only");
			App.macro(folder, List.of("-Dstacksam.models=" + disk.resolve("cache"), "-Duser.home=" + folder),
				"run(\"SAM Models\", \"action=install\");").failedWith(disk.resolve("cache").toString(), "cannot be used");
		}
	}
}
