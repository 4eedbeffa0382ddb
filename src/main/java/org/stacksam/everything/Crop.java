package org.stacksam.everything;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.stacksam.prompt.Box;
import org.stacksam.sam.Plane;

/**
 * A part of the plane that is shown to the model by itself.
 *
 * @param x left column
 * @param y upper row
 * @param width at least 1
 * @param height at least 1
 * @param layer 0 for a tile, 1 and more for the crops inside it
 */
record Crop(int x, int y, int width, int height, int layer) {

	/** Tiles overlap by at least this share of the model's input, so that objects of up to that size are whole in one. */
	private static final double TILE_OVERLAP = 0.25;

	/** One tile for a plane that fits the model's input, else overlapping ones of the input's size, row after row. */
	static List<Crop> tiles(final int width, final int height, final int inputSize) {
		if (Math.max(width, height) <= inputSize) return List.of(new Crop(0, 0, width, height, 0));
		final List<Crop> tiles = new ArrayList<>();
		for (final int y : starts(height, inputSize))
			for (final int x : starts(width, inputSize))
				tiles.add(new Crop(x, y, Math.min(inputSize, width), Math.min(inputSize, height), 0));
		return tiles;
	}

	/** Where tiles of a side begin: as few as the overlap allows, evenly spread. */
	private static int[] starts(final int length, final int side) {
		if (length <= side) return new int[] { 0 };
		final double overlap = TILE_OVERLAP * side;
		final int count = (int) Math.ceil((length - overlap) / (side - overlap));
		final int[] starts = new int[count];
		Arrays.setAll(starts, i -> (int) Math.round(i * (length - side) / (count - 1.0)));
		return starts;
	}

	/** This tile, and the crops of all layers inside it, placed as SAM's {@code generate_crop_boxes} does. */
	List<Crop> withLayers(final int layers, final double overlapRatio) {
		final List<Crop> crops = new ArrayList<>(List.of(this));
		for (int l = 1; l <= layers; l++) {
			final int count = 1 << l, overlap = (int) (overlapRatio * Math.min(width, height) * 2 / count);
			final int w = length(width, count, overlap), h = length(height, count, overlap);
			for (int i = 0; i < count; i++)
				for (int j = 0; j < count; j++) {
					final int left = (w - overlap) * i, top = (h - overlap) * j;
					// A tile of a few pixels has less pixels than crops.
					if (left < width && top < height) crops.add(new Crop(x + left, y + top, Math.min(w, width - left), Math.min(h,
						height - top), l));
				}
		}
		return crops;
	}

	private static int length(final int whole, final int count, final int overlap) {
		return Math.max(1, (int) Math.ceil((overlap * (count - 1) + whole) / (double) count));
	}

	/** This part of a plane. */
	Plane cut(final Plane plane) {
		final float[] values = new float[width * height];
		for (int row = 0; row < height; row++)
			System.arraycopy(plane.values(), (y + row) * plane.width() + x, values, row * width, width);
		return new Plane(values, width, height);
	}

	Box box() {
		return new Box(x, y, x + width, y + height);
	}

	/** Whether a box comes near an edge of this crop that is no edge of the whole that it was cut from. */
	boolean cuts(final Box box, final Crop whole, final double near) {
		final Box own = box(), outer = whole.box();
		return inner(own.x0(), box.x0(), outer.x0(), near) || inner(own.y0(), box.y0(), outer.y0(), near) || inner(own.x1(),
			box.x1(), outer.x1(), near) || inner(own.y1(), box.y1(), outer.y1(), near);
	}

	private static boolean inner(final double own, final double edge, final double outer, final double near) {
		return Math.abs(edge - own) <= near && Math.abs(edge - outer) > near;
	}

	/** Whether a box comes near all four edges of this crop. */
	boolean filledBy(final Box box, final double near) {
		return box.x0() <= x + near && box.y0() <= y + near && box.x1() >= x + width - near && box.y1() >= y + height - near;
	}
}
