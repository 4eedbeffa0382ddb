package org.stacksam.sam;

import java.util.Arrays;

import org.stacksam.prompt.Box;

/** Between a slice's pixels and the decoder's low-resolution grid, which covers the whole input of the model. */
final class LowResGrid {

	/** Logit of places that do not belong to the slice. */
	static final float OUTSIDE = -10;

	private LowResGrid() {}

	/** Grid values at the centres of the slice's pixels x0..x0+w−1, y0..y0+h−1; bilinear, clamped at the grid's border; OUTSIDE beyond the input. */
	static float[] sample(final Placement place, final float[] grid, final int side, final int x0, final int y0,
		final int w, final int h)
	{
		final double cells = side / (double) place.inputSize();
		final float[] out = new float[w * h];
		final Linear[] columns = new Linear[w];
		for (int x = 0; x < w; x++)
			columns[x] = onGrid(place, place.toInputX(x0 + x + 0.5), cells, side);
		for (int y = 0; y < h; y++) {
			final Linear row = onGrid(place, place.toInputY(y0 + y + 0.5), cells, side);
			for (int x = 0; x < w; x++)
				out[y * w + x] = row == null || columns[x] == null ? OUTSIDE : interpolate(grid, side, columns[x], row);
		}
		return out;
	}

	/** Null beyond the input, of a slice that is shown in part. */
	private static Linear onGrid(final Placement place, final double input, final double cells, final int side) {
		return input < 0 || input > place.inputSize() ? null : Linear.at(input * cells - 0.5, side);
	}

	/** Slice values at the centres of the grid's cells; bilinear, clamped at the slice's border, OUTSIDE beyond it. */
	static float[] maskInput(final Placement place, final float[] logits, final int side) {
		final int width = place.width(), height = place.height();
		if (logits.length != width * height) throw new IllegalArgumentException(logits.length + " logits for " + width +
			" × " + height);
		final double pixels = place.inputSize() / (double) side;
		final float[] out = new float[side * side];
		Arrays.fill(out, OUTSIDE);
		for (int row = 0; row < side; row++) {
			final double y = ((row + 0.5) * pixels - place.offsetY()) / place.scaleY();
			if (y < 0 || y >= height) continue;
			final Linear atY = Linear.at(y - 0.5, height);
			for (int column = 0; column < side; column++) {
				final double x = ((column + 0.5) * pixels - place.offsetX()) / place.scaleX();
				if (x >= 0 && x < width) out[row * side + column] = interpolate(logits, width, Linear.at(x - 0.5, width), atY);
			}
		}
		return out;
	}

	/** A square grid in another number of cells, bilinear; the same array if the number is right. */
	static float[] resize(final float[] grid, final int side) {
		final int from = (int) Math.round(Math.sqrt(grid.length));
		if (from * from != grid.length) throw new IllegalArgumentException("A mask input of " + grid.length +
			" values is no square");
		if (from == side) return grid;
		final float[] out = new float[side * side];
		final Linear[] at = new Linear[side];
		for (int i = 0; i < side; i++)
			at[i] = Linear.at((i + 0.5) * from / side - 0.5, from);
		for (int i = 0; i < out.length; i++)
			out[i] = interpolate(grid, from, at[i % side], at[i / side]);
		return out;
	}

	/** Edges, in slice pixels, of the outermost cells above a threshold; null if there are none. */
	static Box bounds(final Placement place, final float[] grid, final int side, final float threshold) {
		final double cell = place.inputSize() / (double) side;
		// Only cells that lie on the slice; the rest of the input is padding.
		final int u1 = Math.min(side, (int) Math.ceil((place.offsetX() + place.resizedWidth()) / cell));
		final int v1 = Math.min(side, (int) Math.ceil((place.offsetY() + place.resizedHeight()) / cell));
		int left = side, top = side, right = -1, bottom = -1;
		for (int v = Math.max(0, (int) (place.offsetY() / cell)); v < v1; v++) {
			for (int u = Math.max(0, (int) (place.offsetX() / cell)); u < u1; u++) {
				if (!(grid[v * side + u] > threshold)) continue;
				left = Math.min(left, u);
				right = Math.max(right, u);
				top = Math.min(top, v);
				bottom = v;
			}
		}
		if (right < 0) return null;
		return new Box((left * cell - place.offsetX()) / place.scaleX(), (top * cell - place.offsetY()) / place.scaleY(),
			((right + 1) * cell - place.offsetX()) / place.scaleX(), ((bottom + 1) * cell - place.offsetY()) / place.scaleY())
				.clip(place.width(), place.height());
	}

	private static float interpolate(final float[] values, final int width, final Linear x, final Linear y) {
		final int upper = y.low() * width, lower = y.high() * width;
		final float above = values[upper + x.low()] * (1 - x.part()) + values[upper + x.high()] * x.part();
		final float below = values[lower + x.low()] * (1 - x.part()) + values[lower + x.high()] * x.part();
		return above * (1 - y.part()) + below * y.part();
	}

	/** The two samples beside a position, and the share of the second. */
	private record Linear(int low, int high, float part) {

		static Linear at(final double position, final int count) {
			final double clamped = Math.max(0, Math.min(count - 1, position));
			final int low = (int) clamped;
			return new Linear(low, Math.min(low + 1, count - 1), (float) (clamped - low));
		}
	}
}
