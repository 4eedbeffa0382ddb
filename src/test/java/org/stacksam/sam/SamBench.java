package org.stacksam.sam;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;

/** Prints times of the parts, best and median of several; not a test by its name, run with {@code -Dtest=SamBench}. */
class SamBench {

	@Test
	void times() {
		final SamModel model = TestModel.get();
		final Plane small = Painted.reference(122, 101, 0), large = Painted.reference(512, 512, 0);
		final SlicePrompt prompt = SlicePrompt.of(new Box(24, 20, 73, 70));
		final EncodedSlice slice = model.encode(small);
		time("prepare 122×101", 30, () -> new InputImage(model.manifest().encoder()).draw(small, Placement.whole(122, 101,
			1024)));
		time("prepare 512×512", 30, () -> new InputImage(model.manifest().encoder()).draw(large, Placement.whole(512, 512,
			1024)));
		time("encode 122×101", 8, () -> model.encode(small));
		time("encode 512×512", 8, () -> model.encode(large));
		final List<Plane> ahead = List.of(Painted.reference(512, 512, 1), Painted.reference(512, 512, 2), Painted.reference(
			512, 512, 3), Painted.reference(512, 512, 4));
		time("encode 4 of 512×512, one ahead", 3, () -> {
			for (int i = 0; i < ahead.size(); i++) {
				model.prefetch(ahead.get(i));
				if (i > 0) model.encode(ahead.get(i - 1));
			}
			model.encode(ahead.get(3));
		});
		final SliceMasks masks = model.decode(slice, prompt);
		time("decode", 40, () -> model.decode(slice, prompt));
		time("sample 122×101", 40, () -> masks.sample(0));
		time("key of 512×512", 20, () -> EmbeddingKey.of(model.manifest(), "grey", List.of(large)));
		time("to half floats and back", 20, () -> HalfFloats.toFloats(HalfFloats.from(slice.embedding())));
	}

	private static void time(final String what, final int times, final Runnable task) {
		task.run();
		final double[] ms = new double[times];
		for (int i = 0; i < times; i++) {
			final long start = System.nanoTime();
			task.run();
			ms[i] = (System.nanoTime() - start) / 1e6;
		}
		Arrays.sort(ms);
		System.out.printf(Locale.ROOT, "%-32s best %8.2f ms, median %8.2f ms%n", what, ms[0], ms[times / 2]);
	}
}
