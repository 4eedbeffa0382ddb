package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;

import org.stacksam.Progress;
import org.stacksam.SmallDisk;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;

/** A real disk that fills up: a file system of 1 MB in memory, which only an administrator of Linux may mount. */
class FullDiskTest {

	private static final Geometry GRID = Geometry.of(64, 64, 32, new double[] { 1, 1, 2 }, new double[3]);

	@TempDir
	private Path folder;

	private Path disk;

	private SmallDisk mounted;

	@BeforeEach
	void mount() throws IOException {
		disk = folder.resolve("disk");
		mounted = SmallDisk.mount(disk, "1m");
	}

	@AfterEach
	void unmount() {
		if (mounted != null) mounted.close();
	}

	/** Noise, which does not shrink: 256 KB a case. */
	private static DatasetCase noise(final int number) {
		final short[] values = new short[64 * 64 * 32];
		final Random random = new Random(number);
		for (int i = 0; i < values.length; i++)
			values[i] = (short) random.nextInt(1 << 16);
		final byte[] labels = new byte[values.length];
		labels[5] = 1;
		return DatasetCase.of("case" + number, ImageSource.of("i" + number, ArrayImgs.shorts(values, 64, 64, 32), GRID),
			ImageSource.of("l" + number, ArrayImgs.unsignedBytes(labels, 64, 64, 32), GRID));
	}

	private List<String> files() throws IOException {
		try (Stream<Path> walk = Files.walk(disk)) {
			return walk.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void nothingHalfWrittenLooksWholeAndTheExportGoesOnWhenThereIsSpace() throws IOException {
		final List<DatasetCase> cases = new ArrayList<>();
		for (int i = 1; i <= 5; i++)
			cases.add(noise(i));
		final DatasetSpec spec = DatasetSpec.of(1, "Full", List.of(new LabelClass(1, "a")));
		assertThrows(IOException.class, () -> DatasetWriter.write(spec, cases, disk, List.of(), false, false,
			Progress.NONE));
		assertFalse(Files.exists(disk.resolve("Dataset001_Full")));
		// every image that has its name is whole; the temporary one is gone
		final List<String> images = files().stream().filter(f -> f.endsWith("_0000.nii.gz")).toList();
		assertTrue(!images.isEmpty() && images.size() < 5, images.toString());
		assertTrue(files().stream().noneMatch(f -> f.startsWith(".stacksam-") && f.endsWith(".gz")), () -> "left behind");
		mounted.change("size=8m");
		final DatasetReport report = DatasetWriter.write(spec, cases, disk, List.of(), false, false, Progress.NONE);
		assertEquals(5, report.kept() + report.written());
		assertTrue(report.kept() >= 2, () -> report.kept() + " kept");
	}
}
