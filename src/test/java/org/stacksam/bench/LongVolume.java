package org.stacksam.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.Localizable;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptJsonWriter;
import org.stacksam.prompt.PromptSet;

/**
 * A CT-like volume of any length with many objects of known truth, computed voxel by voxel so that it is never in
 * memory: ellipsoids in columns along z, each a class of its own, in soft tissue with noise.
 */
final class LongVolume {

	private static final double PIXEL = .8, SLICE = 1;
	private static final int AIR = -1000, FAT = -95, TISSUE = 50, NOISE = 14;

	private final int width, height, depth;
	/** Slices after which the noise repeats. */
	private int block;
	private final List<Ball> balls = new ArrayList<>();
	private final List<List<Ball>> bySlice = new ArrayList<>();

	/** An ellipsoid: centre and radii in voxels. */
	private record Ball(int number, double x, double y, double z, double rx, double ry, double rz, int intensity) {

		/** Below 1 inside. */
		double distance(final double px, final double py, final double pz) {
			final double dx = (px - x) / rx, dy = (py - y) / ry, dz = (pz - z) / rz;
			return Math.sqrt(dx * dx + dy * dy + dz * dz);
		}
	}

	/**
	 * A volume.
	 *
	 * @param columns of objects along x, and as many along y
	 * @param most objects; fewer where they do not fit; at most 255
	 * @param shortest slices of an object, and {@code longest}
	 */
	LongVolume(final int width, final int height, final int depth, final int columns, final int most,
		final int shortest, final int longest, final long seed)
	{
		this.width = width;
		this.height = height;
		this.depth = depth;
		block = depth;
		final Random random = new Random(seed);
		final int[] next = new int[columns * columns];
		for (int z = 0; z < depth; z++) bySlice.add(new ArrayList<>());
		for (boolean placed = true; placed && balls.size() < most;) {
			placed = false;
			for (int column = 0; column < next.length && balls.size() < most; column++) {
				final int length = Math.min(depth - next[column], shortest + random.nextInt(longest - shortest + 1));
				if (length < shortest) continue;
				final double cell = Math.min(width, height) * .74 / columns;
				final double middle = (columns - 1) / 2.;
				final Ball ball = new Ball(balls.size() + 1, width / 2. + (column % columns - middle) * cell, height / 2. + (column /
					columns - middle) * cell, next[column] + length / 2., cell * (.2 + .25 * random.nextDouble()), cell * (.2 + .25 *
						random.nextDouble()), length / 2., 100 + random.nextInt(50));
				balls.add(ball);
				for (int z = next[column]; z < next[column] + length; z++) bySlice.get(z).add(ball);
				next[column] += length + 2 + random.nextInt(4);
				placed = true;
			}
		}
	}

	/** The volume so many times one behind the other: long, but with few different slices to encode. */
	static LongVolume repeated(final LongVolume block, final int times) {
		final LongVolume out = new LongVolume(block.width, block.height, times * block.depth, 0, 0, 1, 1, 0);
		out.block = block.depth;
		for (int i = 0; i < times; i++)
			for (final Ball b : block.balls) {
				final Ball again = new Ball(out.balls.size() + 1, b.x, b.y, b.z + i * block.depth, b.rx, b.ry, b.rz, b.intensity);
				out.balls.add(again);
				for (int z = 0; z < block.depth; z++) if (block.bySlice.get(z).contains(b)) out.bySlice.get(i * block.depth + z)
					.add(again);
			}
		return out;
	}

	int objects() {
		return balls.size();
	}

	/** Objects counted on every slice that they are on. */
	int objectSlices() {
		return bySlice.stream().mapToInt(List::size).sum();
	}

	Geometry geometry() {
		return Geometry.of(width, height, depth, new double[] { PIXEL, PIXEL, SLICE }, new double[3]);
	}

	/** [x, y, z] HU. */
	RandomAccessibleInterval<ShortType> image() {
		return Views.interval(new FunctionRandomAccessible<>(3, (at, out) -> out.set(value(at)), ShortType::new), size());
	}

