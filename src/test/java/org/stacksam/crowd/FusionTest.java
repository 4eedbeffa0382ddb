package org.stacksam.crowd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;
import org.stacksam.Progress;

class FusionTest {

	/** The fixture that SimpleITK's binary STAPLE was run on. */
	static final VotePatterns BINARY = VotePatterns.of(new int[][] { digits("11111100000000000000"), digits(
		"11111111000000000000"), digits("01111110010000000001"), digits("11110000000000000000") });
	/** The fixtures of ITK's own tests of LabelVoting and MultiLabelSTAPLE. */
	private static final int[] A = { 0, 1, 3, 3, 4, 6, 6, 0 }, B = { 1, 1, 2, 4, 4, 5, 7, 1 }, C = { 0, 2, 2, 3, 5, 5, 6,
		8 };
	private static final int[] ABC = { 0, 1, 2, 3, 4, 5, 6, 9 }, AB = { 8, 1, 8, 8, 4, 8, 8, 8 };

	@Test
	void majorityAsItk() {
		assertArrayEquals(ABC, fused(MajorityVote.fuse(VotePatterns.of(new int[][] { A, B, C }), 9), A, B, C));
		assertArrayEquals(AB, fused(MajorityVote.fuse(VotePatterns.of(new int[][] { A, B }), 8), A, B));
		// Ties to the smallest of the labels that tie.
		assertArrayEquals(new int[] { 0, 1, 2, 3, 4, 5, 6, 0 }, fused(MajorityVote.fuse(VotePatterns.of(new int[][] { A,
			B }), Fusion.SMALLEST), A, B));
	}

	@Test
	void multiLabelStapleAsItk() {
		assertArrayEquals(ABC, fused(MultiLabelStaple.estimate(VotePatterns.of(new int[][] { A, B, C }), 9, Progress.NONE)
			.fused(), A, B, C));
		assertArrayEquals(AB, fused(MultiLabelStaple.estimate(VotePatterns.of(new int[][] { A, B }), 8, Progress.NONE)
			.fused(), A, B));
	}

	@Test
	void stapleAfterOneIterationAsItk() {
		final Staple.Result one = Staple.estimate(BINARY, 1, 1, Progress.NONE);
		assertEquals(.325, one.prior(), 1e-15);
		assertArrayEquals(new double[] { .807692307692, .923076923077, .846153846154, .576923076923 }, one.sensitivity(),
			1e-9);
		assertArrayEquals(new double[] { .944444444444, .851851851852, .814814814815, .981481481481 }, one.specificity(),
			1e-9);
		assertEquals(.996117321882, weight(one, 1, 1, 0, 1), 1e-9);
		assertEquals(.546105605415, weight(one, 0, 1, 1, 0), 1e-9);
		assertEquals(.017138198974, weight(one, 0, 0, 1, 0), 1e-9);
	}

	@Test
	void convergedStapleAsItk() {
		final Staple.Result result = Staple.estimate(BINARY, 1, Progress.NONE);
		assertEquals(50, result.iterations());
		assertArrayEquals(new double[] { .9999997, 1, .8333334, .6666665 }, result.sensitivity(), 1e-7);
		assertArrayEquals(new double[] { 1, .8571430, .7857144, 1 }, result.specificity(), 1e-7);
		assertEquals(1, weight(result, 1, 1, 1, 0), 1e-6);
		assertEquals(1.27e-6, weight(result, 0, 1, 1, 0), 1e-8);
		assertTrue(result.isForeground(BINARY.indexOf(new int[] { 1, 1, 0, 1 })));
	}

	@Test
	void stapleOfNothingAndOfAllIsThat() {
		final VotePatterns empty = VotePatterns.of(new int[][] { { 0, 0 }, { 0, 0 } });
		assertEquals(0, Staple.estimate(empty, 1, Progress.NONE).weight()[0]);
		assertArrayEquals(new int[] { 0 }, MultiLabelStaple.estimate(empty, 9, Progress.NONE).fused());
		assertEquals(1, Staple.estimate(VotePatterns.of(new int[][] { { 1, 1 }, { 1, 1 } }), 1, Progress.NONE).weight()[0]);
	}

	@Test
	void patternsCountEveryVoxelAndTheImageIsTheirs() {
		final RandomAccessibleInterval<UnsignedByteType> a = LabelVolumes.of("11. ..2", "... ..2"), b = LabelVolumes.of(
			"1.. .22", "... ..."), c = LabelVolumes.of("1.. ...", "... 3.2");
		final List<RandomAccessibleInterval<UnsignedByteType>> all = List.of(a, b, c);
		final VotePatterns patterns = VotePatterns.count(all, Progress.NONE);
		assertEquals(12, patterns.total());
		assertArrayEquals(new int[] { 0, 1, 2, 3 }, patterns.labels());
		assertEquals(6, patterns.count(patterns.indexOf(new int[] { 0, 0, 0 })));
		final var image = Fusion.image(patterns, MajorityVote.fuse(patterns, Fusion.SMALLEST), all, Progress.NONE);
		assertArrayEquals(values(LabelVolumes.of("1.. ..2", "... ..2")), values(image));
	}

	@Test
	void shapeAverageOfShiftedBoxesLiesBetween() {
		// Boxes from 2 to 6, 4 to 8, 6 to 10 (columns): the mean of the signed distances is the middle box.
		assertArrayEquals(digits("0000111110000"), shape(1, "..11111......", "....11111....", "......11111.."));
	}

