package org.stacksam.nnunet;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.io.OutputFile;
import org.stacksam.io.TiffStack;

/** Writes images and labels in the format of a dataset. */
final class ImageFiles {

	private ImageFiles() {}

	/** Writes one image or label; nothing half-written ever has the name. */
	static void write(final Path file, final RandomAccessibleInterval<? extends RealType<?>> image,
		final Geometry geometry, final ReaderWriter format, final Progress progress) throws IOException
	{
		switch (format) {
			case SimpleITKIO, NibabelIO, NibabelIOWithReorient -> NiftiFile.write(file, image, forTraining(geometry), true,
				progress);
			case Tiff3DIO -> TiffStack.write(file, image, true, progress);
			case NaturalImage2DIO -> {
				if (file.toString().endsWith(".tif")) TiffStack.write(file, image, true, progress);
				else writePng(file, image);
			}
		}
	}

	/**
	 * The grid as nnU-Net should see it: with an orientation even if the source has none, and a single slice much thicker
	 * than its pixels, since nnU-Net slices along the axis of the largest spacing.
	 */
	static Geometry forTraining(final Geometry g) {
		final double[][] affine = g.affine();
		if (g.depth() == 1) {
			final double stretch = 999 * Math.max(g.spacing(0), g.spacing(1)) / g.spacing(2);
			for (int i = 0; i < 3; i++)
				affine[i][2] *= stretch;
		}
		return new Geometry(g.width(), g.height(), g.depth(), affine, true, Math.max(1, g.formCode()));
	}

	/** The JSON file beside a TIFF: spacing in the order of the array's axes, z, y, x. */
	static void writeSpacing(final Path file, final Geometry g) throws IOException {
		final JsonArray spacing = new JsonArray();
		for (int axis = 2; axis >= 0; axis--)
			spacing.add(g.spacing(axis));
		final JsonObject sidecar = new JsonObject();
		sidecar.add("spacing", spacing);
		OutputFile.writeText(file, true, sidecar.toString());
	}

	// Raw samples go into the raster: setRGB would pass them through a colour space.
	private static void writePng(final Path file, final RandomAccessibleInterval<? extends RealType<?>> image)
		throws IOException
	{
		final int width = (int) image.dimension(0), height = (int) image.dimension(1);
		final boolean bytes = image.getType() instanceof UnsignedByteType;
		final BufferedImage png = new BufferedImage(width, height, bytes ? BufferedImage.TYPE_BYTE_GRAY
			: BufferedImage.TYPE_USHORT_GRAY);
		final WritableRaster raster = png.getRaster();
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; cursor.hasNext(); i++)
			raster.setSample(i % width, i / width, 0, (int) cursor.next().getRealDouble());
		OutputFile.write(file, true, temporary -> {
			if (!ImageIO.write(png, "png", temporary.toFile())) throw new IOException("This Java cannot write PNG");
		});
	}
}
