package org.stacksam.volume.refine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.stacksam.volume.SegmentedPrompt;

/**
 * Drops pieces of an object that are small beside its largest. A piece belongs to the objects whose boxes hold at least
 * half of it (else to the one that holds most), so that small objects stay beside large ones of their class.
 */
final class StrayPieces {

	private StrayPieces() {}

	/**
	 * Drops stray pieces; pieces that touch a mask given as truth stay.
	 *
	 * @param labels class numbers, 1-based
	 * @param share of the object's largest piece
	 */
	static LabelRuns drop(final LabelRuns labels, final LogitField field, final double share) {
		final LabelRuns.Pieces pieces = labels.pieces();
		final Map<Integer, Map<Integer, Long>> inBoxes = new HashMap<>();
		final Set<Integer> kept = new HashSet<>();
		labels.forEach(pieces, (z, y, x0, x1, piece) -> {
			for (final SegmentedPrompt p : field.masks(pieces.label()[piece] - 1, z)) {
				if (y < p.top() || y >= p.bottom(field.height())) continue;
				final long inside = Math.min(x1, p.right(field.width())) - Math.max(x0, p.left());
				if (inside <= 0) continue;
				if (p.truth()) kept.add(piece);
				inBoxes.computeIfAbsent(piece, i -> new HashMap<>()).merge(p.object(), inside, Long::sum);
			}
		});
		final Map<Integer, Long> largest = new HashMap<>();
		final Map<Integer, List<Integer>> owners = new HashMap<>();
		inBoxes.forEach((piece, objects) -> {
			final long size = pieces.size()[piece], most = objects.values().stream().mapToLong(v -> v).max().orElse(0);
			final List<Integer> own = objects.entrySet().stream().filter(e -> e.getValue() >= Math.min(most, size / 2.0)).map(
				Map.Entry::getKey).toList();
			owners.put(piece, own);
			for (final int object : own) largest.merge(object, size, Math::max);
		});
		owners.forEach((piece, own) -> {
			if (own.stream().anyMatch(o -> pieces.size()[piece] >= share * largest.get(o))) kept.add(piece);
		});
		return labels.keep(pieces, kept::contains);
	}
}
