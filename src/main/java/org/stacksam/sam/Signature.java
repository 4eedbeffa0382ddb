package org.stacksam.sam;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The inputs and outputs of a model file as it declares them.
 *
 * @param inputs by name, in the file's order
 * @param outputs by name, in the file's order
 */
record Signature(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {

	/**
	 * A tensor.
	 *
	 * @param type such as "float", "float16", "int64"
	 * @param shape −1 where it may differ from run to run
	 */
	record Tensor(String type, long[] shape) {

		/** A shape with as many axes as declared, by axes of length 1 in front. */
		long[] rank(final long[] given) {
			long[] fitted = given;
			while (fitted.length < shape.length) {
				final long[] longer = new long[fitted.length + 1];
				longer[0] = 1;
				System.arraycopy(fitted, 0, longer, 1, fitted.length);
				fitted = longer;
			}
			while (fitted.length > shape.length && fitted[0] == 1)
				fitted = Arrays.copyOfRange(fitted, 1, fitted.length);
			return fitted;
		}

		/** The shape for a batch of one. */
		long[] oneOfBatch() {
			final long[] one = shape.clone();
			if (one.length == 4 && one[0] < 0) one[0] = 1;
			return one;
		}

		@Override
		public String toString() {
			return type + Arrays.toString(shape).replace("-1", "?");
		}
	}

	/** For messages. */
	@Override
	public String toString() {
		return "inputs " + text(inputs) + "; outputs " + text(outputs);
	}

	private static String text(final Map<String, Tensor> tensors) {
		return tensors.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
	}
}
