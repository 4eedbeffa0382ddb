package org.stacksam.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.stacksam.Progress;
import org.stacksam.image.Filters;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;

/**
 * A CT-like volume of an abdomen whose truth is known: organs of soft contrast with wavy surfaces, muscle, fat, spine and
 * a stomach with gas that nobody labels, blurred edges and correlated noise. The same seed gives the same volume on every
 * machine.
 *
 * @param image [x, y, z] HU, int16
 * @param labels [x, y, z] values of {@link #CLASSES}, 0 = background
 * @param geometry RAS+ without rotation: x runs to the patient's right, y to the front, z to the head
 */
public record Phantom(RandomAccessibleInterval<ShortType> image, RandomAccessibleInterval<UnsignedByteType> labels,
	Geometry geometry)
{

	/** The labelled organs. */
	public static final List<LabelClass> CLASSES = List.of(new LabelClass(1, "liver"), new LabelClass(2, "spleen"),
		new LabelClass(3, "kidney_right"), new LabelClass(4, "kidney_left"), new LabelClass(5, "aorta"));

	private static final int WIDTH = 160, HEIGHT = 128, DEPTH = 30;
	private static final double PIXEL = 2, SLICE = 3;
	private static final double AIR = -1000, FAT = -95, MUSCLE = 55, GAS = -850;
	/** Point spread of the scanner and grain of the noise, in pixels; standard deviation of the noise in HU. */
	private static final double BLUR = .45, GRAIN = .6, NOISE = 14;

	/** Makes the volume, in about a second. */
	public static Phantom generate(final long seed, final Progress progress) {
		final Random random = new Random(seed);
		final PhantomOrgan body = new PhantomOrgan(new double[] { 0, 0, 0 }, new double[] { 146, 104, 1e4 }, MUSCLE,
			new double[0][]);
		final PhantomOrgan fat = new PhantomOrgan(body.center(), new double[] { 128, 86, 1e4 }, FAT, new double[0][]);
		final List<PhantomOrgan> unlabelled = unlabelled(random);
		final List<PhantomOrgan> labelled = labelled(random);
		final float[] values = new float[WIDTH * HEIGHT * DEPTH];
		final byte[] truth = new byte[values.length];
		int i = 0;
		for (int z = 0; z < DEPTH; z++) {
			progress.check();
			progress.report(z, DEPTH, "Painting slice " + (z + 1) + " of " + DEPTH);
			for (int y = 0; y < HEIGHT; y++) {
				for (int x = 0; x < WIDTH; x++, i++) {
					final double r = (x - (WIDTH - 1) / 2.0) * PIXEL, a = (y - (HEIGHT - 1) / 2.0) * PIXEL;
					final double s = (z - (DEPTH - 1) / 2.0) * SLICE;
					double value = body.contains(r, a, s) ? fat.contains(r, a, s) ? FAT : MUSCLE : AIR;
					for (final PhantomOrgan organ : unlabelled)
						if (organ.contains(r, a, s)) value = organ.intensity();
					for (int o = 0; o < labelled.size(); o++) {
						if (!labelled.get(o).contains(r, a, s)) continue;
						value = labelled.get(o).intensity();
						truth[i] = (byte) (o + 1);
					}
					values[i] = (float) value;
				}
			}
		}
		return new Phantom(ArrayImgs.shorts(scan(values, random), WIDTH, HEIGHT, DEPTH), ArrayImgs.unsignedBytes(truth,
			WIDTH, HEIGHT, DEPTH), grid());
	}

	/** What nobody labels: spine with its canal, psoas muscles, stomach with food and gas, bowel. */
	private static List<PhantomOrgan> unlabelled(final Random random) {
		final List<PhantomOrgan> organs = new ArrayList<>();
		organs.add(organ(0, -62, 0, 25, 22, 400, 230, random));
		organs.add(organ(0, -84, 0, 9, 8, 400, 20, random));
		organs.add(organ(34, -58, -30, 13, 15, 60, 62, random));
		organs.add(organ(-34, -58, -30, 13, 15, 60, 62, random));
		organs.add(organ(-56, 34, 14, 44, 34, 30, 38, random));
		organs.add(organ(-58, 52, 14, 24, 14, 20, GAS, random));
		organs.add(organ(-18, 30, -34, 62, 30, 16, 44, random));
		return organs;
	}

	/** The organs in the order of {@link #CLASSES}; later ones lie over earlier ones. */
	private static List<PhantomOrgan> labelled(final Random random) {
		return List.of(organ(62, 12, 14, 58, 62, 44, 98, random), organ(-98, -22, 12, 23, 36, 32, 110, random), organ(62,
			-56, -18, 22, 20, 34, 128, random), organ(-62, -54, -10, 21, 20, 36, 130, random), organ(-10, -28, 0, 11, 11,
				400, 142, random));
	}

	private static PhantomOrgan organ(final double x, final double y, final double z, final double rx, final double ry,
		final double rz, final double intensity, final Random random)
	{
		return PhantomOrgan.random(new double[] { x, y, z }, new double[] { rx, ry, rz }, intensity, random);
	}

	/** Blurs as a scanner does, and adds its noise. */
	private static short[] scan(final float[] values, final Random random) {
		final float[] blurred = Filters.gauss(values, WIDTH, HEIGHT, DEPTH, new double[] { BLUR, BLUR, BLUR / 2 });
		final float[] white = new float[values.length];
		for (int i = 0; i < white.length; i++)
			white[i] = (float) random.nextGaussian();
		final float[] grain = Filters.gauss(white, WIDTH, HEIGHT, DEPTH, new double[] { GRAIN, GRAIN, 0 });
		double square = 0;
		for (final float g : grain)
			square += (double) g * g;
		final double scale = NOISE / Math.sqrt(square / grain.length);
		final short[] out = new short[values.length];
		for (int i = 0; i < out.length; i++)
			out[i] = (short) Math.max(-1024, Math.round(blurred[i] + scale * grain[i]));
		return out;
	}

	private static Geometry grid() {
		return new Geometry(WIDTH, HEIGHT, DEPTH, new double[][] { { PIXEL, 0, 0, -(WIDTH - 1) / 2.0 * PIXEL }, { 0, PIXEL, 0,
			-(HEIGHT - 1) / 2.0 * PIXEL }, { 0, 0, SLICE, -(DEPTH - 1) / 2.0 * SLICE } }, true);
	}
}
