package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;

/** A scan of 512 × 512 × 256, 134 MB, in a Java of 256 MB; files with holes, so that they take little room. */
class LongVolumeIT {

	private static final int SIZE = 512, DEPTH = 256, FIRST = 252;
	private static final List<String> LITTLE = List.of("-Xmx256m", "-Dstacksam.embeddings=off");

	@TempDir
	Path folder;

	private Path image, labels;

	@BeforeEach
	void files() throws IOException {
		image = sparse("image.nii", 2);
		labels = sparse("labels.nii", 1);
	}

	/** Zeros but for a bright disc on the last slices. */
	private Path sparse(final String name, final int bytes) throws IOException {
		final Path file = folder.resolve(name);
		NiftiFile.write(file, bytes == 2 ? ArrayImgs.shorts(SIZE, SIZE, 1) : ArrayImgs.unsignedBytes(SIZE, SIZE, 1), Geometry
			.of(SIZE, SIZE, 1, new double[] { 1, 1, 3 }, new double[3]), false);
		try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
			raw.seek(46); // dim[3]
			raw.write(new byte[] { (byte) DEPTH, (byte) (DEPTH >> 8) });
			raw.setLength(352 + (long) SIZE * SIZE * DEPTH * bytes);
			for (int z = FIRST; z < DEPTH; z++) {
				for (int y = 200; y < 300; y++) {
					final int half = (int) Math.sqrt(50 * 50 - (y - 250) * (y - 250));
					final byte[] row = new byte[2 * half * bytes];
					for (int i = 0; i < row.length; i += bytes) row[i] = (byte) (bytes == 2 ? 100 + i % 5 : 1);
					raw.seek(352 + (((long) z * SIZE + y) * SIZE + 250 - half) * bytes);
					raw.write(row);
				}
			}
		}
		return file;
	}

	private String segment(final Path of, final String more) throws IOException {
		final Path prompts = Files.writeString(folder.resolve("prompts.json"),
			"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 1, \"name\": \"disc\"}], \"prompts\": [" +
				"{\"slice\": " + (FIRST + 1) + ", \"label\": 1, \"box\": [200, 200, 300, 300]}, " +
				"{\"slice\": " + (FIRST + 3) + ", \"label\": 1, \"box\": [200, 200, 300, 300]}]}");
		return "run(\"SAM Segment Volume\", \"image_path=[" + of + "] prompts_path=[" + prompts + "] window=-50,150 " + more +
			" save_labels=[" + folder.resolve("found.nii.gz") + "]\");\n";
	}

	private String evaluate() {
		return "run(\"SAM Evaluate Labels\", \"predicted_path=[" + folder.resolve("found.nii.gz") + "] reference_path=[" +
			labels + "] surface_definition=none\");\nprint(\"measured \" + getResult(\"Dice\", 0));\n";
	}

	@Test
	void aMappedFileIsSegmentedAndEvaluated() throws Exception {
		final App.Outcome outcome = App.macro(folder, LITTLE, segment(image, "fill=between") + evaluate()).ok();
		// Three of the four slices are prompted or lie between: 2·3 / (3 + 4).
		final double dice = Double.parseDouble(outcome.out().replaceAll("(?s).*measured (0\\.\\d+)\\s*$", "$1"));
		assertEquals(6 / 7., dice, .02, outcome.out());
		assertEquals(DEPTH, NiftiFile.info(folder.resolve("found.nii.gz")).geometry().depth());
	}

	@Test
	void aPackedFileIsReadAsAStreamAndAVirtualStackSliceBySlice() throws Exception {
		final Path packed = folder.resolve("packed.nii.gz");
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed), 1 << 16)) {
			Files.copy(image, out);
		}
		final Path temporary = Files.createDirectory(folder.resolve("temporary"));
		final App.Outcome outcome = App.macro(folder, List.of("-Xmx256m", "-Dstacksam.embeddings=off", "-Djava.io.tmpdir=" +
			temporary), segment(packed, "fill=none refine=none") + evaluate() +
				// the same through ImageJ: raw pixels opened as a virtual stack
				"run(\"Raw...\", \"open=[" + image + "] image=[16-bit Signed] width=512 height=512 offset=352 number=" + DEPTH +
				" little-endian use\");\nsetVoxelSize(1, 1, 3, \"mm\");\nprint(\"slices \" + nSlices);\n" + segment(image,
					"fill=none refine=none overwrite=true").replace("image_path=[" + image + "] ", "") + evaluate()).ok();
		assertTrue(outcome.out().contains("slices " + DEPTH), outcome.out());
		final String[] dice = outcome.out().split("measured ");
		// Two of four slices, twice: 2·2 / (2 + 4).
		assertEquals(3, dice.length, outcome.out());
		for (int i = 1; i < 3; i++) assertEquals(2 / 3., Double.parseDouble(dice[i].strip().split("\\s")[0]), .02, outcome
			.out());
	}
}
