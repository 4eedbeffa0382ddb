package org.stacksam.interactive;

import java.util.BitSet;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.sam.Window;
import org.stacksam.sample.Phantom;

/** Some slices of the generated abdomen with their truth, made once. */
final class PhantomVolume {

	static final Window WINDOW = new Window(-60, 220);
	static final int LIVER = 1, RIGHT_KIDNEY = 3, AORTA = 5;

	private static final Phantom ALL = Phantom.generate(1, Progress.NONE);

	final RandomAccessibleInterval<ShortType> image;
	final RandomAccessibleInterval<UnsignedByteType> labels;
	final Geometry geometry;

	/** Slices first to last, inclusive. */
	PhantomVolume(final int first, final int last) {
		image = Views.zeroMin(Views.interval(ALL.image(), new long[] { 0, 0, first }, new long[] { ALL.image().dimension(0) -
			1, ALL.image().dimension(1) - 1, last }));
		labels = Views.zeroMin(Views.interval(ALL.labels(), new long[] { 0, 0, first }, new long[] { ALL.image().dimension(0) -
			1, ALL.image().dimension(1) - 1, last }));
		geometry = new Geometry(image.dimension(0), image.dimension(1), image.dimension(2), ALL.geometry().affine(), true);
	}

	int width() {
		return (int) image.dimension(0);
	}

	int height() {
		return (int) image.dimension(1);
	}

	int depth() {
		return (int) image.dimension(2);
	}

	StackPlanes planes() {
		return StackPlanes.of(image, geometry, WINDOW);
	}

	/** The true mask of an organ on a slice. */
	MaskPrompt truth(final int label, final int z) {
		final BitSet pixels = new BitSet();
		final Cursor<UnsignedByteType> cursor = Views.flatIterable(Views.hyperSlice(labels, 2, z)).cursor();
		for (int i = 0; cursor.hasNext(); i++) if (cursor.next().get() == label) pixels.set(i);
		return new MaskPrompt(0, 0, width(), height(), pixels);
	}

	Box box(final int label, final int z) {
		return truth(label, z).bounds();
	}

	PointPrompt center(final int label, final int z) {
		final Box b = box(label, z);
		return new PointPrompt(b.centerX(), b.centerY(), true);
	}

	/** Dice of two masks, 0 for null. */
	static double dice(final MaskPrompt a, final MaskPrompt b) {
		if (a == null) return 0;
		final long both = a.pixels().stream().filter(i -> b.contains(a.x() + i % a.width(), a.y() + i / a.width())).count();
		return 2.0 * both / (a.pixels().cardinality() + b.pixels().cardinality());
	}
}
