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

	private static final CaseFiles.Formats PLAIN = CaseFiles.Formats.PLAIN;

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
		final CaseFiles.Listing listing = CaseFiles.pair(images, labels, PLAIN);
		assertEquals(List.of(one("a.1", "a.1.nii.gz", "a.1.tif"), one("b", "b.tif", "b.nii.gz"), one("c", "c.ome.tif",
			"c.png")), listing.cases());
		assertEquals(List.of(), listing.problems());
		assertEquals(2, listing.skipped().size());
	}

	private CaseFiles one(final String id, final String image, final String label) {
		return new CaseFiles(id, id, List.of(images.resolve(image)), 0, labels.resolve(label), 0);
	}

	@Test
	void framesAreCasesAndFoldersMayBeImages() throws IOException {
		touch(images, "cells.tif", "film.tif");
		Files.createDirectory(images.resolve("series"));
		Files.createDirectory(images.resolve("notes"));
		touch(labels, "cells.tif", "film_t0001.tif", "film_t0002.tif", "series.tif");
		final CaseFiles.Listing listing = CaseFiles.pair(images, labels, new CaseFiles.Formats() {

			@Override
			public boolean isImage(final Path path) {
				return path.endsWith("series");
			}

			@Override
			public int frames(final Path image) {
				return image.endsWith("series") ? 1 : 2;
			}
		});
		assertEquals(List.of(), listing.problems());
		final List<Path> cells = List.of(images.resolve("cells.tif")), film = List.of(images.resolve("film.tif"));
		assertEquals(List.of(new CaseFiles("cells_t0001", "cells", cells, 1, labels.resolve("cells.tif"), 1), new CaseFiles(
			"cells_t0002", "cells", cells, 2, labels.resolve("cells.tif"), 2), new CaseFiles("film_t0001", "film", film, 1,
				labels.resolve("film_t0001.tif"), 0), new CaseFiles("film_t0002", "film", film, 2, labels.resolve(
					"film_t0002.tif"), 0), one("series", "series", "series.tif")), listing.cases());
	}

	@Test
	void numberedChannelsBelongToOneCase() throws IOException {
		touch(images, "p1_0000.nii.gz", "p1_0001.nii.gz", "p2_0000.nii.gz", "p2_0001.nii.gz");
		touch(labels, "p1.nii.gz", "p2.nii.gz");
		final CaseFiles.Listing listing = CaseFiles.pair(images, labels, PLAIN);
		assertEquals(List.of("p1", "p2"), listing.cases().stream().map(CaseFiles::id).toList());
		assertEquals(List.of(images.resolve("p2_0000.nii.gz"), images.resolve("p2_0001.nii.gz")), listing.cases().get(1)
			.channels());
	}

	@Test
	void yearsAreNoChannels() throws IOException {
		touch(images, "scan_2019.tif", "scan_2020.tif");
		assertEquals(List.of("scan_2019", "scan_2020"), CaseFiles.pair(images, null, PLAIN).cases().stream().map(CaseFiles::id)
			.toList());
	}

	@Test
	void everythingWithoutPartnerIsListed() throws IOException {
		touch(images, "a_0000.tif", "a_0001.tif", "b_0001.tif", "c_0000.tif", "c_0001.tif");
		touch(labels, "a.tif", "b.tif", "d.tif", "a.nii.gz");
		final String problems = String.join("\n", CaseFiles.pair(images, labels, PLAIN).problems());
		for (final String part : List.of("case b has the channels [1] of 2; a channel is missing", "c_0000.tif has no label c",
			"d.tif has no image d", "are the label of a; keep one"))
			assertTrue(problems.contains(part), () -> part + " is not in " + problems);
	}

	@Test
	void twoImagesOfOneNameAndMissingFolders() throws IOException {
		touch(images, "a.tif", "a.nii.gz");
		assertTrue(CaseFiles.pair(images, null, PLAIN).problems().get(0).contains("are case a; keep one"));
		assertTrue(assertThrows(InputException.class, () -> CaseFiles.pair(images, folder.resolve("no"), PLAIN)).getMessage()
			.contains("labels_dir"));
	}
}