	/** [x, y, z] numbers of the objects. */
	RandomAccessibleInterval<UnsignedByteType> truth() {
		return Views.interval(new FunctionRandomAccessible<>(3, (at, out) -> out.set(label(at)), UnsignedByteType::new),
			size());
	}

	/** The tight box of each object on every n-th of its slices and the last. */
	PromptSet boxes(final int everyNth) {
		final List<LabelClass> classes = new ArrayList<>();
		final List<Prompt> prompts = new ArrayList<>();
		for (final Ball b : balls) {
			classes.add(new LabelClass(b.number, "object " + b.number));
			int last = -1;
			for (int z = (int) (b.z - b.rz); z < b.z + b.rz && z < depth; z++) {
				if (box(b, z) == null) continue;
				if (last < 0 || z - last >= everyNth || box(b, z + 1) == null) {
					prompts.add(Prompt.box(b.number, b.number, z, box(b, z)));
					last = z;
				}
			}
		}
		return new PromptSet("bench", "", width, height, depth, classes, prompts);
	}

	/** Null where the object is not, or thinner than four pixels. */
	private static Box box(final Ball b, final int z) {
		final double d = (z + .5 - b.z) / b.rz, part = 1 - d * d;
		if (part <= 0) return null;
		final double x = b.rx * Math.sqrt(part), y = b.ry * Math.sqrt(part);
		return Math.min(x, y) < 2 ? null : new Box(Math.rint(b.x - x), Math.rint(b.y - y), Math.rint(b.x + x), Math.rint(b.y + y));
	}

	private Interval size() {
		return new FinalInterval(width, height, depth);
	}

	private short value(final Localizable at) {
		final int x = at.getIntPosition(0), y = at.getIntPosition(1), z = at.getIntPosition(2);
		final double u = (x - width / 2.) / (.47 * width), v = (y - height / 2.) / (.47 * height), body = u * u + v * v;
		double value = body > 1 ? AIR : body > .9 ? FAT : TISSUE;
		for (final Ball b : bySlice.get(z)) {
			final double d = b.distance(x + .5, y + .5, z + .5);
			if (d < 1.1) value += (b.intensity - value) * Math.max(0, Math.min(1, (1 - d) * Math.min(b.rx, b.ry) + .5));
		}
		return (short) Math.round(value + NOISE * noise(((long) (z % block) * height + y) * width + x));
	}

	private int label(final Localizable at) {
		for (final Ball b : bySlice.get(at.getIntPosition(2)))
			if (b.distance(at.getIntPosition(0) + .5, at.getIntPosition(1) + .5, at.getIntPosition(2) + .5) < 1)
				return b.number;
		return 0;
	}

	/** About normal, from the place alone. */
	private static double noise(final long place) {
		long h = place * 0x9E3779B97F4A7C15L;
		h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
		h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
		h ^= h >>> 31;
		return ((h & 0xffff) + (h >>> 16 & 0xffff) + (h >>> 32 & 0xffff) + (h >>> 48) - 2 * 65535.) / 37837;
	}

	/**
	 * Writes image.nii, truth.nii.gz and boxes.json (every 10th slice) of 512×512×depth.
	 *
	 * @param args folder, slices, most objects, how often that is repeated along z
	 */
	public static void main(final String[] args) throws IOException {
		final Path folder = Files.createDirectories(Path.of(args[0]));
		final LongVolume volume = repeated(new LongVolume(512, 512, Integer.parseInt(args[1]), 3, Integer.parseInt(args[2]), 40,
			120, 1), Integer.parseInt(args[3]));
		NiftiFile.write(folder.resolve("image.nii"), volume.image(), volume.geometry(), true);
		NiftiFile.write(folder.resolve("truth.nii.gz"), volume.truth(), volume.geometry(), true, Progress.NONE);
		final PromptSet boxes = volume.boxes(10);
		PromptJsonWriter.write(folder.resolve("boxes.json"), boxes, true);
		System.out.println(volume.objects() + " objects on " + volume.objectSlices() + " slices of objects, " + boxes.prompts().size() +
			" boxes");
	}
}
