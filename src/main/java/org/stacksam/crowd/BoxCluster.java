package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.apache.commons.statistics.descriptive.Median;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;

/** Boxes of one label on one slice that several annotators drew round the same thing, one box an annotator. */
final class BoxCluster {

	private static final Median MEDIAN = Median.withDefaults().withCopy(true);

	/**
	 * One annotator's prompt with a box.
	 *
	 * @param annotator index
	 * @param prompt with a box
	 */
	record Member(int annotator, Prompt prompt) {

		Box box() {
			return prompt.box();
		}
	}

	private final List<Member> members;

	private BoxCluster(final List<Member> members) {
		this.members = members;
	}

	/**
	 * Groups the boxes of one label and slice: pairs of different annotators are joined, those with the highest
	 * intersection over union first, as long as no annotator is in a group twice.
	 *
	 * @param leastIou pairs that share less are not joined
	 */
	static List<BoxCluster> of(final List<Member> boxes, final double leastIou) {
		record Pair(int a, int b, double iou) {}
		final List<Pair> pairs = new ArrayList<>();
		for (int a = 0; a < boxes.size(); a++)
			for (int b = a + 1; b < boxes.size(); b++) {
				final double iou = boxes.get(a).box().iou(boxes.get(b).box());
				if (boxes.get(a).annotator != boxes.get(b).annotator && iou >= leastIou) pairs.add(new Pair(a, b, iou));
			}
		pairs.sort(Comparator.comparingDouble(Pair::iou).reversed());
		final List<BoxCluster> clusterOf = new ArrayList<>();
		boxes.forEach(box -> clusterOf.add(new BoxCluster(new ArrayList<>(List.of(box)))));
		for (final Pair pair : pairs) {
			final BoxCluster a = clusterOf.get(pair.a), b = clusterOf.get(pair.b);
			if (a == b || a.members.stream().anyMatch(m -> b.has(m.annotator))) continue;
			a.members.addAll(b.members);
			clusterOf.replaceAll(cluster -> cluster == b ? a : cluster);
		}
		return clusterOf.stream().distinct().toList();
	}

	List<Member> members() {
		return members;
	}

	/** How many annotators drew it. */
	int support() {
		return members.size();
	}

	boolean has(final int annotator) {
		return members.stream().anyMatch(m -> m.annotator == annotator);
	}

	int label() {
		return members.get(0).prompt.label();
	}

	int slice() {
		return members.get(0).prompt.slice();
	}

	/** The median of each side. */
	Box median() {
		return new Box(side(Box::x0), side(Box::y0), side(Box::x1), side(Box::y1));
	}

	private double side(final ToDoubleFunction<Box> side) {
		return MEDIAN.evaluate(members.stream().map(Member::box).mapToDouble(side).toArray());
	}

	/**
	 * Takes out, one after the other, the box that agrees least with the median, while that is under a limit and at least
	 * two others remain.
	 *
	 * @return those that were taken out
	 */
	List<Member> removeOutliers(final double leastIou) {
		final List<Member> removed = new ArrayList<>();
		while (members.size() > 2) {
			final Box median = median();
			final Member worst = members.stream().min(Comparator.comparingDouble(m -> m.box().iou(median))).orElseThrow();
			if (worst.box().iou(median) >= leastIou) break;
			members.remove(worst);
			removed.add(worst);
		}
		return removed;
	}
}
