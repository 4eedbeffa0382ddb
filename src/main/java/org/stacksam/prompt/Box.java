package org.stacksam.prompt;

/**
 * A box in a slice, in pixel-edge coordinates: pixel i covers i to i + 1, so a box round columns 3 to 5 has x0 = 3 and
 * x1 = 6.
 *
 * @param x0 left edge
 * @param y0 upper edge
 * @param x1 right edge, &gt; x0 for a box that holds anything
 * @param y1 lower edge, &gt; y0
 */
public record Box(double x0, double y0, double x1, double y1) {

	/** The box between two corners given in any order. */
	public static Box ordered(final double xa, final double ya, final double xb, final double yb) {
		return new Box(Math.min(xa, xb), Math.min(ya, yb), Math.max(xa, xb), Math.max(ya, yb));
	}

	public double width() {
		return x1 - x0;
	}

	public double height() {
		return y1 - y0;
	}

	public double area() {
		return Math.max(0, width()) * Math.max(0, height());
	}

	public double centerX() {
		return (x0 + x1) / 2;
	}

	public double centerY() {
		return (y0 + y1) / 2;
	}

	/** Area shared with another box, 0 if they do not overlap. */
	public double intersection(final Box o) {
		return Math.max(0, Math.min(x1, o.x1) - Math.max(x0, o.x0)) * Math.max(0, Math.min(y1, o.y1) - Math.max(y0, o.y0));
	}

	/** Intersection over union, 0..1; 0 if both are empty. */
	public double iou(final Box o) {
		final double inter = intersection(o), union = area() + o.area() - inter;
		return union > 0 ? inter / union : 0;
	}

	/** The smallest box that holds both. */
	public Box union(final Box o) {
		return new Box(Math.min(x0, o.x0), Math.min(y0, o.y0), Math.max(x1, o.x1), Math.max(y1, o.y1));
	}

	/** The box grown by so many pixels on each side. */
	public Box grow(final double pixels) {
		return new Box(x0 - pixels, y0 - pixels, x1 + pixels, y1 + pixels);
	}

	/** The part inside an image of this size. */
	public Box clip(final double width, final double height) {
		return new Box(clamp(x0, width), clamp(y0, height), clamp(x1, width), clamp(y1, height));
	}

	/** Corner by corner (1 − t)·this + t·other. */
	public Box lerp(final Box o, final double t) {
		return new Box((1 - t) * x0 + t * o.x0, (1 - t) * y0 + t * o.y0, (1 - t) * x1 + t * o.x1, (1 - t) * y1 + t * o.y1);
	}

	private static double clamp(final double v, final double max) {
		return Math.max(0, Math.min(max, v));
	}
}
