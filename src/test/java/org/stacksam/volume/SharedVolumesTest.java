package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

import org.stacksam.Progress;
import org.stacksam.TestData;
import org.stacksam.TestModel;
import org.stacksam.crowd.Simulator;
import org.stacksam.crowd.SimulatorOptions;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.LabelPair;
import org.stacksam.evaluation.OverlapMetrics;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;

/** Dice on the real CT and MR beside the project, a box on every slice: what the issue asks for. */
class SharedVolumesTest {

	@Test
	void ct() throws IOException {
		everySlice("ct", 1, 2, 3, 5, 6, 52);
	}

	@Test
	void mr() throws IOException {
		everySlice("mr", 1, 2, 3, 5);
	}

	private static void everySlice(final String name, final int... values) throws IOException {
		final NiftiFile.Volume image = NiftiFile.read(TestData.shared(name + "/" + name + ".nii.gz"), 0);
		final NiftiFile.Volume reference = NiftiFile.read(TestData.shared(name + "/labels.nii.gz"), 0);
		final List<LabelClass> classes = IntStream.of(values).mapToObj(v -> new LabelClass(v, "label " + v)).toList();
		final PromptSet prompts = Simulator.simulate(integers(reference.image()), name, classes, SimulatorOptions.DEFAULT,
			Progress.NONE).get(0);
		// Encoded once a build folder: the embeddings are not what is tested.
		final EmbeddingCache cache = new EmbeddingCache(new CacheOptions(0, Path.of("target", "embeddings")
			.toAbsolutePath(), 1L << 30));
		final VolumeResult result = segment(image, prompts, cache);
		final double[] dice = OverlapMetrics.compute(new LabelPair(result.labels(), integers(reference.image()), image
			.geometry().spacing()), IntStream.of(values).mapToObj(v -> EvaluatedLabel.of("label " + v, v))
			.toList(), Progress.NONE).stream().mapToDouble(o -> o.dice()).toArray();
		final double mean = IntStream.range(0, dice.length).mapToDouble(i -> dice[i]).average().orElseThrow();
		System.out.printf(Locale.ROOT, "%s, a box on every slice: mean Dice %.4f, by label %s; %s%n", name, mean, Arrays
			.toString(dice), result.window());
		assertTrue(mean >= .932, name + ": mean Dice " + mean);
	}

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<? extends IntegerType<?>> integers(
		final RandomAccessibleInterval<? extends RealType<?>> labels)
	{
		return (RandomAccessibleInterval<? extends IntegerType<?>>) labels;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static VolumeResult segment(final NiftiFile.Volume image, final PromptSet prompts,
		final EmbeddingCache cache)
	{
		return VolumeSegmenter.segment((RandomAccessibleInterval) image.image(), image.geometry(), prompts, TestModel.get(),
			cache.encoder(TestModel.get(), Progress.NONE), VolumeOptions.DEFAULT, Progress.NONE);
	}
}
