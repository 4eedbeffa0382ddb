package org.stacksam.evaluation;

import java.util.Arrays;

import net.imglib2.img.array.ArrayImgs;

/** Shapes whose metrics were computed with scipy and with surface-distance itself; spacing x, y, z. */
final class Golden {

	private static final double[] SPACING = { 0.7, 0.5, 2 };

	private Golden() {}

	/** Whether a voxel is set. */
	private interface Shape {

		boolean holds(int x, int y, int z);
	}

	static LabelPair boxes() {
		return pair(new int[] { 24, 20, 12 }, (x, y, z) -> x >= 4 && x < 15 && y >= 5 && y < 16 && z >= 4 && z < 9, (x, y,
			z) -> x >= 5 && x < 17 && y >= 4 && y < 14 && z >= 3 && z < 8);
	}

	static LabelPair ellipsoids() {
		return pair(new int[] { 48, 40, 16 }, (x, y, z) -> sum(square((z - 7) * 2, 11), square((y - 21) * .5, 8.5), square(
			(x - 24) * .7, 10)) <= 1, (x, y, z) -> sum(square((z - 8) * 2, 12), square((y - 20) * .5, 8), square((x - 22) * .7,
				11)) <= 1);
	}

	static LabelPair ellipses() {
		return pair(new int[] { 48, 40 }, (x, y, z) -> sum(square((y - 21) * .5, 8.5), square((x - 24) * .7, 10)) <= 1, (x,
			y, z) -> sum(square((y - 20) * .5, 8), square((x - 22) * .7, 11)) <= 1);
	}

	private static LabelPair pair(final int[] size, final Shape predicted, final Shape reference) {
		final double[] spacing = Arrays.copyOf(SPACING, size.length);
		final long[] dimensions = Arrays.stream(size).asLongStream().toArray();
		return new LabelPair(ArrayImgs.unsignedBytes(draw(size, predicted), dimensions), ArrayImgs.unsignedBytes(draw(size,
			reference), dimensions), spacing);
	}

	private static byte[] draw(final int[] size, final Shape shape) {
		final int depth = size.length == 2 ? 1 : size[2];
		final byte[] image = new byte[size[0] * size[1] * depth];
		for (int i = 0; i < image.length; i++)
			if (shape.holds(i % size[0], i / size[0] % size[1], i / (size[0] * size[1]))) image[i] = 1;
		return image;
	}

	private static double square(final double distance, final double radius) {
		return (distance / radius) * (distance / radius);
	}

	private static double sum(final double... squares) {
		double sum = 0;
		for (final double square : squares)
			sum += square;
		return sum;
	}
}
