package org.stacksam.crowd;

import java.util.List;

import org.stacksam.InputException;

/**
 * The grid of an annotation plan.
 *
 * @param everyNth which slices are annotated: every n-th of each object, and its last; at least one n ≥ 1
 * @param annotators how many, at least one number ≥ 1
 * @param methods how they are merged where there are several, at least one
 * @param noise of each annotator
 * @param seeds one a repetition, at least one
 */
public record PlanOptions(List<Integer> everyNth, List<Integer> annotators, List<Method> methods, AnnotatorNoise noise,
	List<Long> seeds)
{

	/** How annotators are merged. */
	public enum Method {
		/** {@link BoxMerging}, then one segmentation. */
		BOXES,
		/** {@link LabelMerging.Method#MAJORITY} of each one's segmentation. */
		MAJORITY,
		/** {@link LabelMerging.Method#STAPLE}. */
		STAPLE,
		/** {@link LabelMerging.Method#SHAPE}. */
		SHAPE
	}

	public PlanOptions {
		everyNth = List.copyOf(everyNth);
		annotators = List.copyOf(annotators);
		methods = List.copyOf(methods);
		seeds = List.copyOf(seeds);
		check("every_nth_slice", everyNth);
		check("annotators", annotators);
		if (methods.isEmpty()) throw new InputException("methods is empty. Give at least one of boxes, majority, staple, shape.");
		if (seeds.isEmpty()) throw new InputException("A plan needs at least one repetition.");
	}

	private static void check(final String key, final List<Integer> values) {
		if (values.isEmpty() || values.stream().anyMatch(v -> v < 1)) throw new InputException(key + "=" + values +
			" must be whole numbers of 1 or more, with commas between.");
	}
}
