package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.sample.SmallCases;

/** Folders of cases in the real app, which is killed, runs out of memory, and shares its work with another process. */
class FolderRunIT {

	private static final int CASES = 10;

	@TempDir
	Path temporary;

	private Path study;

	@BeforeEach
	void cases() throws IOException {
		study = Files.createDirectory(temporary.resolve("étude 肝臓 1"));
	}

	/** Embeddings of this test alone: the first run has to encode. */
	private List<String> java(final String... more) {
		return Stream.concat(Stream.of("-Dstacksam.embeddings=" + temporary.resolve("embeddings")), Stream.of(more))
			.toList();
	}

	private App.Running start(final List<String> java, final String output, final String more) throws IOException {
		final String macro = "run(\"SAM Segment Folder\", \"images_dir=[" + study.resolve("images") + "] prompts_dir=[" +
			study.resolve("prompts") + "] output_dir=[" + study.resolve(output) + "] fill=none z_max=2 " + more +
			"\"); print(\"rows \" + nResults);";
		return App.launch(temporary, java, List.of("--headless", Files.writeString(Files.createTempFile(temporary, "macro",
			".ijm"), macro).toString()));
	}

	private long finished(final String output) throws IOException {
		final Path journal = study.resolve(output).resolve(".stacksam");
		if (!Files.isDirectory(journal)) return 0;
		try (Stream<Path> entries = Files.list(journal)) {
			return entries.filter(file -> file.toString().endsWith(".json") && !file.getFileName().toString().startsWith("."))
				.count();
		}
	}

	@Test
	void killedRunGoesOnAndEqualsAnUndisturbedOneOfTwoProcesses() throws Exception {
		SmallCases.write(study, CASES);
		final App.Running first = start(java(), "killed", "");
		while (first.process().isAlive() && finished("killed") < 3)
			Thread.sleep(5);
		first.process().destroyForcibly().waitFor();
		final long before = finished("killed");
		assertTrue(before >= 3 && before < CASES, before + " cases were finished when it was killed\n" + first.end());
		final App.Outcome resumed = start(java(), "killed", "").end().ok();
		assertTrue(resumed.out().contains("rows " + CASES), resumed.out());
		// the case whose outputs were being moved counts as not finished
		assertTrue(resumed.out().contains((CASES - before) + " done, " + before + " kept") || resumed.out().contains((CASES -
			before + 1) + " done, " + (before - 1) + " kept"), resumed.out());

		final App.Running odd = start(java(), "shared", "shard=1/2"), even = start(java(), "shared", "shard=2/2");
		odd.end().ok();
		even.end().ok();
		int compared = 0;
		for (final String kind : List.of("labels", "confidence", "reports"))
			try (Stream<Path> files = Files.list(study.resolve("shared").resolve(kind))) {
				for (final Path file : files.toList()) {
					assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(study.resolve("killed").resolve(kind).resolve(file
						.getFileName().toString())), file.toString());
					compared++;
				}
			}
		assertEquals(3 * CASES, compared);
		assertTrue(Files.exists(study.resolve("shared/report-1-of-2.csv")));
	}

	/** A slice that is larger than the memory, a damaged image, and two good cases. */
	@Test
	void outOfMemoryAndDamageAreReportedAndTheRestIsDone() throws Exception {
		SmallCases.write(study, 3);
		final byte[] image = Files.readAllBytes(study.resolve("images/case02.nii.gz"));
		Files.write(study.resolve("images/case02.nii.gz"), Arrays.copyOf(image, image.length / 2));
		huge(study.resolve("images/case00.nii.gz"));
		Files.writeString(study.resolve("prompts/case00.json"), """
			{"stacksam_prompts": 1, "labels": [{"value": 1, "name": "a"}],
			 "prompts": [{"slice": 1, "label": 1, "box": [100, 100, 200, 200]}]}""");
		final App.Outcome outcome = start(java("-Xmx400m"), "out", "").end();
		outcome.failedWith("2 of 4 cases failed", "- case00: ", "emory", "- case02: ", "case02.nii.gz is truncated");
		assertFalse(outcome.out().contains("rows "), "the macro went on");
		for (final String name : List.of("case01", "case03"))
			assertTrue(Files.exists(study.resolve("out/labels/" + name + ".nii.gz")), name);
		assertFalse(Files.exists(study.resolve("out/labels/case00.nii.gz")));
		assertEquals(List.of("case00,failed", "case01,done", "case02,failed", "case03,done"), Files.readAllLines(study.resolve(
			"out/report.csv")).stream().skip(1).filter(line -> line.startsWith("case")).map(line -> line.substring(0, line
				.indexOf(',', line.indexOf(',') + 1))).toList());
	}

	/** One slice of 16384 × 16384 voxels of 8 bits, all 0: a quarter of a megabyte that unpacks to 268. */
	private static void huge(final Path file) throws IOException {
		final ByteBuffer header = ByteBuffer.allocate(352).order(ByteOrder.LITTLE_ENDIAN);
		header.putInt(0, 348).putShort(40, (short) 3).putShort(42, (short) 16384).putShort(44, (short) 16384).putShort(46,
			(short) 1);
		header.putShort(70, (short) 2).putShort(72, (short) 8).putFloat(80, 1).putFloat(84, 1).putFloat(88, 1).putFloat(108,
			352);
		header.position(344).put(new byte[] { 'n', '+', '1' });
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
			out.write(header.array());
			final byte[] row = new byte[16384];
			for (int y = 0; y < 16384; y++)
				out.write(row);
		}
	}
}
