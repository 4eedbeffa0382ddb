package org.stacksam.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.stacksam.io.LabelImages;

class CompactLabelsTest {

	/** One byte holds 256 different values, whatever they are; more take two bytes. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 256, 257, 300 })
	void valuesComeBackFromAnyType(final int different) {
		final Img<UnsignedShortType> labels = ArrayImgs.unsignedShorts(20, 15, 3);
		final Cursor<UnsignedShortType> cursor = labels.cursor();
		for (int i = 0; cursor.hasNext(); i++)
			cursor.next().set(65_535 - i % different * 200);
		final RandomAccessibleInterval<FloatType> floats = RealTypeConverters.convert(labels, new FloatType());
		final RandomAccessibleInterval<UnsignedShortType> copy = CompactLabels.copy(LabelImages.of(floats, "labels"));
		final Cursor<UnsignedShortType> expected = labels.cursor(), found = Views.flatIterable(copy).cursor();
		while (expected.hasNext())
			assertEquals(expected.next().get(), found.next().get());
		assertEquals(false, found.hasNext());
	}
}
