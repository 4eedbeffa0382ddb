package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

/**
 * Gives numbers to objects that have none: a box continues the object of its label whose last box it overlaps most,
 * across slices without prompts too (greedy: objects seen last first, of these the big ones first). Prompts that state
 * their object keep it. The result does not depend on the order of the prompts but for boxes that are equal.
 */
public final class PromptLinking {

	/** Boxes that are not on neighbouring prompted slices must share so much of the smaller one. */
	private static final double SHARED = 0.1;
	/** Objects are continued over gaps of so many times their label's usual step along the stack. */
	private static final int STEPS = 4;
	/** Steps that are looked at to tell the usual one. */
	private static final int MOST_STEPS = 5000;

	private PromptLinking() {}

	/**
	 * Prompts with objects.
	 *
	 * @param prompts the same, in the same order, each of an object ≥ 1 except stop marks, which may keep 0
	 * @param numbered the objects that were numbered here and by nobody before
	 */
	public record Linked(PromptSet prompts, Set<Integer> numbered) {

		public Linked {
			numbered = Set.copyOf(numbered);
		}
	}

	/** Numbers what has no number. The set that is given stays as it is. */
	public static Linked link(final PromptSet prompts) {
		final List<Prompt> all = prompts.prompts();
		int next = 1;
		for (final Prompt p : all) next = Math.max(next, p.object() + 1);
		final int[] object = new int[all.size()];
		final Set<Integer> numbered = new HashSet<>();
		final StopMarks stops = StopMarks.of(prompts);
		for (final List<Piece> pieces : open(all).values()) {
			final Map<Piece, Integer> tracks = tracks(pieces, stops);
			for (final Map.Entry<Piece, Integer> e : tracks.entrySet()) {
				object[e.getKey().index] = next + e.getValue();
				numbered.add(next + e.getValue());
			}
			next += tracks.values().stream().mapToInt(t -> t + 1).max().orElse(0);
		}
		final List<Prompt> out = new ArrayList<>();
		for (int i = 0; i < object.length; i++) out.add(object[i] == 0 ? all.get(i) : all.get(i).withObject(object[i]));
		return new Linked(prompts.withPrompts(out), numbered);
	}

	/** A prompt without object: its place in the list, its slice, where it lies. */
	private record Piece(int index, int label, int slice, Box box, boolean pointsOnly) {}

	/** What is to be numbered, by label, in order of slice, size and place. */
	private static Map<Integer, List<Piece>> open(final List<Prompt> all) {
		final Map<Integer, List<Piece>> open = new TreeMap<>();
		for (int i = 0; i < all.size(); i++) {
			final Prompt p = all.get(i);
			final Box box = Extents.of(p);
			if (p.object() == 0 && box != null) open.computeIfAbsent(p.label(), k -> new ArrayList<>()).add(new Piece(i, p
				.label(), p.slice(), box, p.box() == null && p.mask() == null));
		}
		for (final List<Piece> pieces : open.values()) pieces.sort(Comparator.comparingInt(Piece::slice).thenComparing(
			Piece::pointsOnly).thenComparing(Comparator.comparingDouble((Piece p) -> p.box.area()).reversed()).thenComparing(
				p -> p.box.y0()).thenComparing(p -> p.box.x0()));
		return open;
	}

