package org.stacksam.nnunet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;

/**
 * The class probabilities that {@code nnUNetv2_predict --save_probabilities} leaves beside a prediction: a zip of one
 * numpy array {@code probabilities} [class, z, y, x]. Read as a stream, so that only the confidence is in memory;
 * nothing is unpacked to disk.
 */
public final class ProbabilityFile {

	private static final String ENTRY = "probabilities.npy";

	private static final int CHUNK = 1 << 18;

	private ProbabilityFile() {}

	/**
	 * How sure the network is of each voxel: the largest probability of its classes; with regions, which are decided one
	 * by one, the least sure of these decisions, max(p, 1 − p).
	 *
	 * @param file the .npz
	 * @param geometry of the image
	 * @param regions whether the network predicts regions
	 * @return [x, y, z], 0..255 for 0..1
	 * @throws InputException if the file is damaged or of another shape
	 */
	public static RandomAccessibleInterval<UnsignedByteType> confidence(final Path file, final Geometry geometry,
		final boolean regions, final Progress progress) throws IOException
	{
		return use(file, in -> read(file, in, geometry, regions, progress));
	}

	/**
	 * Checks that a file fits an image, without reading its numbers.
	 *
	 * @throws InputException if it is no such file, or of another shape
	 */
	public static void checkShape(final Path file, final Geometry geometry) {
		use(file, in -> header(in, geometry));
	}

	/** What is done with the stream of the array. */
	private interface Use<R> {

		R of(InputStream in) throws IOException;
	}

	private static <R> R use(final Path file, final Use<R> use) {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			final ZipEntry entry = zip.getEntry(ENTRY);
			if (entry == null) throw new IOException("it has no array \"probabilities\"");
			try (InputStream in = zip.getInputStream(entry)) {
				return use.of(in);
			}
		}
		catch (final ZipException e) {
			throw unusable(file, "it is no zip file, or damaged: " + e.getMessage(), e);
		}
		catch (final FileNotFoundException | NoSuchFileException e) {
			throw new InputException("There is no file " + file + ". Check the path.", e);
		}
		catch (final IOException e) {
			throw unusable(file, e.getMessage(), e);
		}
	}

	private static InputException unusable(final Path file, final String why, final Exception cause) {
		return new InputException("The probabilities " + file + " cannot be used: " + why +
			". Predict again with --save_probabilities, or remove the file to do without confidence.", cause);
	}

	/** The shape is compared before anything is allocated: a crafted header asks for no memory. */
	private static NpyHeader header(final InputStream in, final Geometry g) throws IOException {
		final NpyHeader header = NpyHeader.read(in);
		final long[] s = header.shape();
		if (s.length != 4 || s[0] < 1 || s[1] != g.depth() || s[2] != g.height() || s[3] != g.width()) throw new IOException(
			"its shape is " + Arrays.toString(s) + " instead of [classes, " + g.depth() + ", " + g.height() + ", " + g.width() +
				"] (z, y, x of its image)");
		return header;
	}

	private static RandomAccessibleInterval<UnsignedByteType> read(final Path file, final InputStream in,
		final Geometry g, final boolean regions, final Progress progress) throws IOException
	{
		final NpyHeader header = header(in, g);
		final long[] s = header.shape();
		final PlanarImg<UnsignedByteType, ByteArray> image = PlanarImgs.unsignedBytes(g.width(), g.height(), g.depth());
		final int plane = (int) (g.width() * g.height());
		final byte[] chunk = new byte[Math.min(CHUNK, plane * header.bytes())];
		if (regions) for (int z = 0; z < g.depth(); z++)
			Arrays.fill(image.getPlane(z).getCurrentStorageArray(), (byte) 255);
		for (long c = 0; c < s[0]; c++)
			for (int z = 0; z < g.depth(); z++) {
				progress.check();
				progress.report(c * g.depth() + z, s[0] * g.depth(), "Reading " + file.getFileName());
				readPlane(in, header, chunk, image.getPlane(z).getCurrentStorageArray(), regions);
			}
		return image;
	}

	private static void readPlane(final InputStream in, final NpyHeader header, final byte[] chunk,
		final byte[] confidence, final boolean regions) throws IOException
	{
		final int size = header.bytes();
		for (int done = 0; done < confidence.length;) {
			final int count = Math.min(confidence.length - done, chunk.length / size);
			if (in.readNBytes(chunk, 0, count * size) < count * size) throw new IOException("it ends early");
			final ByteBuffer numbers = ByteBuffer.wrap(chunk).order(header.order());
			for (int i = 0; i < count; i++) {
				final float p = header.value(numbers, i * size);
				if (!(p >= -0.01f && p <= 1.01f)) throw new IOException("it holds " + p + ", which is no probability");
				final int now = Math.round(255 * Math.max(0, Math.min(1, regions ? Math.max(p, 1 - p) : p)));
				final int before = confidence[done + i] & 0xff;
				confidence[done + i] = (byte) (regions ? Math.min(before, now) : Math.max(before, now));
			}
			done += count;
		}
	}
}
