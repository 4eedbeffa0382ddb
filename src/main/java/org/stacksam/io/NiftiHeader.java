package org.stacksam.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import org.stacksam.InputException;

/**
 * What a NIfTI-1 header says, checked; field offsets as in nifti1.h.
 *
 * @param order of the bytes
 * @param type of the voxels in the file
 * @param slope and inter: number = stored · slope + inter; 1 and 0 if nothing is scaled
 * @param offset of the first voxel in the (unpacked) file
 * @param frames volumes, at least 1
 */
record NiftiHeader(ByteOrder order, NiftiType type, double slope, double inter, long offset, int frames,
	Geometry geometry)
{

	/** Bytes of the header. */
	static final int SIZE = 348;

	/** Bytes before the voxels as written: header and an empty extension flag. */
	static final int PREFIX = 352;

	private static final int MAX_DIM = Short.MAX_VALUE;

	boolean isScaled() {
		return slope != 1 || inter != 0;
	}

	/** Bytes of one slice in the file. */
	long sliceBytes() {
		return geometry.width() * geometry.height() * type.bytes;
	}

	/** Bytes of one volume in the file. */
	long volumeBytes() {
		return sliceBytes() * geometry.depth();
	}

	/**
	 * Reads a header.
	 *
	 * @param file for messages
	 * @param bytes the first {@value #SIZE} of the unpacked file
	 */
	static NiftiHeader parse(final Path file, final byte[] bytes) {
		final ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		if (b.getInt(0) != SIZE) b.order(ByteOrder.BIG_ENDIAN);
		checkFormat(file, b);
		final long[] dim = dims(file, b);
		final int code = b.getShort(70);
		final NiftiType type = NiftiType.ofCode(code).orElseThrow(() -> bad(file, "has the data type " + code + " (" +
			NiftiType.describe(code) + ")", "Convert it to 8, 16 or 32-bit integers or float, one value a voxel."));
		final double storedSlope = b.getFloat(112), storedInter = b.getFloat(116);
		final boolean scaled = Double.isFinite(storedSlope) && storedSlope != 0; // 0 = "not scaled" by the standard
		if (scaled && !Double.isFinite(storedInter)) throw bad(file, "has scl_inter = " + storedInter,
			"Set scl_slope to 1 and scl_inter to 0, or to the true scaling.");
		return new NiftiHeader(b.order(), type, scaled ? storedSlope : 1, scaled ? storedInter : 0, offset(file, b),
			(int) dim[3], geometry(file, b, dim));
	}

	private static void checkFormat(final Path file, final ByteBuffer b) {
		final int size = b.getInt(0);
		if (size == 540 || Integer.reverseBytes(size) == 540) throw bad(file, "is NIfTI-2",
			"Convert it to NIfTI-1, for example with nibabel: Nifti1Image.from_image.");
		final byte[] magic = Arrays.copyOfRange(b.array(), 344, 348);
		final String text = new String(magic, StandardCharsets.ISO_8859_1).replace("\0", "");
		if (size != SIZE) throw bad(file, "is not NIfTI: its header size is " + Integer.reverseBytes(size) + " instead of " +
			SIZE, "Check that it is a .nii or .nii.gz file and not damaged.");
		if (text.equals("ni1")) throw bad(file, "is the header of a detached pair (.hdr and .img)",
			"Convert the pair to one .nii file, for example with nibabel.");
		if (!text.equals("n+1")) throw bad(file, "is not NIfTI-1: its magic is \"" + text.replaceAll("\\P{Print}", "?") +
			"\" instead of \"n+1\"", "Check the file; an Analyze 7.5 file must be converted to NIfTI first.");
	}

	private static long[] dims(final Path file, final ByteBuffer b) {
		final int axes = b.getShort(40);
		if (axes < 1 || axes > 7) throw bad(file, "has dim[0] = " + axes + " (number of axes)",
			"It must be 1 to 7; the file is damaged or not NIfTI.");
		final long[] dim = { 1, 1, 1, 1 };
		for (int i = 1; i <= axes; i++) {
			final int n = b.getShort(40 + 2 * i);
			if (n < 1) throw bad(file, "has dim[" + i + "] = " + n, "Sizes must be 1 to " + MAX_DIM +
				"; write the file again.");
			if (i <= 3) dim[i - 1] = n;
			else dim[3] *= n;
		}
		if (dim[3] > Integer.MAX_VALUE) throw bad(file, "has " + dim[3] + " volumes", "Split it.");
		return dim;
	}

	private static long offset(final Path file, final ByteBuffer b) {
		final float offset = b.getFloat(108);
		if (offset == 0) return PREFIX; // as nibabel takes it
		if (!(offset >= SIZE && offset <= Integer.MAX_VALUE) || offset != (long) offset) throw bad(file,
			"has vox_offset = " + offset, "It must be a whole number of at least " + PREFIX + ".");
		return (long) offset;
	}

	private static Geometry geometry(final Path file, final ByteBuffer b, final long[] dim) {
		final double unit = switch (b.get(123) & 7) {
			case 1 -> 1000; // metre
			case 3 -> 0.001; // micron
			default -> 1; // mm, or not stated
		};
		final int sform = b.getShort(254), qform = b.getShort(252);
		final double[][] affine;
		if (sform > 0) affine = sform(b, dim, unit);
		else {
			final double[] spacing = spacing(file, b, dim, unit);
			if (qform <= 0) return Geometry.of(dim[0], dim[1], dim[2], spacing, new double[3]).withFormCode(0);
			affine = NiftiAffine.fromQuaternion(new NiftiAffine.Quaternion(b.getFloat(256), b.getFloat(260), b.getFloat(264),
				b.getFloat(76) < 0 ? -1 : 1), spacing, new double[] { unit * b.getFloat(268), unit * b.getFloat(272), unit * b
					.getFloat(276) });
		}
		if (!NiftiAffine.isRegular(affine)) throw bad(file, "has an unusable " + (sform > 0 ? "sform" : "qform") +
			" (NaN, infinite, or axes that do not span the space): " + Arrays.deepToString(affine),
			"Set the right affine, or set sform_code and qform_code to 0 to use only the spacing.");
		return new Geometry(dim[0], dim[1], dim[2], affine, true, sform > 0 ? sform : qform);
	}

	private static double[][] sform(final ByteBuffer b, final long[] dim, final double unit) {
		final double[][] a = new double[3][4];
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 4; j++)
				a[i][j] = unit * b.getFloat(280 + 16 * i + 4 * j);
		if (dim[2] == 1 && a[0][2] == 0 && a[1][2] == 0 && a[2][2] == 0) {
			// Writers of 2D images leave the third axis out: any length does, the direction follows from the others.
			final double z = Math.abs(b.getFloat(88)) > 0 ? Math.abs(b.getFloat(88)) * unit : 1;
			final double[] n = { a[1][0] * a[2][1] - a[2][0] * a[1][1], a[2][0] * a[0][1] - a[0][0] * a[2][1], a[0][0] *
				a[1][1] - a[1][0] * a[0][1] };
			final double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
			for (int i = 0; i < 3; i++)
				a[i][2] = n[i] / length * z;
		}
		return a;
	}

	private static double[] spacing(final Path file, final ByteBuffer b, final long[] dim, final double unit) {
		final double[] spacing = new double[3];
		for (int axis = 0; axis < 3; axis++) {
			final double p = Math.abs(b.getFloat(80 + 4 * axis));
			if (p == 0 && dim[axis] == 1) spacing[axis] = 1; // of no meaning, as in 2D images
			else if (p > 0 && Double.isFinite(p)) spacing[axis] = p * unit;
			else throw bad(file, "has pixdim[" + (axis + 1) + "] = " + p + " (the voxel size)",
				"Set the true voxel size; it must be above 0.");
		}
		return spacing;
	}

	/**
	 * A header as this project writes it: little-endian, mm, qform and sform with one code and the same content.
	 *
	 * @param slope number = stored · slope
	 * @return {@value #PREFIX} bytes
	 */
	static byte[] write(final Geometry g, final NiftiType type, final double slope) {
		final ByteBuffer b = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
		b.putInt(0, SIZE);
		b.put(38, (byte) 'r');
		final long[] dim = { 3, g.width(), g.height(), g.depth(), 1, 1, 1, 1 }; // 3 axes in 2D too: all readers agree on it
		for (int i = 0; i < 8; i++)
			b.putShort(40 + 2 * i, (short) dim[i]);
		b.putShort(70, (short) type.code);
		b.putShort(72, (short) (8 * type.bytes));
		final double[][] a = g.affine();
		final NiftiAffine.Quaternion q = NiftiAffine.toQuaternion(a);
		final double[] pixdim = { q.qfac(), g.spacing(0), g.spacing(1), g.spacing(2), 1, 1, 1, 1 };
		for (int i = 0; i < 8; i++)
			b.putFloat(76 + 4 * i, (float) pixdim[i]);
		b.putFloat(108, PREFIX);
		b.putFloat(112, (float) slope);
		b.put(123, (byte) 2);
		b.position(148);
		b.put("StackSAM".getBytes(StandardCharsets.US_ASCII));
		final int code = g.oriented() ? Math.max(1, g.formCode()) : g.formCode();
		b.putShort(252, (short) (NiftiAffine.shear(a) > NiftiAffine.MAX_SHEAR ? 0 : code)); // no qform can say a shear
		b.putShort(254, (short) code);
		b.putFloat(256, (float) q.b()).putFloat(260, (float) q.c()).putFloat(264, (float) q.d());
		for (int i = 0; i < 3; i++) {
			b.putFloat(268 + 4 * i, (float) a[i][3]);
			for (int j = 0; j < 4; j++)
				b.putFloat(280 + 16 * i + 4 * j, (float) a[i][j]);
		}
		b.position(344);
		b.put("n+1".getBytes(StandardCharsets.US_ASCII));
		return b.array();
	}

	/** Checks that NIfTI-1 can hold a grid. */
	static void checkWritable(final Path file, final Geometry g) {
		if (g.width() > MAX_DIM || g.height() > MAX_DIM || g.depth() > MAX_DIM) throw new InputException("Cannot write " +
			file + ": NIfTI-1 holds at most " + MAX_DIM + " voxels along an axis, this volume has " + g.width() + " × " + g
				.height() + " × " + g.depth() + ". Write a TIFF instead, or crop it.");
		if (!NiftiAffine.isRegular(g.affine())) throw new InputException("Cannot write " + file +
			": the geometry is unusable: " + g + ". Set a voxel size above 0.");
	}

	private static InputException bad(final Path file, final String what, final String remedy) {
		return new InputException(file + " " + what + ". " + remedy);
	}
}
