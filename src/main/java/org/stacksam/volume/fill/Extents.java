package org.stacksam.volume.fill;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

/** Where in its slice a prompt of any kind says that the object is. */
final class Extents {

	/** Points say nothing of an object's size; they count as boxes that reach so many pixels to each side. */
	private static final double POINT_REACH = 10;

	private Extents() {}

	/** The box; without one the mask's, without one a box round the positive points; null if there is none of them. */
	static Box of(final Prompt prompt) {
		if (prompt.absent()) return null;
		if (prompt.box() != null) return prompt.box();
		if (prompt.mask() != null) return prompt.mask().bounds();
		Box out = null;
		for (final PointPrompt p : prompt.points())
			if (p.positive()) out = around(out, new Box(p.x(), p.y(), p.x(), p.y()).grow(POINT_REACH));
		return out;
	}

	/** Share of the smaller box that lies in the other, 0..1; 0 if one is empty. */
	static double shared(final Box a, final Box b) {
		final double smaller = Math.min(a.area(), b.area());
		return smaller > 0 ? a.intersection(b) / smaller : 0;
	}

	private static Box around(final Box a, final Box b) {
		return a == null ? b : new Box(Math.min(a.x0(), b.x0()), Math.min(a.y0(), b.y0()), Math.max(a.x1(), b.x1()), Math
			.max(a.y1(), b.y1()));
	}
}
