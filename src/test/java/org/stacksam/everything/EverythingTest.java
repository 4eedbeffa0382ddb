package org.stacksam.everything;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.SliceObject;

/** Segmenting everything with the real model; few points, so that it takes seconds. */
class EverythingTest {

	private static EverythingOptions options(final int points, final double iou, final int layers) {
		return new EverythingOptions(points, iou, .95, 1, .7, layers, .7, 512.0 / 1500, 2, 0, false);
	}

	private static EverythingResult segment(final Plane plane, final List<Crop> tiles, final EverythingOptions options) {
		final SamModel model = TestModel.get();
		return Everything.segment(List.of(plane), tiles, model, SliceEncoder.of(model), options, Progress.NONE);
	}

	private static void assertAllMasksAreAccountedFor(final EverythingResult result) {
		assertEquals(3 * result.points(), result.masks());
		assertEquals(result.masks(), result.objects().size() + result.dropped().values().stream().mapToInt(n -> n).sum(),
			result.summary());
	}

	/** A bar over two borders of tiles, a disc in the overlap of two tiles, a disc in one. */
	private static Plane barAndDiscs() {
		final float[] values = new float[240 * 100];
		for (int i = 0; i < values.length; i++) {
			final double x = i % 240 + 0.5, y = i / 240 + 0.5;
			final boolean bar = x > 20 && x < 220 && y > 27 && y < 49;
			values[i] = bar || Math.hypot(x - 85, y - 70) < 11 || Math.hypot(x - 205, y - 70) < 11 ? 200 : 40;
		}
		return new Plane(values, 240, 100);
	}

	@Test
	void tilesInAnyOrderGiveTheSameObjectsAndBordersCutNothing() {
		final List<Crop> tiles = new ArrayList<>(Crop.tiles(240, 100, 100));
		assertEquals(3, tiles.size());
		final EverythingResult result = segment(barAndDiscs(), tiles, options(4, .88, 0));
		Collections.reverse(tiles);
		final EverythingResult reversed = segment(barAndDiscs(), tiles, options(4, .88, 0));
		assertEquals(result.objects(), reversed.objects());
		assertEquals(result.dropped(), reversed.dropped());
		assertAllMasksAreAccountedFor(result);
		assertEquals(48, result.points());
		// the strip of ground above the bar may be an object too, so they are looked up by place
		final SliceObject bar = object(result, 120, 38), left = object(result, 85, 70), right = object(result, 205, 70);
		assertEquals(3, Set.of(bar.object(), left.object(), right.object()).size());
		assertEquals(20, bar.box().x0(), 2);
		assertEquals(220, bar.box().x1(), 2);
		assertEquals(4400, bar.pixels(), 440);
		assertEquals(Math.PI * 121, left.pixels(), 80);
		assertEquals(Math.PI * 121, right.pixels(), 80);
		assertEquals(0, label(result, 150, 70));
	}

	private static SliceObject object(final EverythingResult result, final int x, final int y) {
		final int number = label(result, x, y);
		assertTrue(number > 0, () -> "nothing at " + x + ", " + y + ": " + result.summary());
		return result.objects().get(number - 1);
	}

	private static int label(final EverythingResult result, final int x, final int y) {
		return result.labels().getAt(x, y, 0).get();
	}

	@Test
	void cropsAskMorePoints() {
		final float[] values = new float[64 * 64];
		for (int i = 0; i < values.length; i++) {
			final double x = i % 64 + 0.5, y = i / 64 + 0.5;
			values[i] = Math.hypot(x - 24, y - 24) < 10 || Math.hypot(x - 43, y - 43) < 8 ? 200 : 40;
		}
		final EverythingResult result = segment(new Plane(values, 64, 64), Crop.tiles(64, 64, 1024), options(4, .8, 1));
		assertEquals(16 + 4 * 4, result.points());
		assertEquals(2, result.objects().size(), result.summary());
		assertEquals(Math.PI * 100, result.objects().get(0).pixels(), 60);
		assertEquals(Math.PI * 64, result.objects().get(1).pixels(), 45);
		assertAllMasksAreAccountedFor(result);
	}

	@Test
	void constantPlanesHoldNothingAndThisIsSaid() {
		for (final int side : new int[] { 1, 30 }) {
			final EverythingResult result = segment(new Plane(new float[side * side], side, side), Crop.tiles(side, side, 1024),
				EverythingOptions.DEFAULT);
			assertEquals(List.of(), result.objects());
			assertEquals("No object: all pixels have the same value in this window. The model was not run.", result.summary());
		}
	}

	@Test
	void cancelStopsBeforeTheNextPoint() {
		final AtomicInteger reports = new AtomicInteger();
		final Progress progress = new Progress() {

			@Override
			public void report(final long done, final long total, final String message) {
				assertEquals(16, total);
				reports.incrementAndGet();
			}

			@Override
			public boolean isCanceled() {
				return reports.get() == 2;
			}
		};
		final SamModel model = TestModel.get();
		assertThrows(CancellationException.class, () -> Everything.segment(List.of(barAndDiscs()), model, SliceEncoder.of(
			model), options(4, .88, 0), progress));
		assertTrue(reports.get() == 2);
	}
}
