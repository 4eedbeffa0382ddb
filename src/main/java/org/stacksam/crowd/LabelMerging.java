package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.stacksam.Progress;
import org.stacksam.crowd.Agreement.Region;

/** Fuses the label images of several annotators by a chosen method, and says how far they agree. */
public final class LabelMerging {

	private LabelMerging() {}

	/** How labels are fused. */
	public enum Method {
		/** {@link MajorityVote}; of labels that tie the smallest, so background wins. */
		MAJORITY,
		/** {@link Staple} for a single label, {@link MultiLabelStaple} for several. */
		STAPLE,
		/** {@link ShapeAverage} with the spacing of the grid. */
		SHAPE
	}

	/**
	 * Fused annotations.
	 *
	 * @param labels [x, y, z], a new image
	 * @param disagreement [x, y, z] entropy of the votes in bits, computed where it is read ({@link Disagreement})
	 * @param agreement of the annotators with the fused labels and with each other
	 */
	public record Result(RandomAccessibleInterval<UnsignedShortType> labels,
		RandomAccessibleInterval<FloatType> disagreement, Agreement agreement)
	{}

	/**
	 * Fuses annotations.
	 *
	 * @param annotations at least two, of one grid
	 * @param region of which kappa, alpha and specificity are computed
	 * @throws org.stacksam.InputException if they cannot be compared ({@link Annotation#check})
	 */
	public static Result merge(final List<Annotation> annotations, final Method method, final Region region,
		final Progress progress)
	{
		Annotation.check(annotations);
		final List<RandomAccessibleInterval<UnsignedShortType>> images = annotations.stream().map(Annotation::labels)
			.toList();
		final List<String> names = annotations.stream().map(Annotation::annotator).toList();
		final RandomAccessibleInterval<FloatType> disagreement = Disagreement.entropy(images);
		if (method == Method.SHAPE) {
			return against(annotations, ShapeAverage.fuse(images, annotations.get(0).geometry().spacing(), progress), region,
				progress);
		}
		final VotePatterns patterns = VotePatterns.count(images, progress);
		final int[] consensus = method == Method.MAJORITY ? MajorityVote.fuse(patterns, Fusion.SMALLEST) : staple(patterns,
			progress);
		return new Result(Fusion.image(patterns, consensus, images, progress), disagreement, Agreement.measure(patterns,
			names, consensus, region));
	}

	/**
	 * How far annotations agree with each other and with a consensus that came about in another way.
	 *
	 * @param annotations at least two, of one grid
	 * @param consensus [x, y, z] of their size
	 */
	public static Result against(final List<Annotation> annotations,
		final RandomAccessibleInterval<UnsignedShortType> consensus, final Region region, final Progress progress)
	{
		Annotation.check(annotations);
		final List<RandomAccessibleInterval<UnsignedShortType>> images = annotations.stream().map(Annotation::labels)
			.toList();
		final List<RandomAccessibleInterval<UnsignedShortType>> withConsensus = new ArrayList<>(images);
		withConsensus.add(consensus);
		final VotePatterns patterns = VotePatterns.count(withConsensus, progress);
		final int[] labels = new int[patterns.size()];
		for (int i = 0; i < labels.length; i++)
			labels[i] = patterns.vote(i, images.size());
		return new Result(consensus, Disagreement.entropy(images), Agreement.measure(patterns, annotations.stream().map(
			Annotation::annotator).toList(), labels, region));
	}

	private static int[] staple(final VotePatterns patterns, final Progress progress) {
		final int[] labels = patterns.labels();
		final boolean single = labels.length <= 2 && labels[0] == 0;
		if (!single) return MultiLabelStaple.estimate(patterns, Fusion.SMALLEST, progress).fused();
		final int label = labels[labels.length - 1];
		final Staple.Result result = Staple.estimate(patterns, label, progress);
		final int[] fused = new int[patterns.size()];
		for (int i = 0; i < fused.length; i++)
			fused[i] = result.isForeground(i) ? label : 0;
		return fused;
	}
}
