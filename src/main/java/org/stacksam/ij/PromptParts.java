package org.stacksam.ij;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

/** Puts together the prompts that are spread over several ROIs. */
final class PromptParts {

	private PromptParts() {}

	/** One ROI's share of a prompt; ROIs of one positive number are parts of one prompt. */
	record Part(int number, Prompt prompt) {

		boolean belongsTo(final Part o) {
			return prompt.slice() == o.prompt.slice() && prompt.label() == o.prompt.label() && (number > 0 &&
				number == o.number || prompt.object() > 0 && prompt.object() == o.prompt.object());
		}
	}

	/**
	 * Joins parts of one number or object, and points to the shape of their class that they lie in.
	 *
	 * @return a list that may be changed, shapes first
	 */
	static List<Prompt> join(final List<Part> parts) {
		return joinPoints(joinNumbered(parts));
	}

	/** Two parts of one prompt; what the first has wins. */
	static Prompt join(final Prompt a, final Prompt b) {
		final Box box = a.box() != null ? a.box() : b.box();
		final List<PointPrompt> points = new ArrayList<>(a.points());
		points.addAll(b.points());
		return new Prompt(a.object(), a.label(), a.slice(), a.channel(), a.frame(), box, points, a.mask() != null ? a
			.mask() : b.mask(), false);
	}

	/** Index of the smallest box round any of the points, −1 if there is none. */
	static int home(final Prompt points, final List<Prompt> prompts, final boolean sameClass) {
		return IntStream.range(0, prompts.size()).filter(i -> {
			final Prompt q = prompts.get(i);
			return q.box() != null && q.slice() == points.slice() && (!sameClass || q.label() == points.label()) && points
				.points().stream().anyMatch(a -> a.x() >= q.box().x0() && a.x() <= q.box().x1() && a.y() >= q.box().y0() && a
					.y() <= q.box().y1());
		}).boxed().min(Comparator.comparingDouble(i -> prompts.get(i).box().area())).orElse(-1);
	}

	private static List<Prompt> joinNumbered(final List<Part> parts) {
		final List<Part> joined = new ArrayList<>();
		for (final Part part : parts) {
			int same = -1;
			for (int i = 0; i < joined.size() && (part.number > 0 || part.prompt.object() > 0); i++)
				if (part.belongsTo(joined.get(i))) same = i;
			if (same < 0) joined.add(part);
			else joined.set(same, new Part(part.number, join(joined.get(same).prompt, part.prompt)));
		}
		return joined.stream().map(Part::prompt).toList();
	}

	/** Points inside a box of their class on their slice refine that object. */
	private static List<Prompt> joinPoints(final List<Prompt> prompts) {
		final List<Prompt> joined = new ArrayList<>(prompts.stream().filter(p -> p.box() != null || p.mask() != null)
			.toList());
		for (final Prompt p : prompts) {
			if (p.box() != null || p.mask() != null) continue;
			final int home = home(p, joined, true);
			if (home < 0 || p.object() > 0) joined.add(p);
			else joined.set(home, join(joined.get(home), p));
		}
		return joined;
	}
}
