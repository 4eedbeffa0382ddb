package org.stacksam.volume.refine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.google.gson.Gson;

import net.imglib2.img.array.ArrayImgs;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.Window;
import org.stacksam.volume.AutoWindow;
import org.stacksam.volume.DenseLabels;
import org.stacksam.volume.LogitCrop;
import org.stacksam.volume.SegmentedPrompt;
import org.stacksam.volume.SliceReader;
import org.stacksam.volume.learn.Features;

/**
 * Every step of the refinement against the numbers that the recipe's reference script (Python, numpy and scipy) printed
 * for one small generated volume of two classes, the second of which is heterogeneous.
 */
class RecipeStepsTest {

	/** The resource as it is written. */
	private static final class Steps {

		int[] size, labels;
		double[] spacing, heterogeneity, fitWithout, fitWith;
		float[] intensities, smoothed, likelihood, outliers, meanField;
		double A, B, sigma;
		boolean[] even, outlierTerm;
		List<Given> prompts;
		Runs boxedRuns;
	}

	private static final class Given {

		int z, k;
		double[] box;
		short[] fixed;
	}

	private static final class Runs {

		int first;
		int[] lengths;
	}

	private static final int[] LABELS = { 7, 9 };
	private static Steps steps;
	private static SliceReader slices;
	private static AutoWindow window;
	private static List<SegmentedPrompt> masks;
	/** The recipe: outlier term everywhere or nowhere in a class, no forest. */
	private static final RefineParameters RECIPE = RefineParameters.DEFAULT.withForest(new RefineParameters.Forest(0, 1,
		1, 1, 1, 1, 1)).withOutliers(new RefineParameters.Outliers(2, 2.5, 8, .03, .01, -1));

	@BeforeAll
	static void read() throws IOException {
		try (Reader in = new InputStreamReader(RecipeStepsTest.class.getResourceAsStream("recipe-steps.json"),
			StandardCharsets.UTF_8))
		{
			steps = new Gson().fromJson(in, Steps.class);
		}
		final int w = steps.size[0], h = steps.size[1], d = steps.size[2];
		slices = SliceReader.of(ArrayImgs.floats(steps.intensities, w, h, d), Geometry.of(w, h, d, steps.spacing,
			new double[3]));
		window = new AutoWindow(steps.A, steps.B, steps.sigma, new Window(steps.A - steps.sigma, steps.B + 3 *
			steps.sigma));
		masks = new ArrayList<>();
		for (final Given p : steps.prompts) {
			final int x0 = Math.max(0, (int) Math.floor(p.box[0]) - 2), y0 = Math.max(0, (int) Math.floor(p.box[1]) - 2);
			final int x1 = Math.min(w, (int) Math.ceil(p.box[2]) + 2);
			masks.add(new SegmentedPrompt(p.k + 1, LABELS[p.k], p.z, box(p), new LogitCrop(x0, y0, x1 - x0, p.fixed.length /
				(x1 - x0), p.fixed), true, false, .9, .9, 0, "box"));
		}
	}

	private static Box box(final Given p) {
		return new Box(p.box[0], p.box[1], p.box[2], p.box[3]);
	}

	@Test
	void window() {
		final List<Prompt> prompts = steps.prompts.stream().map(p -> Prompt.box(p.k + 1, LABELS[p.k], p.z, box(p)))
			.toList();
		final AutoWindow found = AutoWindow.of(slices, prompts, null);
		assertEquals(steps.A, found.lowest());
		assertEquals(steps.B, found.highest());
		assertEquals(steps.sigma, found.sigma(), 1e-5);
		assertEquals(steps.A - steps.sigma, found.window().lo(), 1e-4);
		assertEquals(steps.B + 3 * steps.sigma, found.window().hi(), 1e-4);
	}

	@Test
	void smoothingAcrossSlices() {
		compare(steps.smoothed, 1e-3, (plane, k, z) -> plane.logits());
	}

	@Test
	void gateAndLikelihood() {
		final Unary unary = unary();
		for (int k = 0; k < 2; k++) {
			assertEquals(steps.heterogeneity[k], unary.evidence().get(k).heterogeneity(), 1e-9);
			assertEquals(steps.even[k], unary.evidence().get(k).even());
		}
		compare(steps.likelihood, 2e-3, (plane, k, z) -> unary.of(plane, k, z, SliceIntensities.of(slices, z, window),
			null));
	}

	@Test
	void outlierTerm() {
		final Unary unary = unary();
		compare(steps.outliers, 2e-3, (plane, k, z) -> unary.of(plane, k, z, SliceIntensities.of(slices, z, window), (c, s,
			p) -> steps.outlierTerm[c] ? p.boxed() : null));
	}

