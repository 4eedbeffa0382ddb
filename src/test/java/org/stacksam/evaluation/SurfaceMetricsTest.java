package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;
import org.stacksam.Progress;

class SurfaceMetricsTest {

	private static final double SCIPY = 1e-9;
	private static final EvaluatedLabel ONE = EvaluatedLabel.of("one", 1);

	@Test
	void voxelSurfacesAsMedpy() {
		check(new SurfaceMetrics(2.491987158875, 2.118962010042, 1.199421677776, 1.244484681103, 1.221890765308,
			0.501385041551), Golden.boxes(), SurfaceDefinition.MEDPY, SCIPY);
		check(new SurfaceMetrics(4.060788100849, 2.638181191655, 1.129780779569, 1.273779602442, 1.203646842413,
			0.496604938272), Golden.ellipsoids(), SurfaceDefinition.MEDPY, SCIPY);
		check(new SurfaceMetrics(2.325940669923, 2.1, 0.864770313019, 0.913300326396, 0.889035319708, 0.693181818182), Golden
			.ellipses(), SurfaceDefinition.MEDPY, SCIPY);
	}

	@Test
	void percentileAsMonai() {
		assertEquals(2.118962010042, measure(Golden.boxes(), SurfaceDefinition.MONAI).hausdorff95(), SCIPY);
		assertEquals(2.9, measure(Golden.ellipsoids(), SurfaceDefinition.MONAI).hausdorff95(), SCIPY);
		assertEquals(2.1, measure(Golden.ellipses(), SurfaceDefinition.MONAI).hausdorff95(), SCIPY);
	}

	@Test
	void areasAsSurfaceDistance() {
		checkArea(2.061552812809, 0.993364757835, 1.019484265291, 0.662765407567, Golden.boxes());
		checkArea(2.441311123147, 0.796530028858, 0.923104322983, 0.660221936203, Golden.ellipsoids());
		checkArea(2.1, 0.732968099013, 0.781361344579, 0.753800473878, Golden.ellipses());
	}

	@Test
	void emptyMasks() {
		final LabelPair pair = new LabelPair(ArrayImgs.unsignedBytes(new byte[] { 0, 0, 0, 0 }, 2, 2), ArrayImgs
			.unsignedBytes(new byte[] { 2, 0, 0, 0 }, 2, 2), new double[] { 1, 1 });
		for (final SurfaceDefinition definition : SurfaceDefinition.values()) {
			final List<LabelScores> scores = Evaluation.evaluate(pair, List.of(ONE, EvaluatedLabel.of("two", 2)),
				new SurfaceOptions(definition, 1), Progress.NONE);
			assertTrue(Double.isNaN(scores.get(0).surface().hausdorff()));
			assertTrue(Double.isNaN(scores.get(0).surface().surfaceDice()));
			assertEquals(Double.POSITIVE_INFINITY, scores.get(1).surface().hausdorff95());
			assertEquals(Double.POSITIVE_INFINITY, scores.get(1).surface().assd());
			assertEquals(0, scores.get(1).surface().surfaceDice());
		}
	}

	@Test
	void singleSliceIsAPlane() {
		final LabelPair flat = Golden.ellipses();
		final LabelPair slice = new LabelPair(Views.addDimension(flat.predicted(), 3, 3), Views.addDimension(flat
			.reference(), 3, 3), new double[] { 0.7, 0.5, 2 });
		for (final SurfaceDefinition definition : SurfaceDefinition.values())
			assertEquals(measure(flat, definition), measure(slice, definition));
	}

	@Test
	void toleranceIsTheVoxelDiagonalUnlessSaid() {
		assertEquals(Math.sqrt(4 + .25 + .49), SurfaceOptions.DEFAULT.tolerance(new double[] { .7, .5, 2 }), 1e-15);
		assertThrows(InputException.class, () -> new SurfaceOptions(SurfaceDefinition.MEDPY, -1));
		// The surfaces of two pixels two apart: all are 2 away.
		final LabelPair pair = new LabelPair(ArrayImgs.unsignedBytes(new byte[] { 1, 0, 0 }, 3, 1), ArrayImgs.unsignedBytes(
			new byte[] { 0, 0, 1 }, 3, 1), new double[] { 1, 1 });
		assertEquals(0, Evaluation.evaluate(pair, List.of(ONE), SurfaceOptions.DEFAULT, Progress.NONE).get(0).surface()
			.surfaceDice());
		assertEquals(1, Evaluation.evaluate(pair, List.of(ONE), new SurfaceOptions(SurfaceDefinition.MEDPY, 2),
			Progress.NONE).get(0).surface().surfaceDice());
	}

	@Test
	void areasByHand() {
		final double[] areas = MarchingAreas.ofVolume(new double[] { 1, 1, 1 });
		assertEquals(Math.sqrt(3) / 8, areas[0b1], 1e-15);
		assertEquals(Math.sqrt(3) / 8, areas[0b11111110], 1e-15);
		assertEquals(Math.sqrt(.5), areas[0b11], 1e-15);
		assertEquals(Math.sqrt(3) / 4, areas[0b1001], 1e-15);
		assertEquals(1, areas[0b1111], 1e-15);
		assertEquals(0, areas[0] + areas[255]);
	}

	@Test
	void areasEqualTheTableOfSurfaceDistance() {
		// Both sums computed with that package's own table; the second tells the codes apart.
		final double[] areas = MarchingAreas.ofVolume(new double[] { .7, .5, 2 });
		double sum = 0, mixed = 0;
		for (int code = 0; code < 256; code++) {
			sum += areas[code];
			mixed += code * 37 % 101 * areas[code];
		}
		assertEquals(239.16964854228405, sum, 1e-9);
		assertEquals(12127.967857012365, mixed, 1e-7);
	}

	@Test
	void definitionsByName() {
		assertEquals(SurfaceDefinition.SURFACE_DISTANCE, SurfaceDefinition.named("Surface_Distance"));
		assertTrue(assertThrows(InputException.class, () -> SurfaceDefinition.named("itk")).getMessage().contains("medpy"));
	}

	private static void check(final SurfaceMetrics expected, final LabelPair pair, final SurfaceDefinition definition,
		final double tolerance)
	{
		final SurfaceMetrics found = measure(pair, definition);
		assertEquals(expected.hausdorff(), found.hausdorff(), tolerance);
		assertEquals(expected.hausdorff95(), found.hausdorff95(), tolerance);
		assertEquals(expected.predictedToReference(), found.predictedToReference(), tolerance);
		assertEquals(expected.referenceToPredicted(), found.referenceToPredicted(), tolerance);
		assertEquals(expected.assd(), found.assd(), tolerance);
		assertEquals(expected.surfaceDice(), found.surfaceDice(), tolerance);
	}

	private static void checkArea(final double hausdorff95, final double predictedToReference,
		final double referenceToPredicted, final double surfaceDice, final LabelPair pair)
	{
		final SurfaceMetrics found = measure(pair, SurfaceDefinition.SURFACE_DISTANCE);
		assertEquals(hausdorff95, found.hausdorff95(), 1e-6);
		assertEquals(predictedToReference, found.predictedToReference(), 1e-6);
		assertEquals(referenceToPredicted, found.referenceToPredicted(), 1e-6);
		assertEquals(surfaceDice, found.surfaceDice(), 1e-6);
	}

	private static SurfaceMetrics measure(final LabelPair pair, final SurfaceDefinition definition) {
		return Evaluation.evaluate(pair, List.of(ONE), new SurfaceOptions(definition, 1), Progress.NONE).get(0).surface();
	}
}
