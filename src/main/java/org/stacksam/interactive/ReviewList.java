package org.stacksam.interactive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The objects on all slices, least confident first; what the user answers for comes last.
 *
 * @param items in that order
 */
public record ReviewList(List<ReviewItem> items) {

	public ReviewList {
		items = List.copyOf(items);
	}

	/** Of a state; made anew after each change. */
	public static ReviewList of(final SessionState state) {
		final List<ReviewItem> items = new ArrayList<>();
		for (final SessionObject object : state.objects().values()) {
			final String name = state.classOf(object.label()).map(SessionClass::name).orElse("label " + object.label());
			object.masks().forEach((z, mask) -> items.add(new ReviewItem(object.number(), object.label(), name, z, mask.area(),
				mask.confidence(), mask.origin())));
		}
		items.sort(Comparator.comparing((ReviewItem i) -> i.origin() != SliceMask.Origin.CARRIED).thenComparingDouble(
			ReviewItem::confidence).thenComparingInt(ReviewItem::object).thenComparingInt(ReviewItem::slice));
		return new ReviewList(items);
	}

	/** What the user has not answered for yet. */
	public List<ReviewItem> open() {
		return items.stream().filter(i -> i.origin() == SliceMask.Origin.CARRIED).toList();
	}

	/** How many open items have at least this confidence, 0..1. */
	public int openAbove(final double confidence) {
		return (int) open().stream().filter(i -> i.confidence() >= confidence).count();
	}

	/** How many open items have less than this confidence: those that should be looked at. */
	public int openBelow(final double confidence) {
		return open().size() - openAbove(confidence);
	}

	/**
	 * Estimated Dice of the whole volume: the mean of the confidences, which are estimates of each slice's Dice, by area.
	 *
	 * @return 0..1; NaN if there is nothing
	 */
	public double estimatedDice() {
		return dice(items);
	}

	/** {@link #estimatedDice()} of one object. */
	public double estimatedDice(final int object) {
		return dice(items.stream().filter(i -> i.object() == object).toList());
	}

	private static double dice(final List<ReviewItem> items) {
		final double area = items.stream().mapToDouble(ReviewItem::area).sum();
		return items.isEmpty() ? Double.NaN : items.stream().mapToDouble(i -> i.area() * i.confidence()).sum() / area;
	}
}
