package org.stacksam.sam;

import java.util.Arrays;

import org.stacksam.Progress;

/**
 * Times of a model on this machine: medians of several runs on a painted slice of 320 × 240, after one that is not
 * counted.
 *
 * @param encoderMs of one encoder run with the preparation of its input, in milliseconds
 * @param decoderMs of one decoder run for a box
 * @param encoderRuns that were timed
 * @param decoderRuns that were timed
 */
public record ModelBenchmark(double encoderMs, double decoderMs, int encoderRuns, int decoderRuns) {

	private static final int ENCODER_RUNS = 5, DECODER_RUNS = 21;

	/** Takes about ten seconds for MobileSAM on two cores. */
	public static ModelBenchmark run(final SamModel model, final Progress progress) {
		final Plane plane = TestSlice.plane();
		final SlicePrompt prompt = SlicePrompt.of(TestSlice.BOX);
		final EncodedSlice encoded = model.encode(plane);
		model.decode(encoded, prompt);
		return new ModelBenchmark(median(ENCODER_RUNS, () -> model.encode(plane), "Timing the encoder", progress), median(
			DECODER_RUNS, () -> model.decode(encoded, prompt), "Timing the decoder", progress), ENCODER_RUNS, DECODER_RUNS);
	}

	private static double median(final int times, final Runnable task, final String what, final Progress progress) {
		final double[] ms = new double[times];
		for (int i = 0; i < times; i++) {
			progress.check();
			progress.report(i, times, what);
			final long start = System.nanoTime();
			task.run();
			ms[i] = (System.nanoTime() - start) / 1e6;
		}
		Arrays.sort(ms);
		return ms[times / 2];
	}
}