	@Test
	void shapeAverageOfTwoWeighsDistances() {
		assertArrayEquals(digits("0000000000"), shape(1, "11111.....", "........11"));
		// Nested: the edges lie at 2 and 7. Column 3: −4 (A) + 2 (B), column 4: −3 + 3, a tie, which background wins.
		assertArrayEquals(digits("1111000000"), shape(1, "1111111...", "11........"));
	}

	@Test
	void shapeAverageIsWhatItsDefinitionSays() {
		final SplittableRandom random = new SplittableRandom(5);
		final double[] spacing = { .7, 1.1, 2 };
		for (int run = 0; run < 5; run++) {
			final List<RandomAccessibleInterval<UnsignedByteType>> all = new ArrayList<>();
			for (int k = 0; k < 3; k++) {
				final byte[] values = new byte[9 * 8 * 4];
				for (int label = 1; label <= 2; label++) {
					final int x0 = random.nextInt(5), y0 = random.nextInt(5), z0 = random.nextInt(2);
					for (int i = 0; i < values.length; i++)
						if (i % 9 >= x0 && i % 9 < x0 + 4 && i / 9 % 8 >= y0 && i / 9 % 8 < y0 + 3 && i / 72 >= z0 && i / 72 < z0 +
							2) values[i] = (byte) label;
				}
				all.add(ArrayImgs.unsignedBytes(values, 9, 8, 4));
			}
			assertArrayEquals(byDefinition(all, spacing), values(ShapeAverage.fuse(all, spacing, Progress.NONE)));
		}
	}

	@Test
	void whoOverlookedALabelDoesNotShrinkIt() {
		assertArrayEquals(digits("0011100"), shape(1, "..111..", "..111..", "......."));
		assertArrayEquals(digits("0000000"), shape(1, "..111..", ".......", "......."));
		assertArrayEquals(digits("0000000"), shape(1, "..111..", "......."));
		assertArrayEquals(digits("2201110"), shape(1, "22.111.", "22.111.", "22....."));
	}

	@Test
	void sizesThatDifferAreNamed() {
		final String message = assertThrows(InputException.class, () -> VotePatterns.count(List.of(LabelVolumes.of("11"),
			LabelVolumes.of("111")), Progress.NONE)).getMessage();
		assertTrue(message.contains("2 × 1 × 1 and 3 × 1 × 1"), message);
	}

	@Test
	void valuesThatAreNoLabelsAreNamed() {
		final String message = assertThrows(InputException.class, () -> VotePatterns.count(List.of(ArrayImgs.ints(
			new int[] { 0, 65536 }, 1, 1, 2)), Progress.NONE)).getMessage();
		assertTrue(message.contains("65536 on slice 2"), message);
	}

	/** Brute force over all pairs of voxels. */
	private static int[] byDefinition(final List<RandomAccessibleInterval<UnsignedByteType>> all, final double[] spacing) {
		final int[][] votes = all.stream().map(FusionTest::values).toArray(int[][]::new);
		final int[] out = new int[votes[0].length];
		for (int i = 0; i < out.length; i++) {
			final int voxel = i;
			double best = Arrays.stream(votes).anyMatch(vote -> vote[voxel] == 0) ? 0 : Double.POSITIVE_INFINITY;
			for (int label = 1; label < 3; label++) {
				double sum = 0;
				int drew = 0;
				boolean voted = false;
				for (final int[] vote : votes) {
					final int wanted = label;
					if (Arrays.stream(vote).noneMatch(v -> v == wanted)) continue;
					drew++;
					double nearest = Double.POSITIVE_INFINITY;
					for (int j = 0; j < out.length; j++) {
						if ((vote[j] == label) == (vote[i] == label)) continue;
						nearest = Math.min(nearest, Math.sqrt(Math.pow((i % 9 - j % 9) * spacing[0], 2) + Math.pow((i / 9 % 8 - j /
							9 % 8) * spacing[1], 2) + Math.pow((i / 72 - j / 72) * spacing[2], 2)));
					}
					voted |= vote[i] == label;
					sum += vote[i] == label ? -nearest : nearest;
				}
				if (voted && drew > 1 && sum / drew < best - 1e-9) {
					best = sum / drew;
					out[i] = label;
				}
			}
		}
		return out;
	}

	private static int[] shape(final double spacing, final String... rows) {
		return values(ShapeAverage.fuse(Arrays.stream(rows).map(LabelVolumes::of).toList(), new double[] { spacing, spacing,
			spacing }, Progress.NONE));
	}

	private static double weight(final Staple.Result result, final int... votes) {
		return result.weight()[BINARY.indexOf(votes)];
	}

	private static int[] fused(final int[] labelOf, final int[]... votes) {
		final VotePatterns patterns = VotePatterns.of(votes);
		final int[] out = new int[votes[0].length];
		for (int i = 0; i < out.length; i++) {
			final int voxel = i;
			out[i] = labelOf[patterns.indexOf(Arrays.stream(votes).mapToInt(v -> v[voxel]).toArray())];
		}
		return out;
	}

	static int[] digits(final String text) {
		return text.chars().map(c -> c - '0').toArray();
	}

	private static int[] values(final RandomAccessibleInterval<? extends IntegerType<?>> image) {
		final List<Integer> values = new ArrayList<>();
		net.imglib2.view.Views.flatIterable(image).forEach(v -> values.add(v.getInteger()));
		return values.stream().mapToInt(Integer::intValue).toArray();
	}
}
