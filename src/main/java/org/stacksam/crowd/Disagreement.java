package org.stacksam.crowd;

import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import net.imglib2.view.composite.Composite;

/** Where annotators disagree: the entropy of their votes. */
public final class Disagreement {

	private Disagreement() {}

	/**
	 * Entropy of the votes in each voxel, −Σ p·log2 p over the labels' shares of votes.
	 *
	 * @param annotations [x, y, z] of one size and type, at least one
	 * @return [x, y, z] in bits: 0 where all agree, at most log2 of the number of annotators; computed where it is read, so
	 *         it takes no memory
	 */
	public static <T extends IntegerType<T>> RandomAccessibleInterval<FloatType> entropy(
		final List<? extends RandomAccessibleInterval<T>> annotations)
	{
		final int raters = annotations.size();
		final RandomAccessibleInterval<? extends Composite<T>> votes = Views.collapse(Views.stack(annotations));
		return Converters.convert2(votes, () -> {
			final int[] labels = new int[raters];
			return (in, out) -> {
				boolean same = true;
				for (int k = 0; k < raters; k++) {
					labels[k] = in.get(k).getInteger();
					same &= labels[k] == labels[0];
				}
				out.set(same ? 0 : (float) entropy(labels));
			};
		}, FloatType::new);
	}

	/** Entropy of some votes in bits; they are sorted. */
	static double entropy(final int[] votes) {
		Arrays.sort(votes);
		double bits = 0;
		for (int from = 0, to = 0; from < votes.length; from = to) {
			while (to < votes.length && votes[to] == votes[from])
				to++;
			final double share = (double) (to - from) / votes.length;
			bits -= share * Math.log(share) / Math.log(2);
		}
		return bits;
	}
}
