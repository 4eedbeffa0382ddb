package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.sam.DecoderDialect.Export;
import org.stacksam.sam.DecoderDialect.Feed;

class OfficialDialectTest {

	private static final Placement HALF = Placement.whole(2048, 1024, 1024);
	private static final PointPrompt IN = new PointPrompt(10, 20, true), OUT = new PointPrompt(30, 40, false);
	private static final Box BOX = new Box(100, 200, 300, 400);

	private static Map<String, Feed> feeds(final Box box, final List<PointPrompt> points, final boolean fourMasks) {
		return new OfficialDialect().feeds(HALF, new SlicePrompt(box, points, null), export(fourMasks));
	}

	private static Export export(final boolean fourMasks) {
		return new Export(fourMasks, 256, 1);
	}

	private static void check(final Map<String, Feed> feeds, final float[] coords, final float[] labels) {
		assertArrayEquals(coords, feeds.get("point_coords").values());
		assertArrayEquals(labels, feeds.get("point_labels").values());
		assertArrayEquals(new long[] { 1, labels.length, 2 }, feeds.get("point_coords").shape());
		assertArrayEquals(new long[] { 1, labels.length }, feeds.get("point_labels").shape());
	}

	@Test
	void aBoxIsItsTwoCorners() {
		check(feeds(BOX, List.of(), false), new float[] { 50, 100, 150, 200 }, new float[] { 2, 3 });
	}

	@Test
	void pointsComeBeforeTheBox() {
		check(feeds(BOX, List.of(IN, OUT), true), new float[] { 5, 10, 15, 20, 50, 100, 150, 200 }, new float[] { 1, 0, 2,
			3 });
	}

	@Test
	void pointsWithoutABoxArePadded() {
		check(feeds(null, List.of(IN), true), new float[] { 5, 10, 0, 0 }, new float[] { 1, -1 });
	}

	@Test
	void oneMaskExportIsPaddedUntilItAnswersWithTheSingleMaskToken() {
		check(feeds(null, List.of(IN), false), new float[] { 5, 10, 0, 0, 0, 0 }, new float[] { 1, -1, -1 });
		check(feeds(null, List.of(IN, OUT), false), new float[] { 5, 10, 15, 20, 0, 0 }, new float[] { 1, 0, -1 });
	}

	@Test
	void maskInputIsHandedOnAndFlagged() {
		final float[] mask = new float[256 * 256];
		final Map<String, Feed> with = new OfficialDialect().feeds(HALF, new SlicePrompt(BOX, List.of(), mask), export(true));
		assertSame(mask, with.get("mask_input").values());
		assertArrayEquals(new float[] { 1 }, with.get("has_mask_input").values());
		assertArrayEquals(new float[] { 0 }, feeds(BOX, List.of(), true).get("has_mask_input").values());
		assertEquals(256 * 256, feeds(BOX, List.of(), true).get("mask_input").values().length);
		assertThrows(IllegalArgumentException.class, () -> new OfficialDialect().feeds(HALF, new SlicePrompt(BOX, List.of(),
			new float[3]), export(true)));
	}
}
