package org.stacksam.prompt;

import java.util.List;

/**
 * What is known of the image and its classes before prompts are read.
 *
 * @param width of the image in pixels, 0 if unknown (YOLO's and Label Studio's shares need it)
 * @param height of the image, 0 if unknown
 * @param depth slices of the image, 0 if unknown
 * @param labels the classes, so that names in files get these values; empty: values follow from the file
 * @param transform onto the image
 */
public record ReadOptions(int width, int height, int depth, List<LabelClass> labels, PromptTransform transform) {

	/** Nothing is known and nothing turned. */
	public static final ReadOptions DEFAULT = new ReadOptions(0, 0, 0, List.of(), PromptTransform.NONE);

	public ReadOptions {
		labels = List.copyOf(labels);
	}

	/** Of an image of this size. */
	public static ReadOptions of(final int width, final int height, final int depth) {
		return new ReadOptions(width, height, depth, List.of(), PromptTransform.NONE);
	}

	public ReadOptions withTransform(final PromptTransform newTransform) {
		return new ReadOptions(width, height, depth, labels, newTransform);
	}

	public ReadOptions withLabels(final List<LabelClass> newLabels) {
		return new ReadOptions(width, height, depth, newLabels, transform);
	}

	/** Width of the view that the prompts were drawn on. */
	int sourceWidth() {
		return transform.transpose() ? height : width;
	}

	/** Height of the view that the prompts were drawn on. */
	int sourceHeight() {
		return transform.transpose() ? width : height;
	}
}
