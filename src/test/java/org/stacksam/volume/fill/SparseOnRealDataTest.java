package org.stacksam.volume.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestData;
import org.stacksam.TestModel;
import org.stacksam.crowd.Simulator;
import org.stacksam.crowd.SimulatorOptions;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;

/** Few prompts on the shared MR, compared with its reference labels. */
class SparseOnRealDataTest {

	private static final List<LabelClass> LABELS = List.of(new LabelClass(1, "spleen"), new LabelClass(2, "kidney_right"),
		new LabelClass(3, "kidney_left"), new LabelClass(5, "liver"));

	@Test
	void fewPromptsGiveNearlyWhatManyDo() throws IOException {
		final NiftiFile.Volume mr = NiftiFile.read(TestData.shared("mr/mr.nii.gz"), 0);
		final Path truth = TestData.shared("mr/labels.nii.gz");
		final RandomAccessibleInterval<? extends IntegerType<?>> reference = integers(NiftiFile.read(truth, 0).image());
		final SliceEncoder encoder = new EmbeddingCache(new CacheOptions(512L << 20, null, 0)).encoder(TestModel.get(),
			Progress.NONE);

		final PromptSet tenth = boxes(reference, 10);
		assertEquals(13, tenth.prompts().size(), "as in the laboratory");
		final VolumeResult between = segment(mr, tenth, Fill.BETWEEN, encoder);
		assertTrue(dice(between, reference) > .918, "every 10th slice: " + dice(between, reference));

		final VolumeResult beyond = segment(mr, middle(boxes(reference, 1)), Fill.BEYOND, encoder);
		assertTrue(dice(beyond, reference) > .90, "one box an object: " + dice(beyond, reference));
		assertEquals(0, beyond.encoderRuns(), "all slices are known from the first run");
	}

	private static VolumeResult segment(final NiftiFile.Volume volume, final PromptSet prompts, final Fill fill,
		final SliceEncoder encoder)
	{
		// A fixed window, so that all runs share their embeddings; it is what the prompts of all slices give.
		return segment(volume.image(), volume, prompts, new VolumeOptions(new Window(5.95, 148.15), fill, Refine.AUTO,
			Detail.NORMAL, true, 0, Integer.MAX_VALUE, Integer.MAX_VALUE), encoder);
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> VolumeResult segment(final RandomAccessibleInterval<?> image,
		final NiftiFile.Volume volume, final PromptSet prompts, final VolumeOptions options, final SliceEncoder encoder)
	{
		return VolumeSegmenter.segment((RandomAccessibleInterval<T>) image, volume.geometry(), prompts, TestModel.get(),
			encoder, options, Progress.NONE);
	}

	private static PromptSet boxes(final RandomAccessibleInterval<? extends IntegerType<?>> reference, final int every) {
		final SimulatorOptions d = SimulatorOptions.DEFAULT;
		return Simulator.simulate(reference, "", LABELS, new SimulatorOptions(every, d.kind(), d.minPixels(), d
			.positivePoints(), d.negativePoints(), d.noise(), d.noiseFactors(), d.seed()), Progress.NONE).get(0);
	}

	/** Of each object the box of its middle slice. */
	private static PromptSet middle(final PromptSet all) {
		final Map<Integer, List<Prompt>> objects = all.prompts().stream().collect(Collectors.groupingBy(Prompt::object,
			TreeMap::new, Collectors.toList()));
		final List<Prompt> out = new ArrayList<>();
		objects.values().forEach(prompts -> {
			prompts.sort(Comparator.comparingInt(Prompt::slice));
			out.add(prompts.get(prompts.size() / 2));
		});
		return all.withPrompts(out);
	}

	/** Mean over classes of the volume's Dice. */
	private static double dice(final VolumeResult result, final RandomAccessibleInterval<? extends IntegerType<?>> truth) {
		final long[][] counts = new long[6][3];
		final Cursor<? extends IntegerType<?>> t = Views.flatIterable(truth).cursor();
		for (final IntegerType<?> label : Views.flatIterable(result.labels())) {
			final int found = label.getInteger(), right = t.next().getInteger();
			if (found < 6) counts[found][0]++;
			if (right < 6) counts[right][1]++;
			if (right < 6 && found == right) counts[right][2]++;
		}
		return LABELS.stream().mapToInt(LabelClass::value).mapToDouble(v -> 2.0 * counts[v][2] / (counts[v][0] +
			counts[v][1])).average().getAsDouble();
	}

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<? extends IntegerType<?>> integers(final RandomAccessibleInterval<?> labels) {
		return (RandomAccessibleInterval<? extends IntegerType<?>>) labels;
	}
}
