package org.stacksam.interactive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.JsonParser;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestData;
import org.stacksam.TestModel;
import org.stacksam.io.NiftiFile;
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
		final NiftiFile.Volume ct = NiftiFile.read(TestData.shared("ct/ct.nii.gz"), 0), labels = NiftiFile.read(TestData
			.shared("ct/labels.nii.gz"), 0);
		final RandomAccessibleInterval<FloatType> image = floats(ct.image());
		final SamModel model = TestModel.get();
		final SliceEncoder encoder = new EmbeddingCache(new CacheOptions(64L << 20, null, 0)).encoder(model, Progress.NONE);
		int total = 0, organs = 0;
		for (final Map.Entry<String, Integer> organ : names(TestData.shared("ct/labels.json")).entrySet()) {
			final List<MaskPrompt> slices = masks(labels.image(), organ.getValue());
			final List<Integer> there = new ArrayList<>();
			for (int z = 0; z < slices.size(); z++) if (slices.get(z) != null) there.add(z);
			if (there.isEmpty()) continue;
			final int z = there.get(there.size() / 2);
			final PointPrompt first = SimulatedUser.next(slices.get(z), null, (int) image.dimension(0), (int) image.dimension(
				1));
			final StackPlanes planes = StackPlanes.of(image, ct.geometry(), "auto".equals(window) ? WindowChoice.of(image, ct
				.geometry(), List.of(Prompt.points(1, 1, z, List.of(first)))) : fixed(window));
			final EncodedSlice slice = encoder.encode(planes.planes(z, InputRegion.whole(planes.width(), planes.height())).get(0));
			final StringBuilder dice = new StringBuilder();
			final int clicks = clicks(planes, z, slice, slices.get(z), new PromptDecoder(model), dice);
			total += clicks;
			organs++;
			System.out.printf(Locale.ROOT, "%-14s slice %2d, %5d pixels: %2d clicks, Dice%s%n", organ.getKey(), z + 1, slices
				.get(z).pixels().cardinality(), clicks, dice);
		}
		System.out.printf(Locale.ROOT, "NoC@90, window %s: %.2f clicks, %d organs%n", window, total /
			(double) organs, organs);
	}

	private static Window fixed(final String text) {
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

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<FloatType> floats(final RandomAccessibleInterval<? extends RealType<?>> image) {
		return Converters.convert((RandomAccessibleInterval<RealType<?>>) image, (in, out) -> out.set(in.getRealFloat()),
			new FloatType());
	}

	/** The mask of an organ on each slice, null where it is not. */
	private static List<MaskPrompt> masks(final RandomAccessibleInterval<? extends RealType<?>> labels, final int value) {
		final List<MaskPrompt> masks = new ArrayList<>();
		for (int z = 0; z < labels.dimension(2); z++) {
			final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.hyperSlice(labels, 2, z)).cursor();
			final BitSet pixels = new BitSet();
			for (int i = 0; cursor.hasNext(); i++) if (Math.round(cursor.next().getRealDouble()) == value) pixels.set(i);
			masks.add(pixels.isEmpty() ? null : new MaskPrompt(0, 0, (int) labels.dimension(0), (int) labels.dimension(1),
				pixels));
		}
		return masks;
	}

	private static Map<String, Integer> names(final Path file) throws IOException {
		final Map<String, Integer> names = new TreeMap<>();
		JsonParser.parseString(Files.readString(file)).getAsJsonObject().entrySet().forEach(e -> names.put(e.getKey(), e
			.getValue().getAsInt()));
		return names;
	}
}
