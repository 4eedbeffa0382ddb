package org.stacksam.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stacksam.TestData;

class NiftiFileTest {

	@TempDir
	private Path folder;

	private static double at(final RandomAccessibleInterval<? extends RealType<?>> image, final long... position) {
		return image.randomAccess().setPositionAndGet(position).getRealDouble();
	}

	static Stream<Arguments> types() {
		return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN).flatMap(o -> Stream.of(//
			Arguments.of(o, 2, new byte[] { 0, 1, (byte) 200, (byte) 255 }, new double[] { 0, 1, 200, 255 }), //
			Arguments.of(o, 256, new byte[] { 0, 1, -2, -128 }, new double[] { 0, 1, -2, -128 }), //
			Arguments.of(o, 4, shorts(o, 0, -1024, 32767, -32768), new double[] { 0, -1024, 32767, -32768 }), //
			Arguments.of(o, 512, shorts(o, 0, 1, 40000, 65535), new double[] { 0, 1, 40000, 65535 }), //
			Arguments.of(o, 8, ints(o, 0, 1, -2, 1 << 30), new double[] { 0, 1, -2, 1 << 30 }), //
			Arguments.of(o, 768, ints(o, 0, 1, 2, -1), new double[] { 0, 1, 2, 4294967295.0 }), //
			Arguments.of(o, 16, ints(o, Float.floatToIntBits(-1.5f), 0, 0x7f800000, 1), new double[] { -1.5, 0,
				Double.POSITIVE_INFINITY, Float.MIN_VALUE }), //
			Arguments.of(o, 64, longs(o, Double.doubleToLongBits(0.1), 0, Double.doubleToLongBits(5), Double.doubleToLongBits(
				-1e300)), new double[] { 0.1, 0, 5, -1e300 }), //
			Arguments.of(o, 1024, longs(o, 0, -7, 1L << 40, 3), new double[] { 0, -7, 1L << 40, 3 })));
	}

	private static byte[] shorts(final ByteOrder o, final int... v) {
		final ByteBuffer b = ByteBuffer.allocate(2 * v.length).order(o);
		Arrays.stream(v).forEach(x -> b.putShort((short) x));
		return b.array();
	}

	private static byte[] ints(final ByteOrder o, final int... v) {
		final ByteBuffer b = ByteBuffer.allocate(4 * v.length).order(o);
		Arrays.stream(v).forEach(b::putInt);
		return b.array();
	}

	private static byte[] longs(final ByteOrder o, final long... v) {
		final ByteBuffer b = ByteBuffer.allocate(8 * v.length).order(o);
		Arrays.stream(v).forEach(b::putLong);
		return b.array();
	}

	@ParameterizedTest
	@MethodSource("types")
	void everyTypeInBothByteOrdersPackedUnpackedAndMapped(final ByteOrder order, final int code, final byte[] voxels,
		final double[] expected) throws IOException
	{
		final NiftiBytes nifti = new NiftiBytes(order, code, voxels.length / 4, 2, 1, 2).voxels(b -> b.put(voxels));
		final Path plain = nifti.save(folder.resolve("a.nii"));
		for (final NiftiFile.Volume volume : new NiftiFile.Volume[] { NiftiFile.read(plain, 0), NiftiFile.read(nifti.save(
			folder.resolve("a.nii.gz")), 0), NiftiFile.map(plain, 0) })
		{
			assertArrayEquals(new long[] { 2, 1, 2 }, volume.image().dimensionsAsLongArray());
			assertArrayEquals(expected, new double[] { at(volume.image(), 0, 0, 0), at(volume.image(), 1, 0, 0), at(volume
				.image(), 0, 0, 1), at(volume.image(), 1, 0, 1) });
			assertArrayEquals(new double[] { 1.5, 2, 3 }, volume.geometry().spacing());
		}
	}

	@Test
	void xIsFastestThenYThenZAndFramesFollow() throws IOException {
		final Path file = new NiftiBytes(ByteOrder.BIG_ENDIAN, 4, 2, 3, 2, 2, 2).voxels(b -> {
			for (int i = 0; i < 24; i++)
				b.putShort((short) i);
		}).save(folder.resolve("vier d ü 体积.nii.gz"));
		assertEquals(2, NiftiFile.info(file).frames());
		assertEquals(2 + 3 * 1 + 6 * 1, at(NiftiFile.read(file, 0).image(), 2, 1, 1));
		assertEquals(12 + 1 + 3 * 1 + 6 * 0, at(NiftiFile.read(file, 1).image(), 1, 1, 0));
	}

	@Test
	void slopeAndInterceptScaleToFloat() throws IOException {
		final NiftiBytes nifti = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 4, 2, 2, 1, 1).header(h -> h.putFloat(112, 0.5f)
			.putFloat(116, -1024)).voxels(b -> b.putShort((short) 2000).putShort((short) -3));
		final Path file = nifti.save(folder.resolve("a.nii"));
		for (final var image : Arrays.asList(NiftiFile.read(file, 0).image(), NiftiFile.map(file, 0).image())) {
			assertInstanceOf(FloatType.class, image.getType());
			assertEquals(-24, at(image, 0, 0, 0));
			assertEquals(-1025.5, at(image, 1, 0, 0));
		}
		assertTrue(NiftiFile.info(file).scaled());
		nifti.header(h -> h.putFloat(112, 0)).save(file); // slope 0 = not scaled, whatever the intercept
		assertInstanceOf(ShortType.class, NiftiFile.read(file, 0).image().getType());
		assertEquals(2000, at(NiftiFile.read(file, 0).image(), 0, 0, 0));
	}

	@Test
	void scaledLargeIntegersKeepTheirDigits() throws IOException {
		final Path file = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 8, 4, 1, 1, 1).header(h -> h.putFloat(112, 2)).voxels(b -> b
			.putInt((1 << 30) + 1)).save(folder.resolve("a.nii"));
		assertInstanceOf(DoubleType.class, NiftiFile.read(file, 0).image().getType());
		assertEquals(2147483650.0, at(NiftiFile.read(file, 0).image(), 0, 0, 0));
	}

	@Test
	void sformComesBeforeQform() throws IOException {
		final double[] rows = { 0, -2, 0, 10, 1.5, 0, 0, -20, 0, 0, 3, 30 };
		final NiftiBytes nifti = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 2, 1, 2, 2, 2).sform(4, rows).qform(1, 1, 0, 0, 0, 7,
			8, 9);
		final Geometry g = NiftiFile.info(nifti.save(folder.resolve("a.nii"))).geometry();
		assertArrayEquals(new double[][] { { 0, -2, 0, 10 }, { 1.5, 0, 0, -20 }, { 0, 0, 3, 30 } }, g.affine());
		assertEquals(4, g.formCode());
		nifti.header(h -> h.putShort(254, (short) 0));
		assertArrayEquals(new double[][] { { 1.5, 0, 0, 7 }, { 0, 2, 0, 8 }, { 0, 0, 3, 9 } }, NiftiFile.info(nifti.save(
			folder.resolve("a.nii"))).geometry().affine());
	}

	@Test
	void quaternionWithFlippedThirdAxis() throws IOException {
		// Half a turn about z (d = 1) and qfac −1: x and y to the other side, and z flipped.
		final Path file = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 2, 1, 2, 2, 2).qform(2, -1, 0, 0, 1, 90, 91, -92).save(
			folder.resolve("a.nii"));
		final Geometry g = NiftiFile.info(file).geometry();
		final double[][] expected = { { -1.5, 0, 0, 90 }, { 0, -2, 0, 91 }, { 0, 0, -3, -92 } };
		for (int i = 0; i < 3; i++)
			assertArrayEquals(expected[i], g.affine()[i], 1e-6);
		assertTrue(g.oriented());
		assertEquals(2, g.formCode());
	}

	@Test
	void withoutCodesTheGridIsNotOrientedAndStaysSo() throws IOException {
		final Path file = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 2, 1, 2, 2, 2).save(folder.resolve("a.nii"));
		final NiftiFile.Volume volume = NiftiFile.read(file, 0);
		assertFalse(volume.geometry().oriented());
		assertArrayEquals(new double[][] { { -1.5, 0, 0, -0.0 }, { 0, -2, 0, -0.0 }, { 0, 0, 3, 0 } }, volume.geometry()
			.affine());
		final Path copy = folder.resolve("b.nii");
		NiftiFile.write(copy, volume.image(), volume.geometry(), false);
		final ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(copy)).order(ByteOrder.LITTLE_ENDIAN);
		assertEquals(0, written.getShort(252));
		assertEquals(0, written.getShort(254));
		assertEquals(volume.geometry(), NiftiFile.info(copy).geometry());
	}

	@Test
	void micronAndMetreBecomeMillimetres() throws IOException {
		final NiftiBytes nifti = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 2, 1, 2, 2, 2).sform(1, 250, 0, 0, 1000, 0, 250, 0,
			-500, 0, 0, 2000, 0).header(h -> h.put(123, (byte) (3 | 8)));
		final Geometry micron = NiftiFile.info(nifti.save(folder.resolve("a.nii"))).geometry();
		assertArrayEquals(new double[] { 0.25, 0.25, 2 }, micron.spacing(), 1e-12);
		assertEquals(1, micron.affine()[0][3], 1e-12);
		final Geometry metre = NiftiFile.info(nifti.header(h -> h.put(123, (byte) 1)).save(folder.resolve("a.nii")))
			.geometry();
		assertArrayEquals(new double[] { 250e3, 250e3, 2e6 }, metre.spacing(), 1e-6);
	}

	@Test
	void twoDimensionsReadAsOneSlice() throws IOException {
		final Path file = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 2, 1, 3, 2).header(h -> h.putFloat(88, 0)).voxels(b -> b
			.put(5, (byte) 9)).save(folder.resolve("a.nii"));
		final NiftiFile.Volume volume = NiftiFile.read(file, 0);
		assertArrayEquals(new long[] { 3, 2, 1 }, volume.image().dimensionsAsLongArray());
		assertEquals(9, at(volume.image(), 2, 1, 0));
		assertEquals(1, volume.geometry().spacing(2));
		final Path flat = new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 2, 1, 3, 2).sform(1, 0, -2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0)
			.save(folder.resolve("b.nii"));
		assertArrayEquals(new double[] { 2, 2, 3 }, NiftiFile.info(flat).geometry().spacing(), 1e-12);
	}

	@Test
	void headerIsWrittenFieldByFieldAsTheStandardSays() throws IOException {
		final Path file = folder.resolve("a.nii");
		NiftiFile.write(file, ArrayImgs.unsignedShorts(new short[] { 1, 2, 3, 4, 5, (short) 65535 }, 3, 2, 1), Geometry.of(3,
			2, 1, new double[] { 0.5, 0.7, 4 }, new double[] { -10, 20, 30 }), false);
		final ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		assertEquals(352 + 12, b.capacity());
		assertEquals(348, b.getInt(0));
		assertEquals('r', b.get(38));
		assertArrayEquals(new int[] { 3, 3, 2, 1, 1, 1, 1, 1 }, ints16(b, 40, 8));
		assertArrayEquals(new int[] { 512, 16 }, ints16(b, 70, 2));
		assertArrayEquals(new float[] { 1, 0.5f, 0.7f, 4, 1, 1, 1, 1 }, floats(b, 76, 8));
		assertArrayEquals(new float[] { 352, 1, 0 }, floats(b, 108, 3));
		assertEquals(2, b.get(123));
		assertArrayEquals(new int[] { 1, 1 }, ints16(b, 252, 2));
		assertArrayEquals(new float[] { 0, 0, 1, 10, -20, 30 }, floats(b, 256, 6), 0f);
		assertArrayEquals(new float[] { -0.5f, 0, 0, 10, 0, -0.7f, 0, -20, 0, 0, 4, 30 }, floats(b, 280, 12), 0f);
		assertEquals(0x6e2b3100, Integer.reverseBytes(b.getInt(344)));
		assertEquals(0, b.getInt(348));
		assertArrayEquals(new int[] { 1, 2, 3, 4, 5, -1 }, ints16(b, 352, 6));
	}

	private static int[] ints16(final ByteBuffer b, final int offset, final int n) {
		final int[] v = new int[n];
		Arrays.setAll(v, i -> b.getShort(offset + 2 * i));
		return v;
	}

	private static float[] floats(final ByteBuffer b, final int offset, final int n) {
		final float[] v = new float[n];
		for (int i = 0; i < n; i++)
			v[i] = b.getFloat(offset + 4 * i);
		return v;
	}

	@Test
	void sameContentGivesTheSameBytes() throws IOException {
		final var image = ArrayImgs.floats(new float[] { 1.5f, Float.NaN, -3, 4 }, 2, 2);
		final Geometry g = Geometry.of(2, 2, 1, new double[] { 1, 1, 1 }, new double[3]);
		NiftiFile.write(folder.resolve("a.nii.gz"), image, g, false);
		NiftiFile.write(folder.resolve("b.nii.gz"), image, g, false);
		assertArrayEquals(Files.readAllBytes(folder.resolve("a.nii.gz")), Files.readAllBytes(folder.resolve("b.nii.gz")));
		assertTrue(Double.isNaN(at(NiftiFile.read(folder.resolve("a.nii.gz"), 0).image(), 1, 0, 0)));
	}

	@Test
	void confidenceReadsAsZeroToOne() throws IOException {
		final Path file = folder.resolve("c.nii.gz");
		NiftiFile.writeConfidence(file, ArrayImgs.unsignedBytes(new byte[] { 0, 51, (byte) 255 }, 3, 1, 1), Geometry.of(3, 1,
			1, new double[] { 1, 1, 1 }, new double[3]), false);
		final var image = NiftiFile.read(file, 0).image();
		assertEquals(0, at(image, 0, 0, 0));
		assertEquals(0.2, at(image, 1, 0, 0), 1e-7);
		assertEquals(1, at(image, 2, 0, 0), 1e-7);
	}

	@Test
	void randomObliqueGridsComeBackByEitherForm() throws IOException {
		final Random random = new Random(5);
		for (int run = 0; run < 200; run++) {
			final double[][] affine = oblique(random);
			final Geometry g = new Geometry(2, 2, 2, affine, true, 1 + run % 4);
			final Path file = folder.resolve("a.nii");
			NiftiFile.write(file, ArrayImgs.unsignedBytes(2, 2, 2), g, true);
			final Geometry bySform = NiftiFile.info(file).geometry();
			for (int i = 0; i < 3; i++)
				for (int j = 0; j < 4; j++)
					assertEquals((float) affine[i][j], bySform.affine()[i][j]);
			assertEquals(g.formCode(), bySform.formCode());
			final byte[] bytes = Files.readAllBytes(file);
			ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(254, (short) 0);
			Files.write(file, bytes);
			final double[][] byQform = NiftiFile.info(file).geometry().affine();
			for (int i = 0; i < 3; i++)
				assertArrayEquals(affine[i], byQform[i], 1e-3); // float32 quaternions are this coarse near half a turn;
		}
	}

	// A rotation by a random unit quaternion, spacings 0.5 to 4.5, and every other one mirrored.
	private static double[][] oblique(final Random random) {
		final double[] q = random.doubles(4, -1, 1).toArray();
		final double n = Math.sqrt(Arrays.stream(q).map(v -> v * v).sum());
		final double a = q[0] / n, b = q[1] / n, c = q[2] / n, d = q[3] / n;
		final double[][] r = { { 1 - 2 * (c * c + d * d), 2 * (b * c - a * d), 2 * (b * d + a * c) }, { 2 * (b * c + a * d),
			1 - 2 * (b * b + d * d), 2 * (c * d - a * b) }, { 2 * (b * d - a * c), 2 * (c * d + a * b), 1 - 2 * (b * b + c *
				c) } };
		final double[] spacing = random.doubles(3, 0.5, 4.5).toArray();
		final int mirror = random.nextBoolean() ? 1 : -1;
		final double[][] affine = new double[3][4];
		for (int i = 0; i < 3; i++) {
			for (int j = 0; j < 3; j++)
				affine[i][j] = r[i][j] * spacing[j] * (j == 1 ? mirror : 1);
			affine[i][3] = random.nextDouble() * 200 - 100;
		}
		return affine;
	}

	@Test
	void shearedGridIsInTheSformOnly() throws IOException {
		final double[][] sheared = { { 1, 0, 0.2, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } };
		final Path file = folder.resolve("a.nii");
		NiftiFile.write(file, ArrayImgs.unsignedBytes(1, 1, 1), new Geometry(1, 1, 1, sheared, true), false);
		final ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		assertArrayEquals(new int[] { 0, 1 }, ints16(b, 252, 2));
		assertEquals(0.2f, NiftiFile.info(file).geometry().affine()[0][2]);
	}

	@Test
	void viewsWithAnOffsetAreWrittenFromTheirOwnOrigin() throws IOException {
		final var image = ArrayImgs.unsignedBytes(4, 4, 4);
		image.randomAccess().setPositionAndGet(2, 3, 1).set(77);
		final RandomAccessibleInterval<UnsignedByteType> part = Views.interval(image, new long[] { 2, 3, 1 }, new long[] { 3,
			3, 2 });
		final Path file = folder.resolve("a.nii.gz");
		NiftiFile.write(file, part, Geometry.of(2, 1, 2, new double[] { 1, 1, 1 }, new double[3]), false);
		assertEquals(77, at(NiftiFile.read(file, 0).image(), 0, 0, 0));
	}

	@Test
	void realCtKeepsEveryVoxelAndItsGeometry() throws IOException {
		final Path ct = TestData.shared("ct/ct.nii.gz");
		final NiftiFile.Volume volume = NiftiFile.read(ct, 0);
		assertArrayEquals(new long[] { 122, 101, 30 }, volume.image().dimensionsAsLongArray());
		final Path copy = folder.resolve("ct.nii.gz");
		NiftiFile.write(copy, volume.image(), volume.geometry(), false);
		final NiftiFile.Volume back = NiftiFile.read(copy, 0);
		assertEquals(volume.geometry(), back.geometry());
		final var expected = Views.flatIterable(volume.image()).cursor();
		final var actual = Views.flatIterable(back.image()).cursor();
		while (expected.hasNext())
			assertEquals(expected.next().getRealDouble(), actual.next().getRealDouble());
	}

	@Test
	void crowdLabelsStoredThroughAScalingAreLabels() throws IOException {
		final Path file = TestData.shared("crowd/SAM-label0001.nii.gz"); // uint8 with scl_slope 5/255
		final LabelImages.Labels labels = LabelImages.ofAny(NiftiFile.read(file, 0).image(), file.toString());
		assertEquals("{0, 1, 2, 3, 4, 5}", labels.values().toString());
	}
}
