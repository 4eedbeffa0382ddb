package org.stacksam.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stacksam.Progress;
import org.stacksam.TestData;
import org.stacksam.crowd.Agreement.Region;
import org.stacksam.crowd.LabelMerging.Method;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.io.NiftiFile;

class LabelMergingTest {

	private static final String[] A = { "11...... 11.22222 ...22222", "........ ........ ........" }, B = {
		"111..... 11.22222 ....2222", "........ ........ ........" }, C = { "1....... 11.22... ...22222",
			"........ ........ ........" };

	@ParameterizedTest
	@EnumSource(Method.class)
	void everyMethodGivesLabelsDisagreementAndAgreement(final Method method) {
		final LabelMerging.Result result = LabelMerging.merge(annotations(A, B, C), method, Region.ANNOTATED, Progress.NONE);
		assertEquals(List.of(1L, 1L, 0L), List.of(at(result.labels(), 0, 0, 0), at(result.labels(), 1, 0, 0), at(result
			.labels(), 2, 0, 0)));
		assertEquals(2, at(result.labels(), 6, 1, 0), "two of three drew it");
		assertEquals(0, at(result.labels(), 6, 1, 1), "a slice that all left empty");
		assertEquals(.9182958, result.disagreement().getAt(6, 1, 0).get(), 1e-6);
		assertEquals(0, result.disagreement().getAt(0, 0, 0).get());
		// What two of three drew of label 1 is what Anna drew.
		final Agreement.Row anna = result.agreement().rows().stream().filter(r -> r.annotator().equals("anna") && r
			.label() == 1).findFirst().get();
		assertEquals(1, anna.dice());
		assertEquals(Region.ANNOTATED, result.agreement().region());
		assertEquals(15, result.agreement().voxels());
		assertTrue(result.agreement().fleissKappa() > 0 && result.agreement().fleissKappa() < 1);
	}

	@Test
	void singleLabelIsFusedByBinaryStaple() {
		final List<Annotation> all = annotations(new String[] { "11111100000000000000".replace('0', '.') }, new String[] {
			"11111111000000000000".replace('0', '.') }, new String[] { "01111110010000000001".replace('0', '.') });
		final VotePatterns patterns = VotePatterns.count(all.stream().map(Annotation::labels).toList(), Progress.NONE);
		final Staple.Result expected = Staple.estimate(patterns, 1, Progress.NONE);
		final RandomAccessibleInterval<UnsignedShortType> fused = LabelMerging.merge(all, Method.STAPLE, Region.ALL,
			Progress.NONE).labels();
		for (int x = 0; x < 20; x++) {
			final int voxel = x;
			final int[] votes = all.stream().mapToInt(a -> (int) at(a.labels(), voxel, 0, 0)).toArray();
			assertEquals(expected.isForeground(patterns.indexOf(votes)) ? 1 : 0, at(fused, x, 0, 0));
		}
	}

	@Test
	void canBeCancelled() {
		final Progress stop = new Progress() {

			@Override
			public boolean isCanceled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> LabelMerging.merge(annotations(A, B), Method.MAJORITY, Region.ALL,
			stop));
	}

	/** The study's two sets of labels of one patient, made from the same boxes. */
	@Test
	void labelsOfTheStudyAreCompared() throws IOException {
		final List<Annotation> two = new ArrayList<>();
		for (final String name : new String[] { "SAM", "MedSAM" }) {
			final NiftiFile.Volume volume = NiftiFile.read(TestData.shared("crowd/" + name + "-label0034.nii.gz"), 0);
			two.add(new Annotation(name, LabelImages.ofAny(volume.image(), name).image(), volume.geometry()));
		}
		final LabelMerging.Result result = LabelMerging.merge(two, Method.MAJORITY, Region.ANNOTATED, Progress.NONE);
		assertEquals(5, result.agreement().pairs().size());
		// Counted by numpy from the two files.
		assertEquals(.9143269853703216, result.agreement().meanPairwiseDice(), 1e-9);
		long fused = 0;
		for (final UnsignedShortType label : Views.flatIterable(result.labels()))
			if (label.get() > 0) fused++;
		assertEquals(1_059_577, fused);
	}

	private static long at(final RandomAccessibleInterval<UnsignedShortType> image, final long... position) {
		return image.getAt(position).get();
	}

	private static List<Annotation> annotations(final String[]... volumes) {
		final List<Annotation> all = new ArrayList<>();
		for (final String[] slices : volumes) {
			final RandomAccessibleInterval<UnsignedShortType> labels = LabelImages.of(LabelVolumes.of(slices), "").image();
			all.add(new Annotation(List.of("anna", "bob", "carl").get(all.size()), labels, Geometry.of(labels.dimension(0),
				labels.dimension(1), labels.dimension(2), new double[] { 1, 1, 2 }, new double[3])));
		}
		return all;
	}
}
