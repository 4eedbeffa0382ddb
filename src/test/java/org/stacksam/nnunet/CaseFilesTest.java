package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;

class CaseFilesTest {

	@TempDir
	private Path folder;

	private Path images;
	private Path labels;

	@BeforeEach
	void makeFolders() throws IOException {
		images = Files.createDirectory(folder.resolve("images"));
		labels = Files.createDirectory(folder.resolve("labels"));
	}

	private static void touch(final Path folder, final String... names) throws IOException {
		for (final String name : names)
			Files.createFile(folder.resolve(name));
	}

	@Test
	void imagesAndLabelsOfAnyEndingPairByName() throws IOException {
		touch(images, "b.tif", "a.1.nii.gz", "c.ome.tif", "._b.tif", "notes.txt");
		touch(labels, "a.1.tif", "b.nii.gz", "c.png");
		final CaseFiles.Listing listing = CaseFiles.pair(images, labels);
		assertEquals(List.of(new CaseFiles("a.1", List.of(images.resolve("a.1.nii.gz")), labels.resolve("a.1.tif")),
			new CaseFiles("b", List.of(images.resolve("b.tif")), labels.resolve("b.nii.gz")), new CaseFiles("c", List.of(images
				.resolve("c.ome.tif")), labels.resolve("c.png"))), listing.cases());
		assertEquals(List.of(), listing.problems());
		assertEquals(2, listing.skipped().size());
	}

	@Test
	void numberedChannelsBelongToOneCase() throws IOException {
		touch(images, "p1_0000.nii.gz", "p1_0001.nii.gz", "p2_0000.nii.gz", "p2_0001.nii.gz");
		touch(labels, "p1.nii.gz", "p2.nii.gz");
		final CaseFiles.Listing listing = CaseFiles.pair(images, labels);
		assertEquals(List.of("p1", "p2"), listing.cases().stream().map(CaseFiles::id).toList());
		assertEquals(List.of(images.resolve("p2_0000.nii.gz"), images.resolve("p2_0001.nii.gz")), listing.cases().get(1)
			.channels());
	}

	@Test
	void yearsAreNoChannels() throws IOException {
		touch(images, "scan_2019.tif", "scan_2020.tif");
		assertEquals(List.of("scan_2019", "scan_2020"), CaseFiles.pair(images, null).cases().stream().map(CaseFiles::id)
			.toList());
	}

	@Test
	void everythingWithoutPartnerIsListed() throws IOException {
		touch(images, "a_0000.tif", "a_0001.tif", "b_0001.tif", "c_0000.tif", "c_0001.tif");
		touch(labels, "a.tif", "b.tif", "d.tif", "a.nii.gz");
		final String problems = String.join("\n", CaseFiles.pair(images, labels).problems());
		for (final String part : List.of("case b has the channels [1] of 2; a channel is missing", "c_0000.tif has no label c",
			"d.tif has no image d", "are the label of a; keep one"))
			assertTrue(problems.contains(part), () -> part + " is not in " + problems);
	}

	@Test
	void twoImagesOfOneNameAndMissingFolders() throws IOException {
		touch(images, "a.tif", "a.nii.gz");
		assertTrue(CaseFiles.pair(images, null).problems().get(0).contains("are case a; keep one"));
		assertTrue(assertThrows(InputException.class, () -> CaseFiles.pair(images, folder.resolve("no"))).getMessage()
			.contains("labels_dir"));
	}
}
