package org.stacksam.interactive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.InputRegion;

/**
 * Prints how many clicks a {@link SimulatedUser} needs on an organ's middle slice of the shared CT until Dice .90, at
 * most 20. Not a test by its name; run with {@code -Dtest=ClicksBench}, the window by
 * {@code -Dstacksam.bench.window=lo,hi}, or auto: chosen from each organ's first click.
 */
class ClicksBench {

	private static final int MOST = 20;
	private static final double ENOUGH = 0.9;

	@Test
	void clicks() throws IOException {
		final String window = System.getProperty("stacksam.bench.window", "-16,100");
		final BenchCt ct = BenchCt.read();
		final int width = (int) ct.image().dimension(0), height = (int) ct.image().dimension(1);
		final SamModel model = TestModel.get();
		final SliceEncoder encoder = new EmbeddingCache(new CacheOptions(64L << 20, null, 0)).encoder(model, Progress.NONE);
		int total = 0;
		for (final LabelClass organ : ct.organs()) {
			final List<MaskPrompt> slices = ct.masks(organ.value());
			final int[] there = IntStream.range(0, slices.size()).filter(z -> slices.get(z) != null).toArray();
			final int z = there[there.length / 2];
			final PointPrompt first = SimulatedUser.next(slices.get(z), null, width, height);
			final StackPlanes planes = StackPlanes.of(ct.image(), ct.geometry(), "auto".equals(window) ? WindowChoice.of(ct
				.image(), ct.geometry(), List.of(Prompt.points(1, 1, z, List.of(first)))) : fixed(window));
			final EncodedSlice slice = encoder.encode(planes.planes(z, InputRegion.whole(width, height)).get(0));
			final StringBuilder dice = new StringBuilder();
			final int clicks = clicks(planes, z, slice, slices.get(z), new PromptDecoder(model), dice);
			total += clicks;
			System.out.printf(Locale.ROOT, "%-14s slice %2d, %5d pixels: %2d clicks, Dice%s%n", organ.name(), z + 1, slices.get(
				z).pixels().cardinality(), clicks, dice);
		}
		System.out.printf(Locale.ROOT, "NoC@90, window %s: %.2f clicks, %d organs%n", window, total / (double) ct.organs()
			.size(), ct.organs().size());
	}

	static Window fixed(final String text) {
		final String[] edges = text.split(",");
		return new Window(Double.parseDouble(edges[0]), Double.parseDouble(edges[1]));
	}

	private static int clicks(final StackPlanes planes, final int z, final EncodedSlice slice, final MaskPrompt truth,
		final PromptDecoder decoder, final StringBuilder dices)
	{
		final List<PointPrompt> points = new ArrayList<>();
		MaskPrompt mask = null;
		while (points.size() < MOST) {
			points.add(SimulatedUser.next(truth, mask, planes.width(), planes.height()));
			mask = decoder.decode(new PreviewRequest(planes, Prompt.points(1, 1, z, points), false), slice, InputRegion.whole(planes
				.width(), planes.height())).mask();
			final double dice = PhantomVolume.dice(mask, truth);
			dices.append(String.format(Locale.ROOT, " %.2f", dice));
			if (dice >= ENOUGH) break;
		}
		return points.size();
	}
}
