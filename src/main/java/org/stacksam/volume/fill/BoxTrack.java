package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;

/** The boxes of one object along the stack while they are being cleaned. */
final class BoxTrack {

	/** What remains of a box that jumps; the rest comes from its neighbours. */
	static final double OUTLIER_WEIGHT = 0.1;
	/** A box jumps if it overlaps its neighbours' median box (IoU) less than this share of what they themselves do … */
	private static final double JUMP = 0.5;
	/** … and they agree at least so much, so that it is not the object that moves. */
	private static final double AGREE = 0.6;

	/** Boxes further away, slices, say nothing of a jump: in a CT with every 10th slice prompted a true kidney's box did. */
	private static final int NEAR = 4;

	private final int object;
	private final int label;
	private final TreeMap<Integer, Box> boxes = new TreeMap<>();
	private final Map<Integer, Prompt> given = new TreeMap<>();
	private final Set<Integer> jumps = new HashSet<>();
	private double largestShift;
	private int largestShiftSlice;

	BoxTrack(final int object, final int label) {
		this.object = object;
		this.label = label;
	}

	int object() {
		return object;
	}

	int label() {
		return label;
	}

	/** Adds a prompt with a box; false if the slice has one already. */
	boolean add(final Prompt prompt) {
		given.put(prompt.slice(), prompt);
		return boxes.put(prompt.slice(), prompt.box()) == null;
	}

	/** Box of a slice, null if there is none. */
	Box box(final int slice) {
		return boxes.get(slice);
	}

	/** Prompts for slices that had none. */
	List<Prompt> added() {
		final List<Prompt> out = new ArrayList<>();
		final Prompt any = given.values().iterator().next();
		boxes.forEach((z, box) -> {
			if (!given.containsKey(z)) out.add(new Prompt(object, label, z, any.channel(), any.frame(), box, List.of(), null,
				false));
		});
		return out;
	}

	/** |b(z−1) − 2 b(z) + b(z+1)| of the four sides, as a share of the box's width or height; not beside boxes that jump. */
	List<Double> secondDifferences() {
		final List<Double> out = new ArrayList<>();
		boxes.forEach((z, b) -> {
			final Box before = boxes.get(z - 1), after = boxes.get(z + 1);
			if (before == null || after == null || !(b.area() > 0) || jumps.contains(z - 1) || jumps.contains(z) || jumps
				.contains(z + 1)) return;
			final double[] s = sides(b), p = sides(before), n = sides(after);
			for (int i = 0; i < 4; i++)
				out.add(Math.abs(p[i] - 2 * s[i] + n[i]) / (i % 2 == 0 ? b.width() : b.height()));
		});
		return out;
	}

	/** Moves boxes that jump nearly to where their neighbours say; gives their slices. */
	List<Integer> pullBackOutliers() {
		final List<Integer> jumping = new ArrayList<>();
		final TreeMap<Integer, Box> before = new TreeMap<>(boxes);
		before.forEach((z, box) -> {
			final List<Box> near = neighbours(before, z);
			if (near.size() < 3 || before.lowerKey(z) == null || before.higherKey(z) == null) return;
			final Box median = medianBox(near);
			final double agreement = PromptCleaning.median(near.stream().map(median::iou).toList());
			if (agreement < AGREE || box.iou(median) >= JUMP * agreement) return;
			jumping.add(z);
			jumps.add(z);
		});
		for (final int z : jumping) {
			final Map.Entry<Integer, Box> a = calm(before, jumping, z, false), b = calm(before, jumping, z, true);
			if (a == null || b == null) continue;
			final Box expected = a.getValue().lerp(b.getValue(), (z - a.getKey()) / (double) (b.getKey() - a.getKey()));
			boxes.put(z, expected.lerp(before.get(z), OUTLIER_WEIGHT));
		}
		return jumping;
	}

	/** Interpolates where evidently single slices were left out; gives the slices. */
	List<Integer> fillGaps(final int longest, final StopMarks stops) {
		final List<Integer> filled = new ArrayList<>();
		if (!sliceBySlice()) return filled;
		Map.Entry<Integer, Box> a = null;
		for (final Map.Entry<Integer, Box> b : new TreeMap<>(boxes).entrySet()) {
			if (a != null && b.getKey() - a.getKey() <= longest + 1 && !stops.between(object, label, a.getKey(), b.getKey()))
				for (int z = a.getKey() + 1; z < b.getKey(); z++) {
					boxes.put(z, a.getValue().lerp(b.getValue(), (z - a.getKey()) / (double) (b.getKey() - a.getKey())));
					filled.add(z);
				}
			a = b;
		}
		return filled;
	}

	/** Smooths each run of neighbouring slices by 1 2 1; false if there is no run of two. */
	boolean smooth() {
		final TreeMap<Integer, Box> before = new TreeMap<>(boxes);
		boolean any = false;
		for (final Map.Entry<Integer, Box> e : before.entrySet()) {
			final int z = e.getKey();
			final Box b = e.getValue(), p = before.getOrDefault(z - 1, b), n = before.getOrDefault(z + 1, b);
			if (p == b && n == b) continue;
			any = true;
			final Box smoothed = p.lerp(n, 0.5).lerp(b, 0.5);
			boxes.put(z, smoothed);
			final double[] was = sides(b), is = sides(smoothed);
			for (int i = 0; i < 4; i++) {
				if (Math.abs(is[i] - was[i]) <= largestShift) continue;
				largestShift = Math.abs(is[i] - was[i]);
				largestShiftSlice = z;
			}
		}
		return any;
	}

	/** By how many pixels smoothing moved a corner at most. */
	double largestShift() {
		return largestShift;
	}

	/** On which slice, 0-based. */
	int largestShiftSlice() {
		return largestShiftSlice;
	}

	private boolean sliceBySlice() {
		int ones = 0, steps = 0;
		Integer last = null;
		for (final int z : boxes.keySet()) {
			if (last != null) {
				steps++;
				if (z == last + 1) ones++;
			}
			last = z;
		}
		return steps > 0 && 2 * ones >= steps;
	}

	/** Up to two boxes on either side, not further away than an object changes its shape. */
	private static List<Box> neighbours(final TreeMap<Integer, Box> boxes, final int z) {
		final List<Box> out = new ArrayList<>();
		Integer down = boxes.lowerKey(z), up = boxes.higherKey(z);
		for (int i = 0; i < 2; i++) {
			if (down != null && z - down <= NEAR) out.add(boxes.get(down));
			if (up != null && up - z <= NEAR) out.add(boxes.get(up));
			down = down == null ? null : boxes.lowerKey(down);
			up = up == null ? null : boxes.higherKey(up);
		}
		return out;
	}

	/** Nearest box above or below that does not jump. */
	private static Map.Entry<Integer, Box> calm(final TreeMap<Integer, Box> boxes, final List<Integer> jumping,
		final int z, final boolean above)
	{
		Map.Entry<Integer, Box> e = above ? boxes.higherEntry(z) : boxes.lowerEntry(z);
		while (e != null && jumping.contains(e.getKey())) e = above ? boxes.higherEntry(e.getKey()) : boxes.lowerEntry(e
			.getKey());
		return e;
	}

	private static Box medianBox(final List<Box> boxes) {
		final double[] m = new double[4];
		for (int i = 0; i < 4; i++) {
			final int side = i;
			m[i] = PromptCleaning.median(boxes.stream().map(b -> sides(b)[side]).toList());
		}
		return new Box(m[0], m[1], m[2], m[3]);
	}

	private static double[] sides(final Box b) {
		return new double[] { b.x0(), b.y0(), b.x1(), b.y1() };
	}
}