	/** Track numbers 0, 1, … of the pieces of one label. */
	private static Map<Piece, Integer> tracks(final List<Piece> pieces, final StopMarks stops) {
		final Map<Integer, List<Piece>> bySlice = new TreeMap<>();
		for (final Piece p : pieces) bySlice.computeIfAbsent(p.slice, k -> new ArrayList<>()).add(p);
		final int step = usualStep(pieces), reach = STEPS * step;
		final Map<Piece, Integer> track = new HashMap<>();
		final List<Piece> last = new ArrayList<>();
		int before = Integer.MIN_VALUE;
		for (final Map.Entry<Integer, List<Piece>> slice : bySlice.entrySet()) {
			final int z = slice.getKey(), previous = before;
			final List<Piece> free = new ArrayList<>(slice.getValue());
			final List<Piece> olds = last.stream().filter(o -> z - o.slice <= reach && !stops.between(0, o.label, o.slice, z))
				.sorted(Comparator.comparingInt((Piece o) -> -o.slice).thenComparing(o -> -o.box.area())).toList();
			for (final Piece old : olds) {
				final double least = old.slice == previous ? 0 : SHARED;
				final Piece best = bestOf(free, old, least);
				if (best != null) continued(track, last, free, best, track.get(old));
			}
			for (final Piece p : slice.getValue()) {
				if (!free.remove(p)) continue;
				final Piece holder = p.pointsOnly ? holding(slice.getValue(), p, track) : null;
				if (holder != null) track.put(p, track.get(holder));
				else {
					track.put(p, last.size());
					last.add(p);
				}
			}
			before = z;
		}
		return adopted(track, step);
	}

	/**
	 * A box that lies alone on a slice where just one object lacks its box, which it has on both slices beside it, is
	 * taken as that object's, drawn at the wrong place: then the cleaning finds and names it.
	 */
	private static Map<Piece, Integer> adopted(final Map<Piece, Integer> track, final int step) {
		final Map<Integer, Set<Integer>> slices = new HashMap<>();
		track.forEach((p, t) -> slices.computeIfAbsent(t, k -> new HashSet<>()).add(p.slice));
		final Map<Integer, List<Integer>> lacking = new HashMap<>();
		slices.forEach((t, at) -> {
			for (final int z : at) if (!at.contains(z + step) && at.contains(z + 2 * step)) lacking.computeIfAbsent(z + step,
				k -> new ArrayList<>()).add(t);
		});
		final Map<Piece, Integer> out = new HashMap<>(track);
		track.forEach((p, t) -> {
			final List<Integer> others = lacking.getOrDefault(p.slice, List.of());
			if (slices.get(t).size() == 1 && !p.pointsOnly && others.size() == 1) out.put(p, others.get(0));
		});
		return out;
	}

	private static void continued(final Map<Piece, Integer> track, final List<Piece> last, final List<Piece> free,
		final Piece piece, final int number)
	{
		track.put(piece, number);
		last.set(number, piece);
		free.remove(piece);
	}

	/** The free piece that shares most with an older one. */
	private static Piece bestOf(final List<Piece> free, final Piece old, final double least) {
		Piece best = null;
		double most = 0;
		for (final Piece p : free) {
			final double inter = old.box.intersection(p.box);
			if (inter > most && Extents.shared(old.box, p.box) > least) {
				most = inter;
				best = p;
			}
		}
		return best;
	}

	/** A numbered box on the same slice round a click, which then belongs to it. */
	private static Piece holding(final List<Piece> slice, final Piece points, final Map<Piece, Integer> track) {
		for (final Piece p : slice) {
			final double x = points.box.centerX(), y = points.box.centerY();
			if (!p.pointsOnly && track.containsKey(p) && x >= p.box.x0() && x <= p.box.x1() && y >= p.box.y0() && y <= p.box
				.y1()) return p;
		}
		return null;
	}

	/** Median number of slices from a piece to the next one that shares enough with it; 1 if none does. */
	private static int usualStep(final List<Piece> pieces) {
		final List<Integer> steps = new ArrayList<>();
		final int every = (pieces.size() + MOST_STEPS - 1) / MOST_STEPS;
		for (int i = 0; i < pieces.size(); i += every) {
			final Piece p = pieces.get(i);
			for (int j = i + 1; j < pieces.size(); j++) {
				final Piece q = pieces.get(j);
				if (q.slice == p.slice || Extents.shared(p.box, q.box) <= SHARED) continue;
				steps.add(q.slice - p.slice);
				break;
			}
		}
		if (steps.isEmpty()) return 1;
		steps.sort(null);
		return steps.get(steps.size() / 2);
	}
}
