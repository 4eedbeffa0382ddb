package org.stacksam.sam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Writes and reads a few embeddings over and over, far beyond the bound; for tests with several processes. */
final class DiskHammer {

	private static final int KEYS = 6, VALUES = 5000, ROUNDS = 400;

	private DiskHammer() {}

	/** Arguments: folder, seed. Fails if a file is damaged, or holds other values than were written under its name. */
	public static void main(final String... args) throws IOException {
		final Random random = new Random(Long.parseLong(args[1]));
		final EmbeddingDisk disk = new EmbeddingDisk(Path.of(args[0]), 3L * Short.BYTES * VALUES);
		int read = 0;
		for (int i = 0; i < ROUNDS; i++) {
			final int k = random.nextInt(KEYS);
			final short[] values = new short[VALUES];
			Arrays.fill(values, (short) k);
			final String key = Integer.toString(k).repeat(64);
			final Optional<short[]> found = disk.read(key);
			if (found.isEmpty()) disk.write(key, values);
			else if (!Arrays.equals(values, found.get())) throw new IOException("Other values under " + key);
			else read++;
		}
		if (read == 0) throw new IOException("Nothing was ever found");
	}
}
