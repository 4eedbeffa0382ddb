package org.stacksam.everything;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.sam.Plane;
import org.stacksam.sam.Window;
import org.stacksam.volume.SliceObject;

/** The steps of segmenting everything, without the model. */
class EverythingPartsTest {

	private static final Crop TILE = new Crop(0, 0, 100, 100, 0);

	private static MaskPrompt rectangle(final int x, final int y, final int width, final int height) {
		final BitSet all = new BitSet();
		all.set(0, width * height);
		return new MaskPrompt(x, y, width, height, all);
	}

	private static Candidate candidate(final int x, final int y, final int width, final int height,
		final double predictedIou, final boolean cut)
	{
		final MaskPrompt mask = rectangle(x, y, width, height);
		return new Candidate(mask, mask.bounds(), predictedIou, 1, TILE, cut);
	}

	@ParameterizedTest
	@CsvSource({ "points_per_side, 0, .9, .9, 1, 0, .3, 1, 0", "pred_iou_thresh, 8, 1.1, .9, 1, 0, .3, 1, 0",
		"stability_score_thresh, 8, .9, NaN, 1, 0, .3, 1, 0", "stability_score_offset, 8, .9, .9, -1, 0, .3, 1, 0",
		"crop_n_layers, 8, .9, .9, 1, 5, .3, 1, 0", "crop_overlap_ratio, 8, .9, .9, 1, 0, 1, 1, 0",
		"crop_n_points_downscale_factor, 8, .9, .9, 1, 0, .3, 0, 0", "min_mask_region_area, 8, .9, .9, 1, 0, .3, 1, -1" })
	void wrongValuesAreNamed(final String key, final int points, final double iou, final double stability,
		final double offset, final int layers, final double overlap, final int factor, final int area)
	{
		final String message = assertThrows(InputException.class, () -> new EverythingOptions(points, iou, stability, offset,
			.7, layers, .7, overlap, factor, area, false)).getMessage();
		assertTrue(message.startsWith(key + "="), message);
	}

	/** The crops of SAM's generate_crop_boxes for 1500 × 1000, two layers, overlap 512/1500. */
	@Test
	void cropsLieWhereSamPutsThem() {
		final List<Crop> crops = new Crop(10, 20, 1500, 1000, 0).withLayers(2, 512.0 / 1500);
		assertEquals(21, crops.size());
		assertEquals(new Crop(10, 20, 921, 671, 1), crops.get(1));
		assertEquals(new Crop(10, 350, 921, 670, 1), crops.get(2));
		assertEquals(new Crop(590, 350, 920, 670, 1), crops.get(4));
		assertEquals(new Crop(10, 228, 503, 378, 2), crops.get(6));
		assertEquals(new Crop(1009, 644, 501, 376, 2), crops.get(20));
		for (final Crop crop : new Crop(0, 0, 3, 2, 0).withLayers(4, 0.3))
			assertTrue(crop.x() + crop.width() <= 3 && crop.y() + crop.height() <= 2, crop.toString());
	}

	@Test
	void tilesCoverThePlaneAndOverlap() {
		assertEquals(List.of(new Crop(0, 0, 1024, 700, 0)), Crop.tiles(1024, 700, 1024));
		assertEquals(List.of(new Crop(0, 0, 1024, 700, 0), new Crop(1, 0, 1024, 700, 0)), Crop.tiles(1025, 700, 1024));
		final List<Crop> tiles = Crop.tiles(2048, 2500, 1024);
		assertEquals(9, tiles.size());
		assertEquals(List.of(0, 512, 1024), tiles.stream().map(Crop::x).distinct().toList());
		assertEquals(List.of(0, 738, 1476), tiles.stream().map(Crop::y).distinct().toList());
	}

	@Test
	void edgesOfCropsThatAreEdgesOfTheWholeCutNothing() {
		final Crop crop = new Crop(0, 0, 60, 60, 1);
		assertFalse(crop.cuts(new Box(0, 0, 30, 30), TILE, 2));
		assertTrue(crop.cuts(new Box(30, 30, 58, 40), TILE, 2));
		assertFalse(crop.cuts(new Box(30, 30, 57, 40), TILE, 2));
	}

	@Test
	void suppressionKeepsTheBest() {
		final Candidate best = candidate(0, 0, 10, 10, .95, false), same = candidate(0, 0, 10, 8, .9, false);
		final Candidate other = candidate(0, 4, 10, 10, .89, false);
		// IoU .8 and 60/140
		assertEquals(List.of(best, other), Suppression.keep(List.of(best, same, other), .7));
		assertEquals(List.of(best, same, other), Suppression.keep(List.of(best, same, other), .8));
		assertEquals(List.of(best), Suppression.keep(List.of(best, same, other), .4));
	}

