package org.stacksam.sam;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;

import com.sun.management.OperatingSystemMXBean;

/**
 * Prints times of the parts, best and median of several, and the processor time of all threads, which says more on a busy
 * machine. Not a test by its name; run with {@code -Dtest=SamBench}.
 */
class SamBench {

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	@Test
	void times() {
		final SamModel model = TestModel.get();
		final Plane small = Painted.reference(122, 101, 0), large = Painted.reference(512, 512, 0);
		final SlicePrompt prompt = SlicePrompt.of(new Box(24, 20, 73, 70));
		final EncodedSlice slice = model.encode(small);
		time("prepare 122×101", 30, () -> new InputImage(model.manifest().encoder()).draw(Placement.whole(122, 101, 1024), small));
		time("prepare 512×512", 30, () -> new InputImage(model.manifest().encoder()).draw(Placement.whole(512, 512, 1024), large));
		time("encode 122×101", 4, () -> model.encode(small));
		time("encode 512×512", 4, () -> model.encode(large));
		final List<Plane> ahead = List.of(Painted.reference(512, 512, 1), Painted.reference(512, 512, 2), Painted.reference(
			512, 512, 3), Painted.reference(512, 512, 4));
		time("encode 4 of 512×512, one ahead", 1, () -> {
			for (int i = 0; i < ahead.size(); i++) {
				model.prefetch(ahead.get(i));
				if (i > 0) model.encode(ahead.get(i - 1));
			}
			model.encode(ahead.get(3));
		});
		final SliceMasks masks = model.decode(slice, prompt);
		time("decode", 40, () -> model.decode(slice, prompt));
		time("sample 122×101", 40, () -> masks.sample(0));
		time("key of 512×512", 20, () -> EmbeddingKey.of(model.manifest(), Device.CPU, "grey", List.of(large)));
		time("to half floats and back", 20, () -> HalfFloats.toFloats(HalfFloats.from(slice.embedding())));
	}

	private static void time(final String what, final int times, final Runnable task) {
		task.run();
		final double[] ms = new double[times];
		final long cpu = SYSTEM.getProcessCpuTime();
		for (int i = 0; i < times; i++) {
			final long start = System.nanoTime();
			task.run();
			ms[i] = (System.nanoTime() - start) / 1e6;
		}
		final double cpuMs = (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / times;
		Arrays.sort(ms);
		System.out.printf(Locale.ROOT, "%-32s best %8.2f ms, median %8.2f ms, cpu %8.2f ms%n", what, ms[0], ms[times / 2],
			cpuMs);
	}
}
