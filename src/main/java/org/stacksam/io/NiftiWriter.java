package org.stacksam.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.stacksam.InputException;
import org.stacksam.Progress;

/** Writes NIfTI-1 slice by slice; the same voxels and geometry give the same bytes. */
final class NiftiWriter {

	private static final int CHUNK = 1 << 16;

	private NiftiWriter() {}

	/**
	 * @param file its ending says whether it is packed
	 * @param slope number = stored · slope
	 */
	static <T extends RealType<T>> void write(final Path file, final RandomAccessibleInterval<T> image,
		final Geometry g, final double slope, final boolean overwrite, final Progress progress) throws IOException
	{
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		final boolean gzip = name.endsWith(".nii.gz");
		if (!gzip && !name.endsWith(".nii")) throw new InputException("Cannot write " + file +
			" as NIfTI. Give it the ending .nii.gz or .nii.");
		NiftiHeader.checkWritable(file, g);
		final int n = image.numDimensions();
		if (n < 2 || n > 3 || image.dimension(0) != g.width() || image.dimension(1) != g.height() || (n == 3 ? image
			.dimension(2) : 1) != g.depth()) throw new IllegalArgumentException("The image has another size than its geometry, " + g);
		OutputFile.write(file, overwrite, temporary -> {
			try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(temporary), CHUNK);
					OutputStream out = gzip ? new GZIPOutputStream(raw, CHUNK) : raw)
			{
				final NiftiType type = NiftiType.of(image.getType());
				out.write(NiftiHeader.write(g, type, slope));
				for (long z = 0; z < g.depth(); z++) {
					progress.check();
					progress.report(z, g.depth(), "Writing " + file.getFileName());
					writeSlice(out, n == 2 ? image : Views.hyperSlice(image, 2, image.min(2) + z), type);
				}
			}
		});
	}

	private static <T extends RealType<T>> void writeSlice(final OutputStream out,
		final RandomAccessibleInterval<T> slice, final NiftiType type) throws IOException
	{
		final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
		final Cursor<T> cursor = Views.flatIterable(slice).cursor(); // x fastest whatever the storage
		while (cursor.hasNext()) {
			type.encode(cursor.next().getRealDouble(), buffer);
			if (!buffer.hasRemaining() || !cursor.hasNext()) {
				out.write(buffer.array(), 0, buffer.position());
				buffer.clear();
			}
		}
	}
}
