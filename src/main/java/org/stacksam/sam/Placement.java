package org.stacksam.sam;

import org.stacksam.prompt.Box;

/**
 * Where a slice lies in the model's square input: input = slice pixel · scale + offset, in pixel-edge coordinates of
 * both (the centre of pixel i lies at i + 0.5).
 *
 * @param width of the slice in pixels, at least 1
 * @param height of the slice
 * @param scaleX input pixels a slice pixel along x
 * @param scaleY along y; equal to scaleX unless the model squashes its input
 * @param offsetX of the slice's left edge in the input, in input pixels; negative if only a part of the slice is shown
 * @param offsetY of its upper edge
 * @param inputSize side of the input in pixels
 */
public record Placement(int width, int height, double scaleX, double scaleY, double offsetX, double offsetY,
	int inputSize)
{

	public Placement {
		if (width < 1 || height < 1 || inputSize < 1) throw new IllegalArgumentException("Size must be positive: " + width +
			" × " + height + " in " + inputSize);
	}

	/** A slice whose longest side fills the input, at its upper left. */
	public static Placement whole(final int width, final int height, final int inputSize) {
		return cell(width, height, inputSize, 1, 0);
	}

	/** The same as {@link #cell}, but both sides of the slice fill the cell, whatever their ratio. */
	static Placement squashed(final int width, final int height, final int inputSize, final int grid, final int index) {
		final Placement kept = cell(width, height, inputSize, grid, index);
		final int side = inputSize / grid;
		return new Placement(width, height, side / (double) width, side / (double) height, kept.offsetX, kept.offsetY,
			inputSize);
	}

	/**
	 * A slice in one cell of a mosaic.
	 *
	 * @param grid cells along each side, at least 1
	 * @param index of the cell, 0..grid²−1, row after row
	 */
	public static Placement cell(final int width, final int height, final int inputSize, final int grid,
		final int index)
	{
		if (grid < 1 || grid > inputSize || index < 0 || index >= grid * grid) throw new IllegalArgumentException("Cell " +
			index + " of a mosaic of " + grid + " × " + grid);
		final int side = inputSize / grid;
		final double scale = side / (double) Math.max(width, height);
		return new Placement(width, height, scale, scale, index % grid * side, index / grid * side, inputSize);
	}

	/** Columns that the resized slice fills, at least 1. */
	public int resizedWidth() {
		return Math.max(1, (int) (width * scaleX + 0.5));
	}

	/** Rows that the resized slice fills, at least 1. */
	public int resizedHeight() {
		return Math.max(1, (int) (height * scaleY + 0.5));
	}

	/** From slice to input, pixel edges. */
	public double toInputX(final double x) {
		return x * scaleX + offsetX;
	}

	/** From slice to input, pixel edges. */
	public double toInputY(final double y) {
		return y * scaleY + offsetY;
	}

	/** A box of the slice in input pixels. */
	public Box toInput(final Box box) {
		return new Box(toInputX(box.x0()), toInputY(box.y0()), toInputX(box.x1()), toInputY(box.y1()));
	}
}
