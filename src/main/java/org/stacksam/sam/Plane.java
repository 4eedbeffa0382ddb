package org.stacksam.sam;

/**
 * One slice as numbers, row after row (x fastest).
 *
 * @param values width·height of them; not copied
 */
public record Plane(float[] values, int width, int height) {

	public Plane {
		if (values.length != width * height) throw new IllegalArgumentException(values.length + " values for " + width +
			" × " + height);
	}
}
