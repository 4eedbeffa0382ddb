package org.stacksam.everything;

import java.util.stream.IntStream;

import org.apache.commons.statistics.descriptive.Quantile;

import org.stacksam.InputException;
import org.stacksam.sam.Plane;
import org.stacksam.sam.Window;

/** The intensity window of a plane without prompts. */
public final class PlaneWindow {

	/** Shares of the pixels below and above the window: few enough that sparse, bright objects stay. */
	private static final double LOW = 0.001, HIGH = 0.999;

	/** From so many values the percentiles are taken; of more pixels every n-th. */
	private static final int MAX_VALUES = 2_000_000;

	private PlaneWindow() {}

	/**
	 * From the 0.1st to the 99.9th percentile of the finite pixels (Hyndman and Fan's method 7, as numpy), so that hot
	 * pixels do not matter; from the lowest to the highest where these are equal.
	 *
	 * @return a window one unit wide for a constant plane
	 * @throws InputException if no pixel is finite
	 */
	public static Window auto(final Plane plane) {
		final float[] values = plane.values();
		double lowest = Double.POSITIVE_INFINITY, highest = Double.NEGATIVE_INFINITY;
		for (final float v : values)
			if (Float.isFinite(v)) {
				lowest = Math.min(lowest, v);
				highest = Math.max(highest, v);
			}
		if (lowest > highest) throw new InputException("The plane holds no finite value (all pixels are NaN or infinite). " +
			"Choose another slice or channel.");
		final int step = (values.length + MAX_VALUES - 1) / MAX_VALUES;
		final double[] sample = IntStream.range(0, (values.length + step - 1) / step).mapToDouble(
			i -> values[i * step]).filter(Double::isFinite).toArray();
		final double[] edges = sample.length == 0 ? new double[] { lowest, highest } : Quantile.withDefaults().with(
			Quantile.EstimationMethod.HF7).evaluate(sample, LOW, HIGH);
		if (edges[0] < edges[1]) return new Window(edges[0], edges[1]);
		return new Window(lowest, lowest < highest ? highest : lowest + 1);
	}

	/** The plane as the model is shown it, 0..255; NaN is 0. */
	public static Plane shown(final Plane plane, final Window window) {
		final float[] shown = new float[plane.values().length];
		for (int i = 0; i < shown.length; i++)
			shown[i] = window.apply(plane.values()[i]);
		return new Plane(shown, plane.width(), plane.height());
	}
}
