package org.stacksam.sam;

/**
 * How a model runs.
 *
 * @param threads of ONNX Runtime for one run; 0 = as many as there are cores
 */
public record ExecutionOptions(int threads) {

	/** All cores. */
	public static final ExecutionOptions DEFAULT = new ExecutionOptions(0);

	public ExecutionOptions {
		if (threads < 0) throw new IllegalArgumentException("threads=" + threads + " must be 0 or more");
	}

	/** The number of threads, never 0. */
	public int threadCount() {
		return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
	}
}
