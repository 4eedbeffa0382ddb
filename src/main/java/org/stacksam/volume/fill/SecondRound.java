package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.stacksam.Progress;
import org.stacksam.prompt.Box;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.SegmentedPrompt;

/**
 * One more decoder round on slices that are far from any prompt, asked with what the refinement made of them: its label's
 * tight box, and its scores as mask input; half SAM, half the refined scores. Worth .004 to .007 Dice where prompts are
 * ten slices apart; in short gaps it harms.
 */
public final class SecondRound {

	/** Gaps between prompted slices from which on a further round helps, mm. */
	private static final double LONG_GAP_MM = 20;
	/** Unprompted boxes are clipped a pixel wider at this distance from a prompt, less nearer, mm. */
	private static final double PIXEL_MM = 15;
	private static final double WIDER = 0.5, EVIDENCE_WIDER = 2;
	private static final int FEW = 8;
	private static final float LIMIT = 8, NOWHERE = -8;

	private SecondRound() {}

	/** What the refinement says. */
	public interface Refined {

		/**
		 * Scores of a class against all others, background included: E_class − ln Σ e^E of the others.
		 *
		 * @param label value of the class
		 * @param slice 0-based
		 * @param rectangle columns and rows x0, y0, x1, y1 within the slice
		 * @return one for each pixel, row-major
		 */
		float[] scores(int label, int slice, int[] rectangle);

		/** Whether the refined label of a pixel is that of the class. */
		boolean labelled(int label, int x, int y, int slice);
	}

	/**
	 * The clip of a slice without prompt, wider the further away the next prompt is: up to a pixel on each side, since
	 * interpolated boxes are the less exact. For the refinement only, not for prompting.
	 */
	public static SegmentedPrompt grown(final SegmentedPrompt p) {
		return p.given() ? p : p.withBox(p.box().grow(Math.min(1, p.distanceMm() / PIXEL_MM)));
	}

	/**
	 * Which prompts a further round is for: slices between prompted ones that are at least 20 mm apart, and all beyond.
	 *
	 * @param prompts all of the volume
	 * @param sliceMm distance of slices
	 */
	public static List<SegmentedPrompt> chosen(final List<SegmentedPrompt> prompts, final double sliceMm) {
		final Map<Integer, List<Integer>> given = prompts.stream().filter(SegmentedPrompt::given).collect(Collectors
			.groupingBy(SegmentedPrompt::object, Collectors.mapping(SegmentedPrompt::slice, Collectors.toList())));
		return prompts.stream().filter(p -> !p.given() && !p.truth()).filter(p -> {
			final List<Integer> slices = given.getOrDefault(p.object(), List.of());
			final int below = slices.stream().filter(z -> z < p.slice()).mapToInt(z -> z).max().orElse(-1);
			final int above = slices.stream().filter(z -> z > p.slice()).mapToInt(z -> z).min().orElse(-1);
			return below < 0 || above < 0 || (above - below) * sliceMm >= LONG_GAP_MM;
		}).toList();
	}

	/**
	 * Runs the round.
	 *
	 * @param prompts all of the volume
	 * @param chosen those of them to be asked again; by identity
	 * @param refined what the refinement made of them
	 * @return all prompts, the chosen ones replaced; slices beyond prompts where the refinement left under 8 pixels are
	 *         dropped, those between are kept as they were
	 * @throws java.util.concurrent.CancellationException if the user asked to stop
	 */
	public static List<SegmentedPrompt> run(final List<SegmentedPrompt> prompts, final List<SegmentedPrompt> chosen,
		final Refined refined, final SliceStack stack, final SamModel model, final Progress progress)
	{
		final List<SegmentedPrompt> out = new ArrayList<>(prompts);
		out.removeIf(p -> chosen.stream().anyMatch(c -> c == p));
		final TreeMap<Integer, List<SegmentedPrompt>> bySlice = chosen.stream().collect(Collectors.groupingBy(
			SegmentedPrompt::slice, TreeMap::new, Collectors.toList()));
		int done = 0;
		for (final Map.Entry<Integer, List<SegmentedPrompt>> e : bySlice.entrySet()) {
			progress.check();
			progress.report(done++, bySlice.size(), "Asking again far from prompts");
			final EncodedSlice slice = stack.embeddings().apply(e.getKey());
			for (final SegmentedPrompt p : e.getValue()) {
				final SegmentedPrompt again = again(p, refined, slice, model);
				if (again != null) out.add(again);
			}
		}
		return out;
	}

	private static SegmentedPrompt again(final SegmentedPrompt p, final Refined refined, final EncodedSlice slice,
		final SamModel model)
	{
		final int w = slice.width(), h = slice.height();
		final int[] r = Masks.rectangle(p.box(), 0, w, h);
		final boolean[] mask = new boolean[(r[2] - r[0]) * (r[3] - r[1])];
		int area = 0;
		for (int i = 0; i < mask.length; i++) {
			final int x = r[0] + i % (r[2] - r[0]), y = r[1] + i / (r[2] - r[0]);
			mask[i] = Masks.inside(p.box(), x, y) && refined.labelled(p.label(), x, y, p.slice());
			if (mask[i]) area++;
		}
		if (area < FEW) return p.source().equals("beyond") ? null : p;
		final Box box = Masks.bounds(mask, r[2] - r[0], r[0], r[1]).grow(WIDER), reach = box.grow(EVIDENCE_WIDER);
		final int[] wide = Masks.rectangle(reach, 0, w, h);
		final float[] scores = refined.scores(p.label(), p.slice(), wide);
		for (int i = 0; i < scores.length; i++) {
			final boolean near = Masks.inside(reach, wide[0] + i % (wide[2] - wide[0]), wide[1] + i / (wide[2] - wide[0]));
			scores[i] = near ? Math.max(-LIMIT, Math.min(LIMIT, scores[i])) : NOWHERE;
		}
		final Reprompt.Mixed mixed = Reprompt.ask(model, slice, box, Shape.onSlice(scores, wide, w, h));
		return new SegmentedPrompt(p.object(), p.label(), p.slice(), box, mixed.logits(), false, false, mixed
			.predictedIou(), mixed.stability(), p.distanceMm(), p.source(), mixed.agreement());
	}
}
