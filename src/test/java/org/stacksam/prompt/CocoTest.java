package org.stacksam.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;

class CocoTest {

	/** The strings of pycocotools 2.0 for the masks drawn below. */
	private static final String SMALL = ";45000>M^O060";
	private static final String ELLIPSE = "eV9[1h7b0@>C<F8G:G8I6I8I6J6K4K6J6K4L4L4L4L4L4L4M2M4M2M4M2M4M2N2N2M4M2N2N2N2O0O2N2N2N2O0O2N2O0O2O0O2O000OQLdN1[1OeN1[1OeN1Z10fN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Y1OgN1Z1NfN1[1OeN1[1P41N10001N101N101N2N101N2N2N2N101N2N2N2N3L3N2N2N3L3N3L3N3L3N3L4L4L4L4L4L4L5J6J5L5J6J7H7J7H9F9H:D=B`0^OPa>";

	@TempDir
	Path folder;

	@Test
	void compressedRunsAsPycocotools() {
		final BitSet small = new BitSet();
		for (int y = 2; y < 6; y++)
			small.set(y * 7 + 1, y * 7 + 4);
		for (final int i : new int[] { 7 * 7 + 5, 6, 8 * 7 + 6 })
			small.set(i);
		assertEquals(SMALL, compressed(new MaskPrompt(0, 0, 7, 9, small), 7, 9));
		final BitSet ellipse = new BitSet();
		for (int y = 0; y < 300; y++)
			for (int x = 0; x < 200; x++)
				if (Math.pow((y - 150) / 120., 2) + Math.pow((x - 90) / 60., 2) < 1 && !(y >= 140 && y < 160 && x >= 80 &&
					x < 100)) ellipse.set(y * 200 + x);
		assertEquals(ELLIPSE, compressed(new MaskPrompt(0, 0, 200, 300, ellipse), 200, 300));
		final MaskPrompt back = CocoRle.mask(CocoRle.decompress(ELLIPSE), 200, 300);
		assertEquals(new MaskPrompt(31, 31, 119 - 0, 239, back.pixels()), back);
		assertEquals(22193, back.pixels().cardinality());
		assertEquals(Polygons.tight(new MaskPrompt(0, 0, 200, 300, ellipse)), back);
		assertEquals(Polygons.tight(new MaskPrompt(0, 0, 7, 9, small)), CocoRle.mask(CocoRle.decompress(SMALL), 7, 9));
		assertNull(CocoRle.decompress("~~~"));
		assertNull(CocoRle.decompress("`"));
		assertArrayEquals(new int[] { 63 }, CocoRle.decompress(CocoRle.compress(new int[] { 63 })));
		assertNull(CocoRle.mask(new int[] { 63 }, 7, 9));
	}

	@Test
	void everyKindIsRead() throws IOException {
		final ReadPrompts read = read("""
			{"images": [{"id": 7, "file_name": "brain_z012.png", "width": 20, "height": 10}],
			 "categories": [{"id": 5, "name": "liver", "color": [255, 136, 0], "keypoints": ["a"]}, {"id": 1, "name": "spleen"}],
			 "annotations": [
			  {"id": 1, "image_id": 7, "category_id": 5, "bbox": [2, 3.5, 4, 5], "iscrowd": 0},
			  {"id": 2, "image_id": 7, "category_id": 1, "segmentation": [[2, 1, 6, 1, 6, 3, 2, 3], [8, 5, 10, 5, 10, 7, 8, 7]], "bbox": [2, 1, 8, 6]},
			  {"id": 3, "image_id": 7, "category_id": 1, "segmentation": {"size": [10, 20], "counts": [11, 3, 7, 3, 176]}},
			  {"id": 4, "image_id": 7, "category_id": 1, "keypoints": [1.5, 2, 2, 3, 4, 1, 0, 0, 0], "num_keypoints": 2},
			  {"id": 5, "image_id": 7, "category_id": 1, "score": 0.5}]}""");
		final List<Prompt> prompts = read.prompts().prompts();
		assertEquals(Prompt.box(0, 5, 12, new Box(2, 3.5, 6, 8.5)), prompts.get(0));
		assertEquals(new Box(2, 1, 10, 7), prompts.get(1).mask().bounds());
		assertEquals(4 * 2 + 2 * 2, prompts.get(1).mask().pixels().cardinality());
		assertNull(prompts.get(1).box(), "a box that only bounds the mask");
		assertEquals(new Box(1, 1, 3, 4), prompts.get(2).mask().bounds());
		assertEquals(6, prompts.get(2).mask().pixels().cardinality());
		assertEquals(List.of(new PointPrompt(1.5, 2, true), new PointPrompt(3, 4, false)), prompts.get(3).points());
		assertEquals(4, prompts.size());
		assertEquals(List.of("Dropped 1 annotations without box, segmentation and keypoints: StackSAM's prompts do not hold them."),
			read.notes());
		assertEquals(new LabelClass(5, "liver", 0xff8800, false), read.prompts().labels().get(0));
		assertEquals(List.of(20, 10), List.of(read.prompts().width(), read.prompts().height()));
	}

