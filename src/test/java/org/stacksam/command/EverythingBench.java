package org.stacksam.command;

import java.util.List;
import java.util.Locale;

import ij.plugin.filter.EDM;
import ij.process.AutoThresholder.Method;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.evaluation.InstanceMetrics;
import org.stacksam.evaluation.InstanceScores.AtThreshold;
import org.stacksam.everything.CellPicture;
import org.stacksam.everything.Everything;
import org.stacksam.everything.EverythingOptions;
import org.stacksam.everything.EverythingResult;
import org.stacksam.everything.PlaneWindow;
import org.stacksam.image.ConnectedComponents;
import org.stacksam.sam.SliceEncoder;

/**
 * F1 at IoU .5 on generated pictures, beside ImageJ's own way. Not a test by its name; run with
 * {@code -Dtest=EverythingBench}.
 */
class EverythingBench {

	private static final int POINTS = Integer.getInteger("stacksam.points", 32);

	@Test
	void f1() {
		print("uneven touching cells", CellPicture.unevenCells(256, 256, 45, 1), POINTS, 0);
		print("touching cells", CellPicture.touchingCells(256, 256, 45, 1), POINTS, 0);
		print("blobs", CellPicture.blobs(256, 254, 40, 1), POINTS, 0);
		print("512 x 512, touching cells", CellPicture.touchingCells(512, 512, 180, 3), POINTS, 0);
		print("512 x 512, touching cells", CellPicture.touchingCells(512, 512, 180, 3), POINTS / 2, 1);
	}

	private static void print(final String what, final CellPicture picture, final int points, final int layers) {
		final EverythingOptions d = EverythingOptions.DEFAULT;
		final EverythingOptions options = new EverythingOptions(points, d.predIouThresh(), d.stabilityScoreThresh(), d
			.stabilityScoreOffset(), d.boxNmsThresh(), layers, d.cropNmsThresh(), d.cropOverlapRatio(), 1, 0, false);
		final long start = System.nanoTime();
		final EverythingResult result = Everything.segment(List.of(PlaneWindow.shown(picture.image(), PlaneWindow
			.auto(picture.image()))), TestModel.get(), SliceEncoder.of(TestModel.get()), options, Progress.NONE);
		final double seconds = (System.nanoTime() - start) / 1e9;
		final AtThreshold sam = score(result.labels(), picture), own = score(watershed(picture), picture);
		System.out.printf(Locale.ROOT,
			"%-28s points_per_side=%d crop_n_layers=%d: SAM F1 %.3f (TP %d FP %d FN %d, mean IoU %.3f), threshold + watershed F1 %.3f (TP %d FP %d FN %d, mean IoU %.3f), %.1f s%n%s%n",
			what, points, layers, sam.f1(), sam.truePositives(), sam.falsePositives(), sam.falseNegatives(), sam
				.meanMatchedIou(), own.f1(), own.truePositives(), own.falsePositives(), own.falseNegatives(), own
					.meanMatchedIou(), seconds, result.summary());
	}

	/** F1 and the like at IoU .5. */
	static AtThreshold score(final RandomAccessibleInterval<? extends RealType<?>> labels, final CellPicture picture) {
		return InstanceMetrics.compute(labels, ArrayImgs.ints(picture.truth(), picture.image().width(), picture.image()
			.height(), 1), new double[] { 0.5 }, Progress.NONE).atThresholds().get(0);
	}

	/** Gauss, Otsu's threshold, watershed of the distance map: what ImageJ's menus offer. */
	static RandomAccessibleInterval<? extends IntegerType<?>> watershed(final CellPicture picture) {
		final int width = picture.image().width(), height = picture.image().height();
		final ImageProcessor grey = new FloatProcessor(width, height, picture.image().values().clone());
		grey.blurGaussian(1);
		grey.setMinAndMax(0, 255);
		final ImageProcessor bytes = grey.convertToByteProcessor();
		bytes.setAutoThreshold(Method.Otsu, true);
		final ByteProcessor mask = bytes.createMask();
		new EDM().toWatershed(mask);
		final boolean[] inside = new boolean[width * height];
		for (int i = 0; i < inside.length; i++)
			inside[i] = mask.get(i) != 0;
		return ArrayImgs.ints(ConnectedComponents.label(inside, width, height, 1, false).labels(), width, height, 1);
	}
}
