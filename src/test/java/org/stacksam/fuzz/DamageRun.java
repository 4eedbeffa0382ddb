package org.stacksam.fuzz;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Reads very many damaged seeds without Jazzer, which takes ten times as long for each: by hand, where no coverage is
 * needed. Arguments: inputs, seed, readers (all if none is named). Prints what failed, and a line a reader.
 */
final class DamageRun {

	private static final int SHOWN = 3;

	private DamageRun() {}

	public static void main(final String... args) throws IOException {
		final int inputs = Integer.parseInt(args[0]);
		final long seed = Long.parseLong(args[1]);
		final List<FileReader> readers = args.length > 2 ? List.of(args).subList(2, args.length).stream().map(
			FileReader::valueOf).toList() : List.of(FileReader.values());
		boolean failed = false;
		for (final FileReader reader : readers)
			failed |= run(reader, inputs, seed);
		if (failed) System.exit(1);
	}

	private static boolean run(final FileReader reader, final int inputs, final long seed) throws IOException {
		final Damage damage = new Damage(reader.seeds(), new SplittableRandom(seed));
		final long start = System.nanoTime();
		int refused = 0, failures = 0;
		long slowest = 0;
		for (int i = 0; i < inputs; i++) {
			final byte[] input = damage.next();
			final long begin = System.nanoTime();
			try {
				if (!reader.read(input)) refused++;
			}
			catch (final RuntimeException | Error e) {
				if (++failures <= SHOWN) {
					System.err.println(reader + ": " + Damage.show(input));
					e.printStackTrace();
				}
			}
			slowest = Math.max(slowest, System.nanoTime() - begin);
		}
		final double seconds = (System.nanoTime() - start) / 1e9;
		System.out.printf(java.util.Locale.ROOT, "%s: %d inputs in %.0f s (%.0f/s), %d refused, %d failures, slowest %.2f s%n", reader, inputs,
			seconds, inputs / seconds, refused, failures, slowest / 1e9);
		return failures > 0;
	}
}
