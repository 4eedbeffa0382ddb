package org.stacksam.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import org.stacksam.Progress;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.LabelPair;
import org.stacksam.evaluation.Overlap;
import org.stacksam.evaluation.OverlapMetrics;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.VolumeResult;

/**
 * What a setting reached on a volume, by seed of its annotator.
 *
 * @param prompts drawn with the first seed
 */
record BenchResult(BenchVolume volume, BenchSetting setting, int prompts, List<One> bySeed) {

	/**
	 * One run.
	 *
	 * @param dice by class of the volume
	 */
	record One(List<Double> dice, int encoderRuns, long decoderRuns, Reliability reliability) {

		static One of(final BenchVolume volume, final VolumeResult result, final int encoderRuns, final PromptSet every) {
			final List<EvaluatedLabel> labels = volume.classes().stream().map(c -> EvaluatedLabel.of(c.name(), c.value()))
				.toList();
			final List<Double> dice = OverlapMetrics.compute(new LabelPair(result.labels(), volume.reference(), volume
				.geometry().spacing()), labels, Progress.NONE).stream().map(Overlap::dice).toList();
			return new One(dice, encoderRuns, result.decoderRuns(), Reliability.of(volume, result, every));
		}

		double mean() {
			return dice.stream().mapToDouble(d -> d).average().orElseThrow();
		}
	}

	double mean(final ToDoubleFunction<One> value) {
		return bySeed.stream().mapToDouble(value).average().orElseThrow();
	}

	double dice() {
		return mean(One::mean);
	}

	/** "0.919 to 0.933" where there are several seeds. */
	String range() {
		if (bySeed.size() == 1) return "";
		final var all = bySeed.stream().mapToDouble(One::mean).summaryStatistics();
		return String.format(Locale.ROOT, "%.3f to %.3f", all.getMin(), all.getMax());
	}

	/** "liver 0.945, spleen 0.947". */
	String byClass() {
		final StringBuilder out = new StringBuilder();
		for (int i = 0; i < volume.classes().size(); i++) {
			final int k = i;
			out.append(String.format(Locale.ROOT, "%s%s %.3f", i > 0 ? ", " : "", volume.classes().get(i).name(), mean(
				one -> one.dice.get(k))));
		}
		return out.toString();
	}
}
