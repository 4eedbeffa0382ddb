package org.stacksam.nnunet;

import java.util.ArrayList;
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

	private static final int KEPT = 0, UNDECIDED = 1, UNLABELLED = 2, LOW_CONFIDENCE = 3;

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

	/** Values of the label images that have no name. */
	List<Integer> unknown(final BitSet values) {
		return values.stream().filter(v -> table[v] < 0).boxed().toList();
	}

	/**
	 * Encodes a label image.
	 *
	 * @param labels [x, y, z], all values known
	 * @param confidence of the same size, 0..1, or null
	 * @param annotated slices, or null for those that hold a label
	 */
	Encoded encode(final RandomAccessibleInterval<UnsignedShortType> labels,
		final RandomAccessibleInterval<? extends RealType<?>> confidence, final BitSet annotated, final Progress progress)
	{
		final int most = mapping.entries().size() + (ignore.any() ? 1 : 0);
		final long[] size = labels.dimensionsAsLongArray();
		if (most <= 0xff) return encode(labels, confidence, annotated, PlanarImgs.unsignedBytes(size), new UnsignedByteType(),
			progress);
		return encode(labels, confidence, annotated, PlanarImgs.unsignedShorts(size), new UnsignedShortType(), progress);
	}

	private <T extends IntegerType<T>> Encoded encode(final RandomAccessibleInterval<UnsignedShortType> labels,
		final RandomAccessibleInterval<? extends RealType<?>> confidence, final BitSet annotated,
		final RandomAccessibleInterval<T> target, final T type, final Progress progress)
	{
		final int ignoreTarget = mapping.ignoreTarget();
		final long[][] counts = new long[ignoreTarget + 1][4];
		for (long z = 0; z < labels.dimension(2); z++) {
			progress.check();
			final var from = Views.hyperSlice(labels, 2, labels.min(2) + z);
			final boolean skip = ignore.unlabelled() && !(annotated == null ? hasLabel(from) : annotated.get((int) z));
			final Cursor<? extends RealType<?>> sure = confidence == null || !(ignore.belowConfidence() > 0) ? null : Views
				.flatIterable(Views.hyperSlice(confidence, 2, confidence.min(2) + z)).cursor();
			final Cursor<T> to = Views.flatIterable(Views.hyperSlice(target, 2, z)).cursor();
			for (final UnsignedShortType label : Views.flatIterable(from)) {
				final int value = table[label.get()];
				final boolean unsure = sure != null && !(sure.next().getRealDouble() >= ignore.belowConfidence());
				final int why = ignore.value() > 0 && value == ignoreTarget ? UNDECIDED : skip ? UNLABELLED : unsure
					? LOW_CONFIDENCE : KEPT;
				counts[value][why]++;
				to.next().setInteger(why == KEPT ? value : ignoreTarget);
			}
		}
		return new Encoded(target, count(counts));
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
			rows.add(new SetAside.Row(empty.value(), empty.name(), c[KEPT] + c[UNDECIDED] + c[UNLABELLED] + c[LOW_CONFIDENCE],
				c[UNDECIDED], c[UNLABELLED], c[LOW_CONFIDENCE]));
		}
		return new SetAside(rows);
	}
}
