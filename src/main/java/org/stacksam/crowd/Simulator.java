package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.SimulatorOptions.Kind;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

/** Simulated annotators: draws, from a reference label image, the prompts that people of stated skill would. */
public final class Simulator {

	private final SimulatorOptions options;
	private final List<LabelClass> labels;
	private final int width;
	private final int height;

	private Simulator(final SimulatorOptions options, final List<LabelClass> labels, final int[] size) {
		this.options = options;
		this.labels = labels;
		this.width = size[0];
		this.height = size[1];
	}

	/**
	 * Simulates all annotators.
	 *
	 * @param reference [x, y, z] label values
	 * @param image file name of the image, stored with the prompts; may be ""
	 * @param labels which values are drawn, in this order within a slice
	 * @return one set an annotator, named "annotator 1", "annotator 2", …; the objects of the true prompts are numbered
	 *         as {@link LabelPieces} links them, spurious and wrongly labelled boxes are objects of their own
	 * @throws InputException if none of the labels occurs in the reference
	 */
	public static List<PromptSet> simulate(final RandomAccessibleInterval<? extends IntegerType<?>> reference,
		final String image, final List<LabelClass> labels, final SimulatorOptions options, final Progress progress)
	{
		final int[] size = LabelPlanes.size(reference);
		final List<LabelPiece> all = LabelPieces.find(reference, labels, options.minPixels(), progress);
		if (all.isEmpty()) throw new InputException("None of the labels " + LabelNames.describe(labels) +
			" has a piece of " + options.minPixels() + " pixels in the reference. Check label_names and the file.");
		for (final LabelClass label : labels)
			if (all.stream().noneMatch(p -> p.label() == label.value())) progress.log("The reference holds no " + label
				.name() + " (value " + label.value() + "); nothing is drawn for it.");
		final Simulator simulator = new Simulator(options, List.copyOf(labels), size);
		final List<LabelPiece> drawn = LabelPieces.everyNth(all, options.everyNth());
		final SplittableRandom random = new SplittableRandom(options.seed());
		final List<PromptSet> sets = new ArrayList<>();
		for (final double factor : options.noiseFactors()) {
			final List<Prompt> prompts = simulator.annotate(drawn, options.noise().times(factor), random.split(), progress);
			sets.add(new PromptSet("annotator " + (sets.size() + 1), image, size[0], size[1], size[2], labels, prompts));
		}
		return sets;
	}

	private List<Prompt> annotate(final List<LabelPiece> pieces, final AnnotatorNoise noise,
		final SplittableRandom random, final Progress progress)
	{
		final List<Prompt> prompts = new ArrayList<>();
		int objects = pieces.stream().mapToInt(LabelPiece::object).max().orElse(0);
		for (final LabelPiece piece : pieces) {
			progress.check();
			// A generator for each piece: what one of them uses up does not change the others.
			final SplittableRandom own = random.split();
			final boolean missed = own.nextDouble() < noise.missing(), wrong = own.nextDouble() < noise.wrongClass();
			final boolean spurious = own.nextDouble() < noise.spurious();
			final int label = label(piece.label(), wrong, own);
			final Box place = anywhere(piece.box(), own), box = jittered(piece.box(), noise.jitter(), own);
			if (!missed) prompts.add(prompt(label == piece.label() ? piece.object() : ++objects, label, piece, box, points(
				piece, pieces, noise, own)));
			if (spurious) prompts.add(prompt(++objects, piece.label(), piece, place, List.of(new PointPrompt(place.centerX(),
				place.centerY(), true))));
		}
		return prompts;
	}

	private Prompt prompt(final int object, final int label, final LabelPiece piece, final Box box,
		final List<PointPrompt> points)
	{
		return new Prompt(object, label, piece.slice(), -1, -1, options.kind() == Kind.POINTS ? null : box, options
			.kind() == Kind.BOX ? List.of() : points, null, false);
	}

	private List<PointPrompt> points(final LabelPiece piece, final List<LabelPiece> pieces, final AnnotatorNoise noise,
		final SplittableRandom random)
	{
		if (options.kind() == Kind.BOX) return List.of();
		final List<LabelPiece> same = pieces.stream().filter(p -> p.slice() == piece.slice() && p.label() == piece.label())
			.toList();
		final PointSampler sampler = new PointSampler(piece, same, width, height);
		final List<PointPrompt> points = new ArrayList<>(sampler.positive(options.positivePoints(), noise, random));
		points.addAll(sampler.negative(options.negativePoints()));
		return points;
	}

	private int label(final int label, final boolean wrong, final SplittableRandom random) {
		final double draw = random.nextDouble();
		final List<LabelClass> others = labels.stream().filter(l -> l.value() != label).toList();
		return wrong && !others.isEmpty() ? others.get((int) (draw * others.size())).value() : label;
	}

	private Box jittered(final Box box, final double jitter, final SplittableRandom random) {
		final double w = jitter * box.width(), h = jitter * box.height();
		final Box moved = Box.ordered(box.x0() + uniform(random) * w, box.y0() + uniform(random) * h, box.x1() + uniform(
			random) * w, box.y1() + uniform(random) * h).clip(width, height);
		// Nobody draws a box of less than a pixel, or one outside of the image.
		return moved.width() >= 1 && moved.height() >= 1 ? moved : box;
	}

	private Box anywhere(final Box box, final SplittableRandom random) {
		final double x = random.nextDouble() * (width - box.width()), y = random.nextDouble() * (height - box.height());
		return new Box(x, y, x + box.width(), y + box.height());
	}

	private static double uniform(final SplittableRandom random) {
		return 2 * random.nextDouble() - 1;
	}
}
