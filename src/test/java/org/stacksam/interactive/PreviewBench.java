package org.stacksam.interactive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.stacksam.TestModel;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.SlicePrompt;
import org.stacksam.volume.InputRegion;

/**
 * Prints what a preview takes beside a bare decoder run, in turns so that both see the same load. Not a test by its name;
 * run with {@code -Dtest=PreviewBench}.
 */
class PreviewBench {

	private static final int TIMES = 60;

	@Test
	void latency() throws InterruptedException {
		final SamModel model = TestModel.get();
		final PhantomVolume volume = new PhantomVolume(13, 13);
		final ModelPlanes planes = volume.planes();
		final Listening listening = new Listening();
		try (EmbeddingQueue queue = new EmbeddingQueue(SliceEncoder.of(model), model.inputSize(), 64 << 20, false);
			Preview preview = new Preview(queue, model))
		{
			preview.addListener(listening);
			final EncodedSlice slice = queue.request(planes, 0, InputRegion.whole(planes.width(), planes.height())).join();
			final double[] bare = new double[TIMES], shown = new double[TIMES];
			for (int i = -5; i < TIMES; i++) {
				final List<PointPrompt> points = List.of(new PointPrompt(30 + i, 60.5, true));
				final long start = System.nanoTime();
				model.decode(slice, new SlicePrompt(null, points, null));
				final double ms = (System.nanoTime() - start) / 1e6;
				final long asked = System.nanoTime();
				preview.request(new PreviewRequest(planes, Prompt.points(1, 1, 0, points), false));
				listening.next();
				if (i < 0) continue;
				bare[i] = ms;
				shown[i] = (System.nanoTime() - asked) / 1e6;
			}
			Arrays.sort(bare);
			Arrays.sort(shown);
			System.out.printf(Locale.ROOT, "bare decoder run: median %.1f ms, 95 %% %.1f ms; preview: median %.1f ms, 95 %% %.1f ms; %.2f of the median%n",
				bare[TIMES / 2], bare[TIMES * 95 / 100], shown[TIMES / 2], shown[TIMES * 95 / 100], shown[TIMES / 2] /
					bare[TIMES / 2]);
		}
	}
}
