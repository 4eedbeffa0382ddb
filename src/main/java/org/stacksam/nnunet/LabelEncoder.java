package org.stacksam.nnunet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.stacksam.Progress;

/** Makes the label image of the dataset from the user's: renumbered, and with the ignore label where it is asked for. */
final class LabelEncoder {

	private static final int KEPT = 0, UNDECIDED = 1, UNLABELLED = 2, LOW_CONFIDENCE = 3, DISPUTED = 4;

	private final IgnoreOptions ignore;
	private final LabelMapping mapping;
	private final int[] table;

	LabelEncoder(final DatasetSpec spec, final LabelMapping mapping) {
		ignore = spec.ignore();
		this.mapping = mapping;
		table = mapping.toTarget();
		if (ignore.value() > 0) table[ignore.value()] = mapping.ignoreTarget();
	}

	/**
	 * What is written.
	 *
	 * @param image uint8, or uint16 where the values need it
	 */
	record Encoded(RandomAccessibleInterval<? extends RealType<?>> image, SetAside setAside) {}

	/**
	 * What says which voxels of a case are set aside.
	 *
	 * @param confidence of the size of the labels, 0..1, or null
	 * @param disagreement of the size of the labels, or null
	 * @param annotated slices, or null for those that hold a label
	 */
	record Doubts(RandomAccessibleInterval<? extends RealType<?>> confidence,
		RandomAccessibleInterval<? extends RealType<?>> disagreement, BitSet annotated)
	{}

	/** Values of the label images that have no name. */
	List<Integer> unknown(final BitSet values) {
		return values.stream().filter(v -> table[v] < 0).boxed().toList();
	}

	/**
	 * Encodes a label image.
	 *
	 * @param labels [x, y, z], all values known
	 */
	Encoded encode(final RandomAccessibleInterval<UnsignedShortType> labels, final Doubts doubts,
		final Progress progress)
	{
		final int most = mapping.entries().size() + (ignore.any() ? 1 : 0);
		final long[] size = labels.dimensionsAsLongArray();
		return most <= 0xff ? encode(labels, doubts, PlanarImgs.unsignedBytes(size), progress) : encode(labels, doubts,
			PlanarImgs.unsignedShorts(size), progress);
	}

	private <T extends IntegerType<T>> Encoded encode(final RandomAccessibleInterval<UnsignedShortType> labels,
		final Doubts doubts, final RandomAccessibleInterval<T> target, final Progress progress)
	{
		final int ignoreTarget = mapping.ignoreTarget();
		final long[][] counts = new long[ignoreTarget + 1][5];
		for (long z = 0; z < labels.dimension(2); z++) {
			progress.check();
			final var from = Views.hyperSlice(labels, 2, labels.min(2) + z);
			final boolean skip = ignore.unlabelled() && !(doubts.annotated == null ? hasLabel(from) : doubts.annotated.get(
				(int) z));
			final Cursor<? extends RealType<?>> sure = ignore.belowConfidence() > 0 ? slice(doubts.confidence, z) : null;
			final Cursor<? extends RealType<?>> dispute = ignore.usesDisagreement() ? slice(doubts.disagreement, z) : null;
			final Cursor<T> to = Views.flatIterable(Views.hyperSlice(target, 2, z)).cursor();
			for (final UnsignedShortType label : Views.flatIterable(from)) {
				final int value = table[label.get()];
				final boolean unsure = sure != null && !(sure.next().getRealDouble() >= ignore.belowConfidence());
				final boolean disputed = dispute != null && !(dispute.next().getRealDouble() <= ignore.aboveDisagreement());
				final int why = ignore.value() > 0 && value == ignoreTarget ? UNDECIDED : skip ? UNLABELLED : unsure
					? LOW_CONFIDENCE : disputed ? DISPUTED : KEPT;
				counts[value][why]++;
				to.next().setInteger(why == KEPT ? value : ignoreTarget);
			}
		}
		return new Encoded(target, count(counts));
	}

	/** Null where there is no image. */
	private static Cursor<? extends RealType<?>> slice(final RandomAccessibleInterval<? extends RealType<?>> image,
		final long z)
	{
		return image == null ? null : Views.flatIterable(Views.hyperSlice(image, 2, image.min(2) + z)).cursor();
	}

	private static boolean hasLabel(final RandomAccessibleInterval<UnsignedShortType> slice) {
		for (final UnsignedShortType label : Views.flatIterable(slice))
			if (label.get() != 0) return true;
		return false;
	}

	private SetAside count(final long[][] counts) {
		final List<SetAside.Row> rows = new ArrayList<>();
		for (final SetAside.Row empty : SetAside.empty(mapping, ignore).rows()) {
			final long[] c = counts[rows.size()];
			rows.add(new SetAside.Row(empty.value(), empty.name(), Arrays.stream(c).sum(), c[UNDECIDED], c[UNLABELLED],
				c[LOW_CONFIDENCE], c[DISPUTED]));
		}
		return new SetAside(rows);
	}
}
