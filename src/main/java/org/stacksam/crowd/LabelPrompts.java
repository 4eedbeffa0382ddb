package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

/**
 * Turns a label image into prompts that ask for the same objects, so that what a network or a merge made can be
 * corrected with SAM.
 */
public final class LabelPrompts {

	/** Pixels below which a piece is taken for noise. */
	private static final int MIN_PIXELS = 10;

	private LabelPrompts() {}

	/** What stands for a piece of a label in a slice. */
	public enum Kind {
		BOX, POINTS, BOTH, MASK
	}

	/**
	 * Which pieces are taken, and as what.
	 *
	 * @param slices 0-based; null = by everyNth alone
	 * @param everyNth every n-th slice of each object, counted from its first, and its last; ≥ 1
	 * @param points inside each piece where points are asked for, ≥ 1
	 */
	public record Options(Kind kind, BitSet slices, int everyNth, int points) {

		/** A box on every slice. */
		public static final Options DEFAULT = new Options(Kind.BOX, null, 1, 1);

		public Options {
			slices = slices == null ? null : (BitSet) slices.clone();
			if (everyNth < 1) throw new InputException("every_nth_slice=" + everyNth + " must be 1 or more.");
			if (points < 1) throw new InputException("points=" + points + " must be 1 or more.");
		}
	}

	/**
	 * Makes the prompts; the same labels give the same prompts.
	 *
	 * @param labels [x, y, z]
	 * @param image file name of the image, stored with the prompts; may be ""
	 * @param classes which values
	 * @return by slice; objects numbered as {@link LabelPieces} links them
	 * @throws InputException if no label occurs on the slices
	 */
	public static PromptSet of(final RandomAccessibleInterval<? extends IntegerType<?>> labels, final String image,
		final List<LabelClass> classes, final Options options, final Progress progress)
	{
		final int[] size = LabelPlanes.size(labels);
		final List<LabelPiece> all = LabelPieces.find(labels, classes, MIN_PIXELS, progress);
		final List<LabelPiece> taken = LabelPieces.everyNth(all, options.everyNth).stream().filter(
			p -> options.slices == null || options.slices.get(p.slice())).toList();
		if (taken.isEmpty()) throw new InputException("None of the labels " + LabelNames.describe(classes) +
			" has a piece of " + MIN_PIXELS + " pixels on the slices. Check label_names and the slices.");
		final SplittableRandom random = new SplittableRandom(0);
		final List<Prompt> prompts = new ArrayList<>();
		for (final LabelPiece piece : taken)
			prompts.add(prompt(piece, all, size, options, random.split()));
		return new PromptSet("", image, size[0], size[1], size[2], classes, prompts);
	}

	private static Prompt prompt(final LabelPiece piece, final List<LabelPiece> all, final int[] size,
		final Options options, final SplittableRandom random)
	{
		final boolean box = options.kind == Kind.BOX || options.kind == Kind.BOTH;
		final boolean points = options.kind == Kind.POINTS || options.kind == Kind.BOTH;
		return new Prompt(piece.object(), piece.label(), piece.slice(), -1, -1, box ? piece.box() : null, points ? points(
			piece, all, size, options.points, random) : List.of(), options.kind == Kind.MASK ? piece.mask() : null, false);
	}

	private static List<PointPrompt> points(final LabelPiece piece, final List<LabelPiece> all, final int[] size,
		final int count, final SplittableRandom random)
	{
		final List<LabelPiece> same = all.stream().filter(p -> p.slice() == piece.slice() && p.label() == piece.label())
			.toList();
		return new PointSampler(piece, same, size[0], size[1]).positive(count, AnnotatorNoise.NONE, random);
	}
}
