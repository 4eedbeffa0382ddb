package org.stacksam.volume.refine;

/** One class on one slice of a slab: a rectangle of its unary logits and probabilities, which change from round to round. */
final class Layer {

	final int x0, y0, width, height;
	/** Logits before regularisation; −∞ outside the class's boxes. */
	final float[] unary;
	/** Probabilities of the last round. */
	float[] q;
	/** Probabilities of the round under way; after the last round, scores. */
	float[] next;

	Layer(final int x0, final int y0, final int width, final int height, final float[] unary) {
		this.x0 = x0;
		this.y0 = y0;
		this.width = width;
		this.height = height;
		this.unary = unary;
		q = new float[unary.length];
		next = new float[unary.length];
	}

	boolean hasRow(final int y) {
		return y >= y0 && y < y0 + height;
	}
}
