package org.stacksam.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.InputException;
import org.stacksam.Progress;

/** Volumes that are larger than the memory or than an array. */
class LargeNiftiTest {

	@TempDir
	private Path folder;

	@TempDir
	private Path temporary;

	private final String usual = System.getProperty("java.io.tmpdir");

	@BeforeEach
	void ownTemporaryFolder() {
		System.setProperty("java.io.tmpdir", temporary.toString());
	}

	@AfterEach
	void usualTemporaryFolder() {
		System.setProperty("java.io.tmpdir", usual);
	}

	private static double at(final RandomAccessibleInterval<? extends RealType<?>> image, final long... position) {
		return image.getAt(position).getRealDouble();
	}

	/** A file with holes: it takes no room, but has its size. */
	private static Path sparse(final Path file, final int n, final long lastVoxel) throws IOException {
		new NiftiBytes(ByteOrder.LITTLE_ENDIAN, 2, 1, 1, 1, 1).header(h -> h.putShort(40, (short) 3).putShort(42, (short) n)
			.putShort(44, (short) n).putShort(46, (short) n)).save(file);
		try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
			raw.setLength(352 + lastVoxel + 1);
			raw.seek(352 + lastVoxel);
			raw.write(201);
		}
		return file;
	}

	@Test
	void moreVoxelsThanAnArrayHoldsAreMapped() throws IOException {
		final long n = 1300;
		final NiftiFile.Volume volume = NiftiFile.open(sparse(folder.resolve("large.nii"), 1300, n * n * n - 1), 0,
			Progress.NONE);
		assertEquals(201, at(volume.image(), n - 1, n - 1, n - 1));
		assertEquals(0, at(volume.image(), n - 2, n - 1, n - 1));
		assertEquals(0, at(volume.image(), 0, 0, n / 2));
		final String message = assertThrows(InputException.class, () -> NiftiFile.read(folder.resolve("large.nii"), 0))
			.getMessage();
		assertTrue(message.contains("large.nii needs 2.2 GB of memory") && message.contains("-Xmx"), message);
	}

	@Test
	void aVoxelTooFewIsSaidBeforeAnythingIsRead() throws IOException {
		final long n = 1300;
		final Path file = sparse(folder.resolve("short.nii"), 1300, n * n * n - 2);
		final String message = assertThrows(InputException.class, () -> NiftiFile.open(file, 0, Progress.NONE)).getMessage();
		assertTrue(message.contains("short.nii is truncated") && message.contains("2197000352"), message);
	}

	private static NiftiBytes frames() {
		return new NiftiBytes(ByteOrder.BIG_ENDIAN, 4, 2, 50, 40, 30, 2).voxels(b -> {
			for (int i = 0; b.hasRemaining(); i++) b.putShort((short) (i * 7 - 3000));
		});
	}

	private List<Path> temporary() throws IOException {
		try (Stream<Path> files = Files.list(temporary)) {
			return files.toList();
		}
	}

	@Test
	void packedFilesAreUnpackedIntoATemporaryFileThatGoes() throws IOException {
		final Path file = frames().save(folder.resolve("a.nii.gz"));
		for (int frame = 0; frame < 2; frame++) {
			final var expected = NiftiFile.read(file, frame).image();
			final NiftiFile.Volume volume = NiftiReader.unpacked(file, frame, Progress.NONE);
			assertEquals(30, volume.geometry().depth());
			for (int z = 0; z < 30; z += 7) assertEquals(at(expected, 49, 39, z), at(volume.image(), 49, 39, z));
		}
		assertEquals(List.of(), temporary());
	}

	@Test
	void aTemporaryFolderThatIsNotThereIsSaid() throws IOException {
		final Path file = frames().save(folder.resolve("a.nii.gz"));
		System.setProperty("java.io.tmpdir", folder.resolve("none").toString());
		final String message = assertThrows(InputException.class, () -> NiftiReader.unpacked(file, 0, Progress.NONE))
			.getMessage();
		assertTrue(message.contains("a.nii.gz") && message.contains("none") && message.contains("-Djava.io.tmpdir"), message);
	}

	@Test
	void nothingIsLeftOfAPackedFileThatIsDamagedOrCancelled() throws IOException {
		final byte[] packed = NiftiBytes.gzip(frames().bytes());
		final Path cut = Files.write(folder.resolve("cut.nii.gz"), Arrays.copyOf(packed, packed.length / 2));
		final String message = assertThrows(InputException.class, () -> NiftiReader.unpacked(cut, 0, Progress.NONE))
			.getMessage();
		assertTrue(message.contains("cut.nii.gz is truncated"), message);
		packed[packed.length - 5] ^= 1;
		final Path wrong = Files.write(folder.resolve("wrong.nii.gz"), packed);
		assertTrue(assertThrows(InputException.class, () -> NiftiReader.unpacked(wrong, 1, Progress.NONE)).getMessage()
			.contains("wrong.nii.gz is damaged"));
		final Path whole = frames().save(folder.resolve("whole.nii.gz"));
		assertThrows(CancellationException.class, () -> NiftiReader.unpacked(whole, 0, new Progress() {

			@Override
			public boolean isCanceled() {
				return true;
			}
		}));
		assertEquals(List.of(), temporary());
	}
}