	@Test
	void whatBothHoldComesBack() throws IOException {
		final BitSet pixels = new BitSet();
		pixels.set(0, 5);
		final PromptSet set = new PromptSet("Jürgen", "ct 腹.nii.gz", 30, 20, 4, List.of(new LabelClass(5, "Leber", 0x010203,
			true), new LabelClass(1, "spleen")), List.of(new Prompt(3, 5, 0, 1, 2, new Box(.1, .2, 7.7, 8.8), List.of(
				new PointPrompt(3, 4.5, true), new PointPrompt(9, 9, false)), null, false), new Prompt(0, 1, 3, -1, -1, null, List
					.of(), new MaskPrompt(28, 17, 2, 3, pixels), false), Prompt.absent(3, 5, 2)));
		final Path file = folder.resolve("coco.json");
		assertEquals(List.of("Dropped 1 stop marks: COCO cannot hold them."), PromptFiles.write(file, set, false));
		final ReadPrompts back = PromptFiles.read(file, ReadOptions.DEFAULT);
		assertEquals(.1 + (7.7 - .1), back.prompts().prompts().get(0).box().x1());
		assertEquals(7.7, back.prompts().prompts().get(0).box().x1(), 1e-12);
		assertEquals(set.withPrompts(List.of(set.prompts().get(0).withBox(back.prompts().prompts().get(0).box()), set
			.prompts().get(1))), back.prompts());
	}

	@Test
	void categoriesFromZeroAreMovedUp() throws IOException {
		final ReadPrompts read = read("{\"images\": [{\"id\": 1, \"file_name\": \"a.png\"}], \"categories\": [{\"id\": 0, \"name\": \"a\"}], " +
			"\"annotations\": [{\"image_id\": 1, \"category_id\": 0, \"bbox\": [0, 0, 1, 1]}]}");
		assertEquals(List.of(Prompt.box(0, 1, 0, new Box(0, 0, 1, 1))), read.prompts().prompts());
		assertTrue(read.notes().get(0).contains("count from 0"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
		"\"image_id\": 9, \"category_id\": 1 | annotations[0].image_id is 9, which none of the images has",
		"\"image_id\": 1, \"category_id\": 9 | annotations[0].category_id is 9, which none of the categories has",
		"\"image_id\": 1, \"category_id\": 1, \"bbox\": [0, 0, null, 1] | annotations[0].bbox[2] is missing",
		"\"image_id\": 1, \"category_id\": 1, \"segmentation\": [[1, 2, 3]] | annotations[0].segmentation[0] must have 6 to",
		"\"image_id\": 1, \"category_id\": 1, \"segmentation\": {\"size\": [5, 5], \"counts\": [25]} | annotations[0].segmentation.size is 5 × 5 (height × width), the image 10 × 20",
		"\"image_id\": 1, \"category_id\": 1, \"segmentation\": {\"size\": [10, 20], \"counts\": [25]} | annotations[0].segmentation.counts must add up to width × height = 200, not 25",
		"\"image_id\": 1, \"category_id\": 1, \"segmentation\": {\"size\": [10, 20], \"counts\": \"~\"} | annotations[0].segmentation.counts is not COCO's compressed form",
		"\"image_id\": 1, \"category_id\": 1, \"keypoints\": [1, 2] | annotations[0].keypoints must hold x, y, v" })
	void badAnnotationIsNamed(final String annotation, final String message) {
		final String full = assertThrows(InputException.class, () -> read(
			"{\"images\": [{\"id\": 1, \"file_name\": \"a1.png\", \"width\": 20, \"height\": 10}], \"categories\": [{\"id\": 1, \"name\": \"a\"}], " +
				"\"annotations\": [{" + annotation + "}]}")).getMessage();
		assertTrue(full.contains(message), full);
	}

	@Test
	void slicesOfOtherSizesAndUnknownFormatsAreNamed() {
		assertTrue(assertThrows(InputException.class, () -> read(
			"{\"images\": [{\"id\": 1, \"file_name\": \"a1.png\", \"width\": 20, \"height\": 10}, {\"id\": 2, \"file_name\": \"a2.png\", \"width\": 21, \"height\": 10}], \"categories\": []}"))
				.getMessage().contains("images[1]: the image a2.png is 21 × 10, the stack 20 × 10"));
		assertTrue(assertThrows(InputException.class, () -> read("{\"a\": 1}")).getMessage().contains("neither ours"));
	}

	private static String compressed(final MaskPrompt mask, final int width, final int height) {
		return CocoRle.compress(CocoRle.runs(mask, width, height));
	}

	private ReadPrompts read(final String text) throws IOException {
		return PromptFiles.read(Files.writeString(folder.resolve("a.json"), text), ReadOptions.DEFAULT);
	}
}