	@Test
	void smallHolesAndPiecesGo() {
		final BitSet pixels = new BitSet();
		pixels.set(0, 100);
		for (final int hole : new int[] { 22, 55, 56, 65, 66 })
			pixels.clear(hole);
		pixels.clear(80, 90);
		pixels.clear(93, 100);
		final MaskPrompt mask = new MaskPrompt(7, 8, 10, 10, pixels);
		assertSame(mask, SmallRegions.cleaned(mask, 1));
		// the hole of 1 is filled, that of 4 stays, the piece of 3 goes
		final BitSet cleaned = SmallRegions.cleaned(mask, 4).pixels();
		assertTrue(cleaned.get(22));
		assertFalse(cleaned.get(55));
		assertEquals(76, cleaned.cardinality());
		assertEquals(80, SmallRegions.cleaned(mask, 5).pixels().cardinality());
		assertNull(SmallRegions.cleaned(mask, 81));
	}

	@Test
	void smallObjectsLieAboveLargeOnesUnlessTheyHideThem() {
		final Candidate cell = candidate(0, 0, 20, 20, .9, false), nucleus = candidate(5, 5, 10, 10, .8, false);
		final Candidate clump = candidate(40, 0, 20, 10, .99, false);
		final Candidate left = candidate(40, 0, 9, 10, .8, false), right = candidate(50, 0, 10, 10, .8, false);
		final Tally tally = new Tally();
		final List<SliceObject> objects = Painting.objects(List.of(cell, nucleus, clump, left, right), 100, 0, tally);
		assertEquals(List.of(300, 90, 100, 100), objects.stream().map(SliceObject::pixels).toList());
		assertEquals(List.of("object 1", "object 2", "object 3", "object 4"), objects.stream().map(o -> o.label().name())
			.toList());
		assertEquals(Map.of(Filter.HIDDEN, 1), tally.dropped());
	}

	/** Tiles 0..99 and 60..159 of a plane 160 wide. */
	@Test
	void whatBordersCutIsJoined() {
		final Crop right = new Crop(60, 0, 100, 100, 0);
		final Candidate barLeft = candidate(20, 10, 80, 10, .9, true), barRight = candidate(60, 10, 80, 10, .8, true);
		final Candidate wholeLeft = candidate(62, 40, 20, 20, .9, false), partRight = candidate(60, 40, 22, 20, .95, true);
		final Candidate lost = candidate(90, 80, 10, 10, .9, true), alone = candidate(110, 60, 10, 10, .9, false);
		final Map<Crop, List<Candidate>> byTile = new LinkedHashMap<>();
		byTile.put(TILE, List.of(barLeft, wholeLeft, lost));
		byTile.put(right, List.of(barRight, partRight, alone));
		final Tally tally = new Tally();
		final List<Candidate> merged = TileMerging.merge(byTile, tally);
		assertEquals(3, merged.size());
		final Candidate bar = merged.get(0);
		assertEquals(new Box(20, 10, 140, 20), bar.box());
		assertEquals(1200, bar.area());
		assertEquals(.85, bar.predictedIou(), 1e-12);
		assertEquals(List.of(wholeLeft, alone), merged.subList(1, 3));
		assertEquals(Map.of(Filter.JOINED, 2, Filter.TILE_EDGE, 1), tally.dropped());
	}

	/** Percentiles by numpy. */
	@Test
	void windowIsOfPercentiles() {
		final float[] values = new float[1011];
		for (int i = 0; i < 1009; i++)
			values[i] = i * 37 % 1009;
		values[1009] = Float.NaN;
		values[1010] = Float.POSITIVE_INFINITY;
		final Window window = PlaneWindow.auto(new Plane(values, 1011, 1));
		assertEquals(1.008, window.lo(), 1e-9);
		assertEquals(1006.992, window.hi(), 1e-9);
		assertArrayEquals(new float[] { 0, 0 }, new float[] { PlaneWindow.shown(new Plane(values, 1011, 1), window).values()[0],
			PlaneWindow.shown(new Plane(values, 1011, 1), window).values()[1009] });
	}

	@Test
	void windowOfHardlyAnythingIsTheFullRange() {
		final float[] values = new float[5000];
		values[77] = 9;
		assertEquals(new Window(0, 9), PlaneWindow.auto(new Plane(values, 100, 50)));
		assertEquals(new Window(3, 4), PlaneWindow.auto(new Plane(new float[] { 3 }, 1, 1)));
		assertTrue(assertThrows(InputException.class, () -> PlaneWindow.auto(new Plane(new float[] { Float.NaN }, 1, 1)))
			.getMessage().contains("no finite value"));
	}
}
