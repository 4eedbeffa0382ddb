package org.stacksam.crowd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;
import org.stacksam.crowd.Agreement.Region;
import org.stacksam.io.Geometry;

class AgreementTest {

	private static final List<String> FOUR = List.of("anna", "bob", "carl", "dora");

	@Test
	void fixtureOfTheReference() {
		final VotePatterns votes = FusionTest.BINARY;
		final Agreement all = Agreement.measure(votes, FOUR, MajorityVote.fuse(votes, Fusion.SMALLEST), Region.ALL);
		assertArrayEquals(new double[] { .857142857143, .714285714286, .8, .75, .666666666667, .5 }, all.pairs().stream()
			.mapToDouble(Agreement.Pair::dice).toArray(), 1e-9);
		assertEquals(.714682539683, all.meanPairwiseDice(), 1e-9);
		assertEquals(.582146248813, all.fleissKappa(), 1e-9);
		assertEquals(.587369420703, all.krippendorffAlpha(), 1e-9);
		assertEquals(20, all.voxels());
	}

	@Test
	void rowsByHand() {
		// Majority with ties to background: voxels 0 to 5 without the tie of voxel 4 and 5 (three votes each, so kept).
		final VotePatterns votes = FusionTest.BINARY;
		final int[] consensus = MajorityVote.fuse(votes, Fusion.SMALLEST);
		final Agreement.Row carl = Agreement.measure(votes, FOUR, consensus, Region.ALL).rows().get(2);
		// Carl drew 1–6, 9, 19; the consensus is 0–5: 5 hits of 6, 3 false of 14.
		assertEquals(new Agreement.Row("carl", 1, 8, 5 / 6., 11 / 14., 10 / 14.), carl);
		final Agreement region = Agreement.measure(votes, FOUR, consensus, Region.ANNOTATED);
		// Someone drew on voxels 0–7, 9 and 19: 4 outside the consensus, of which Carl left out one (7).
		assertEquals(10, region.voxels());
		assertEquals(1 / 4., region.rows().get(2).specificity());
		assertTrue(region.fleissKappa() < .582);
	}

	@Test
	void kappaAndAlphaOfCompleteDataBelongTogether() {
		final VotePatterns votes = VotePatterns.of(new int[][] { { 0, 1, 3, 3, 4, 6, 6, 0 }, { 1, 1, 2, 4, 4, 5, 7, 1 }, { 0,
			2, 2, 3, 5, 5, 6, 8 } });
		final double kappa = Agreement.fleissKappa(votes, 3, Region.ALL);
		assertEquals(kappa + (1 - kappa) / 24, Agreement.krippendorffAlpha(votes, 3, Region.ALL), 1e-12);
	}

	@Test
	void whoStandsOutIsNamed() {
		final VotePatterns votes = VotePatterns.of(new int[][] { FusionTest.digits("111111110000"), FusionTest.digits(
			"111111110000"), FusionTest.digits("000111111110"), FusionTest.digits("111111100000") });
		final List<String> standOuts = Agreement.measure(votes, FOUR, MajorityVote.fuse(votes, Fusion.SMALLEST), Region.ALL)
			.standOuts();
		assertEquals(1, standOuts.size());
		assertTrue(standOuts.get(0).startsWith("carl stands out: mean Dice 0.625"), standOuts.get(0));
		final VotePatterns two = VotePatterns.of(new int[][] { { 1, 1, 0 }, { 0, 0, 1 } });
		assertEquals(List.of(), Agreement.measure(two, FOUR.subList(0, 2), MajorityVote.fuse(two, Fusion.SMALLEST),
			Region.ALL).standOuts());
	}

	@Test
	void annotatorsWhoAllLeftItEmptyHaveNoKappa() {
		final VotePatterns votes = VotePatterns.of(new int[][] { { 0, 0 }, { 0, 0 }, { 0, 0 } });
		final Agreement agreement = Agreement.measure(votes, FOUR.subList(0, 3), MajorityVote.fuse(votes, 9), Region.ALL);
		assertEquals(List.of(), agreement.rows());
		assertTrue(Double.isNaN(agreement.fleissKappa()) && Double.isNaN(agreement.krippendorffAlpha()));
		assertTrue(Double.isNaN(agreement.meanPairwiseDice()));
	}

	@Test
	void sliceThatAllLeftEmptyStaysEmpty() {
		final RandomAccessibleInterval<UnsignedByteType> a = LabelVolumes.of("11", ".."), b = LabelVolumes.of("1.", "..");
		final RandomAccessibleInterval<FloatType> entropy = Disagreement.entropy(List.of(a, b));
		assertEquals(0, entropy.getAt(0, 0, 0).get());
		assertEquals(1, entropy.getAt(1, 0, 0).get());
		assertEquals(0, entropy.getAt(0, 0, 1).get());
		assertEquals(0, entropy.getAt(1, 0, 1).get());
	}

	@Test
	void entropyByHand() {
		assertEquals(0, Disagreement.entropy(new int[] { 7, 7, 7 }));
		assertEquals(Math.log(3) / Math.log(2), Disagreement.entropy(new int[] { 5, 1, 0 }), 1e-12);
		assertEquals(.8112781244591328, Disagreement.entropy(new int[] { 0, 1, 1, 1 }), 1e-12);
	}

	@Test
	void otherGridsAndOneAnnotatorAreNamed() {
		final RandomAccessibleInterval<UnsignedShortType> labels = ArrayImgs.unsignedShorts(2, 2, 2);
		final Geometry one = Geometry.of(2, 2, 2, new double[] { 1, 1, 3 }, new double[3]), other = Geometry.of(2, 2, 2,
			new double[] { 1, 1, 2.5 }, new double[3]);
		final String message = assertThrows(InputException.class, () -> Annotation.check(List.of(new Annotation("anna",
			labels, one), new Annotation("bob", labels, other), new Annotation("anna", labels, one)))).getMessage();
		assertTrue(message.contains("bob has the grid " + other + ", but anna has " + one) && message.contains(
			"two are named anna"), message);
		assertTrue(assertThrows(InputException.class, () -> Annotation.check(List.of(new Annotation("anna", labels, one))))
			.getMessage().contains("at least two"));
	}
}