	@Test
	void meanField() {
		final SlabSolver solver = new SlabSolver(slices, window, unary(), RECIPE, Progress.NONE);
		final Layer[][] solved = new Layer[slices.depth()][];
		solver.solve(List.of((k, z, plane) -> steps.outlierTerm[k] ? plane.boxed() : null), List.of((z, layers,
			background) -> solved[z] = layers), "");
		compare(steps.meanField, 2e-2, (plane, k, z) -> solved[z][k].next);
	}

	@Test
	void labels() {
		final DenseLabels dense = new DenseLabels(slices.width(), slices.height(), slices.depth());
		final Refined refined = new Refinement(slices, window, features(), RECIPE, Progress.NONE).refine(masks, List.of(
			new LabelClass(7, "even"), new LabelClass(9, "hollow")), Set.of(), dense);
		int different = 0, at = 0;
		for (int z = 0; z < slices.depth(); z++)
			for (final short label : dense.labels(z)) {
				final int expected = steps.labels[at++];
				if (label != (expected == 0 ? 0 : LABELS[expected - 1])) different++;
			}
		assertTrue(different <= 2, different + " voxels differ");
		for (int k = 0; k < 2; k++) {
			assertEquals(steps.outlierTerm[k], refined.classes().get(k).outliersEverywhere());
			assertEquals(steps.fitWithout[k], refined.classes().get(k).fitPlain(), 1e-9);
		}
	}

	@Test
	void slabsGiveWhatTheWholeVolumeGives() {
		final List<LabelClass> classes = List.of(new LabelClass(7, "even"), new LabelClass(9, "hollow"));
		final RefineParameters whole = RefineParameters.DEFAULT;
		final DenseLabels one = new DenseLabels(slices.width(), slices.height(), slices.depth()), many = new DenseLabels(
			slices.width(), slices.height(), slices.depth());
		new Refinement(slices, window, features(), whole, Progress.NONE).refine(masks, classes, Set.of(), one);
		final RefineParameters small = whole.withSlabBytes(1);
		new Refinement(slices, window, features(), small, Progress.NONE).refine(masks, classes, Set.of(), many);
		assertTrue(new SlabSolver(slices, window, unary(), small, Progress.NONE).slabs().size() > 1);
		assertEquals(1, new SlabSolver(slices, window, unary(), whole, Progress.NONE).slabs().size());
		for (int z = 0; z < slices.depth(); z++) {
			assertArrayEquals(one.labels(z), many.labels(z));
			assertArrayEquals(one.confidence(z), many.confidence(z));
		}
	}

	private static Features features() {
		return new Features(slices::read, slices.width(), slices.height(), slices.depth(), slices.spacing(), window
			.lowest(), window.highest(), window.sigma());
	}

	private static LogitField field() {
		return new LogitField(masks, LABELS, slices.width(), slices.height(), slices.depth(), RECIPE.smoothing(), false);
	}

	private static Unary unary() {
		final LogitField field = field();
		return new Unary(field, EvidenceStatistics.measure(slices, field, window, RECIPE, new boolean[2], Progress.NONE),
			null, RECIPE);
	}

	private interface Values {

		float[] of(ClassPlane plane, int k, int z);
	}

	/** All pixels in boxes, in the order class, slice, row, column. */
	private static void compare(final float[] expected, final double tolerance, final Values values) {
		final LogitField field = field();
		final boolean[] boxed = new boolean[2 * slices.depth() * slices.height() * slices.width()];
		boolean inside = steps.boxedRuns.first == 1;
		int at = 0;
		for (final int length : steps.boxedRuns.lengths) {
			for (int i = 0; i < length; i++) boxed[at++] = inside;
			inside = !inside;
		}
		at = 0;
		int seen = 0;
		for (int k = 0; k < 2; k++) {
			for (int z = 0; z < slices.depth(); z++) {
				final ClassPlane plane = field.smoothed(k, z, 0);
				final float[] found = plane == null ? null : values.of(plane, k, z);
				for (int y = 0; y < slices.height(); y++) {
					for (int x = 0; x < slices.width(); x++, at++) {
						final int px = plane == null ? -1 : x - plane.x0(), py = plane == null ? -1 : y - plane.y0();
						final boolean here = px >= 0 && py >= 0 && px < plane.width() && py < plane.height() && plane.boxed()[py *
							plane.width() + px];
						assertEquals(boxed[at], here, "box at " + x + ", " + y + ", " + z);
						if (here) assertEquals(expected[seen++], found[py * plane.width() + px], tolerance, "class " + k + " at " +
							x + ", " + y + ", " + z);
					}
				}
			}
		}
		assertEquals(expected.length, seen);
	}
}
