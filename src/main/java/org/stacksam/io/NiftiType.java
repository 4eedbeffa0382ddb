package org.stacksam.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.NativeImg;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.basictypeaccess.nio.ByteBufferAccess;
import net.imglib2.img.basictypeaccess.nio.DoubleBufferAccess;
import net.imglib2.img.basictypeaccess.nio.FloatBufferAccess;
import net.imglib2.img.basictypeaccess.nio.IntBufferAccess;
import net.imglib2.img.basictypeaccess.nio.LongBufferAccess;
import net.imglib2.img.basictypeaccess.nio.ShortBufferAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.BooleanType;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/** The data types of NIfTI-1 that hold one real number a voxel, and how each moves between bytes and arrays. */
enum NiftiType {

	UINT8(2, 1, new UnsignedByteType()), INT16(4, 2, new ShortType()), INT32(8, 4, new IntType()), FLOAT32(16, 4,
		new FloatType()), FLOAT64(64, 8, new DoubleType()), INT8(256, 1, new ByteType()), UINT16(512, 2,
			new UnsignedShortType()), UINT32(768, 4, new UnsignedIntType()), INT64(1024, 8, new LongType());

	final int code;
	final int bytes;
	private final NativeType<?> pixel;

	<T extends NativeType<T> & RealType<T>> NiftiType(final int code, final int bytes, final T pixel) {
		this.code = code;
		this.bytes = bytes;
		this.pixel = pixel;
	}

	/**
	 * An image over slices in {@link #access} form.
	 *
	 * @param size x, y, z
	 */
	@SuppressWarnings("unchecked") // every constant's voxel is a RealType
	RandomAccessibleInterval<? extends RealType<?>> planar(final List<Object> slices, final long[] size) {
		return (RandomAccessibleInterval<? extends RealType<?>>) linked(slices, size, pixel);
	}

	@SuppressWarnings("unchecked") // access(…) makes the storage that the type's own factory links
	private static <T extends NativeType<T>, A> Object linked(final List<Object> slices, final long[] size,
		final NativeType<?> pixel)
	{
		final T type = (T) pixel.createVariable();
		final PlanarImg<T, ?> img = new PlanarImg<>((List<ByteArray>) (List<?>) slices, size, type
			.getEntitiesPerPixel());
		img.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType((NativeImg<T, A>) img));
		return img;
	}

	static Optional<NiftiType> ofCode(final int code) {
		return Arrays.stream(values()).filter(t -> t.code == code).findFirst();
	}

	/** The type that holds such voxels exactly; float32 where NIfTI has none. */
	static NiftiType of(final RealType<?> voxel) {
		if (voxel instanceof BooleanType) return UINT8;
		return Arrays.stream(values()).filter(t -> t.pixel.getClass() == voxel.getClass()).findFirst().orElse(FLOAT32);
	}

	/** The name of another data type of the standard that this reader does not take, for messages. */
	static String describe(final int code) {
		return switch (code) {
			case 1 -> "1 bit";
			case 32, 1792, 2048 -> "complex";
			case 128 -> "RGB";
			case 2304 -> "RGBA";
			case 1280 -> "unsigned 64-bit";
			case 1536 -> "128-bit float";
			default -> "unknown";
		};
	}

	/** A primitive array for n voxels. */
	Object newArray(final int n) {
		return switch (this) {
			case UINT8, INT8 -> new byte[n];
			case INT16, UINT16 -> new short[n];
			case INT32, UINT32 -> new int[n];
			case INT64 -> new long[n];
			case FLOAT32 -> new float[n];
			case FLOAT64 -> new double[n];
		};
	}

	/** Moves all voxels left in the buffer, in its byte order, into an array of {@link #newArray}. */
	void decode(final ByteBuffer from, final Object array, final int offset) {
		final int n = from.remaining() / bytes;
		switch (this) {
			case UINT8, INT8 -> from.get((byte[]) array, offset, n);
			case INT16, UINT16 -> from.asShortBuffer().get((short[]) array, offset, n);
			case INT32, UINT32 -> from.asIntBuffer().get((int[]) array, offset, n);
			case INT64 -> from.asLongBuffer().get((long[]) array, offset, n);
			case FLOAT32 -> from.asFloatBuffer().get((float[]) array, offset, n);
			case FLOAT64 -> from.asDoubleBuffer().get((double[]) array, offset, n);
		}
	}

	/** The number of the voxel at a byte index of the buffer. */
	double value(final ByteBuffer from, final int index) {
		return switch (this) {
			case UINT8 -> from.get(index) & 0xff;
			case INT8 -> from.get(index);
			case INT16 -> from.getShort(index);
			case UINT16 -> from.getShort(index) & 0xffff;
			case INT32 -> from.getInt(index);
			case UINT32 -> from.getInt(index) & 0xffffffffL;
			case INT64 -> from.getLong(index);
			case FLOAT32 -> from.getFloat(index);
			case FLOAT64 -> from.getDouble(index);
		};
	}

	/** Appends a number to the buffer; whole types round and clamp. */
	void encode(final double value, final ByteBuffer to) {
		switch (this) {
			case UINT8 -> to.put((byte) clamp(value, 0, 0xff));
			case INT8 -> to.put((byte) clamp(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
			case INT16 -> to.putShort((short) clamp(value, Short.MIN_VALUE, Short.MAX_VALUE));
			case UINT16 -> to.putShort((short) clamp(value, 0, 0xffff));
			case INT32 -> to.putInt((int) clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
			case UINT32 -> to.putInt((int) clamp(value, 0, 0xffffffffL));
			case INT64 -> to.putLong(Math.round(value));
			case FLOAT32 -> to.putFloat((float) value);
			case FLOAT64 -> to.putDouble(value);
		}
	}

	private static long clamp(final double value, final long min, final long max) {
		return Math.max(min, Math.min(max, Math.round(value)));
	}

	/** An array of {@link #newArray} as ImgLib2 storage. */
	Object access(final Object array) {
		return switch (this) {
			case UINT8, INT8 -> new ByteArray((byte[]) array);
			case INT16, UINT16 -> new ShortArray((short[]) array);
			case INT32, UINT32 -> new IntArray((int[]) array);
			case INT64 -> new LongArray((long[]) array);
			case FLOAT32 -> new FloatArray((float[]) array);
			case FLOAT64 -> new DoubleArray((double[]) array);
		};
	}

	/** A buffer in its byte order as ImgLib2 storage, such as a mapped slice of a file. */
	Object access(final ByteBuffer buffer) {
		return switch (this) {
			case UINT8, INT8 -> new ByteBufferAccess(buffer, true);
			case INT16, UINT16 -> new ShortBufferAccess(buffer.asShortBuffer(), true);
			case INT32, UINT32 -> new IntBufferAccess(buffer.asIntBuffer(), true);
			case INT64 -> new LongBufferAccess(buffer.asLongBuffer(), true);
			case FLOAT32 -> new FloatBufferAccess(buffer.asFloatBuffer(), true);
			case FLOAT64 -> new DoubleBufferAccess(buffer.asDoubleBuffer(), true);
		};
	}
}
