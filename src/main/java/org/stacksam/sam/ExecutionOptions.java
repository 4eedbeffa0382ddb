package org.stacksam.sam;

/**
 * How a model runs.
 *
 * @param device that it runs on
 * @param threads of ONNX Runtime for one run on the CPU; 0 = as many as there are cores
 */
public record ExecutionOptions(Device device, int threads) {

	/** The best device that works, all cores. */
	public static final ExecutionOptions DEFAULT = new ExecutionOptions(Device.AUTO, 0);

	public ExecutionOptions {
		if (threads < 0) throw new IllegalArgumentException("threads=" + threads + " must be 0 or more");
	}

	/** The CPU. */
	public static ExecutionOptions cpu(final int threads) {
		return new ExecutionOptions(Device.CPU, threads);
	}

	/** The number of threads, never 0. */
	public int threadCount() {
		return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
	}
}
