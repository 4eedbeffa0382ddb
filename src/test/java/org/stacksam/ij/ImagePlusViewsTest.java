package org.stacksam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stacksam.InputException;
import org.stacksam.Progress;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

class ImagePlusViewsTest {

	private static final int W = 5, H = 4;

	/** Value c·1000 + z·100 + t·10 in ImageJ's order, channel fastest, then slice, then frame. */
	private static ImagePlus hyperstack(final int channels, final int slices, final int frames) {
		final ImageStack stack = new ImageStack(W, H);
		for (int t = 0; t < frames; t++)
			for (int z = 0; z < slices; z++)
				for (int c = 0; c < channels; c++) {
					final ShortProcessor p = new ShortProcessor(W, H);
					p.set(c * 1000 + z * 100 + t * 10);
					p.set(3, 2, c * 1000 + z * 100 + t * 10 + 7);
					stack.addSlice(p);
				}
		final ImagePlus image = new ImagePlus("hyper", stack);
		image.setDimensions(channels, slices, frames);
		image.setOpenAsHyperStack(true);
		return image;
	}

	private static double at(final RandomAccessibleInterval<? extends RealType<?>> view, final long... at) {
		return view.randomAccess().setPositionAndGet(at).getRealDouble();
	}

	@Test
	void readsTheChannelAndFrameThatWereChosen() {
		final ImagePlus image = hyperstack(2, 3, 4);
		final StackSelection selection = StackSelection.of(image, 2, 3, Progress.NONE);
		final var view = ImagePlusViews.view(selection);
		assertEquals(3, view.dimension(2));
		for (int z = 0; z < 3; z++) {
			assertEquals(1000 + 100 * z + 20, at(view, 0, 0, z));
			assertEquals(1000 + 100 * z + 27, at(view, 3, 2, z));
		}
		image.setPosition(1, 2, 4);
		assertEquals(new StackSelection(image, 0, 3, false, 0), StackSelection.of(image, 0, 0, Progress.NONE));
	}

	@Test
	void takesFramesAsSlices() {
		final List<String> log = new ArrayList<>();
		final ImagePlus series = hyperstack(1, 1, 4);
		final StackSelection selection = StackSelection.of(series, 0, 0, new Progress() {

			@Override
			public void log(final String line) {
				log.add(line);
			}
		});
		assertTrue(selection.timeAsDepth());
		assertEquals(4, selection.depth());
		assertEquals(30, at(ImagePlusViews.view(selection), 0, 0, 3));
		assertEquals(1, log.size());
		final ImagePlus hyper = hyperstack(2, 3, 4);
		hyper.setPosition(1, 2, 1);
		assertEquals(1137, at(ImagePlusViews.view(StackSelection.alongTime(hyper, 2)), 3, 2, 3));
	}

	@Test
	void namesChannelsThatDoNotExist() {
		final String message = assertThrows(InputException.class, () -> StackSelection.of(hyperstack(2, 3, 1), 3, 0,
			Progress.NONE)).getMessage();
		assertTrue(message.contains("channel=3") && message.contains("2 channels"), message);
		assertThrows(InputException.class, () -> StackSelection.of(null, 0, 0, Progress.NONE));
		assertThrows(InputException.class, () -> StackSelection.current(new ImagePlus()));
	}

	@Test
	void sharesPixelsWithTheStack() {
		final ImagePlus image = hyperstack(1, 2, 1);
		final PlanarImg<?, ?> planes = assertInstanceOf(PlanarImg.class, ImagePlusViews.view(StackSelection.current(
			image)));
		assertSame(image.getStack().getPixels(2), planes.getPlane(1).getCurrentStorageArray());
		final ImagePlus single = new ImagePlus("single", new FloatProcessor(W, H));
		final var view = ImagePlusViews.view(StackSelection.current(single));
		single.getProcessor().setf(2, 1, Float.NaN);
		assertTrue(Double.isNaN(at(view, 2, 1, 0)));
		assertSame(view, ImagePlusViews.floats(view));
	}

	@Test
	void readsUnsignedTypesBeyondTheSignBit() {
		final ByteProcessor bytes = new ByteProcessor(W, H);
		bytes.set(1, 1, 200);
		final var eight = ImagePlusViews.view(StackSelection.current(new ImagePlus("8", bytes)));
		assertInstanceOf(UnsignedByteType.class, eight.getType());
		assertEquals(200, at(eight, 1, 1, 0));
		final ShortProcessor shorts = new ShortProcessor(W, H);
		shorts.set(1, 1, 60000);
		final var sixteen = ImagePlusViews.view(StackSelection.current(new ImagePlus("16", shorts)));
		assertInstanceOf(UnsignedShortType.class, sixteen.getType());
		assertEquals(60000, at(sixteen, 1, 1, 0));
		assertEquals(60000f, ImagePlusViews.floats(sixteen).randomAccess().setPositionAndGet(1, 1, 0).get());
	}

	@Test
	void readsSignedSixteenBitInItsOwnUnits() {
		final ShortProcessor shorts = new ShortProcessor(W, H);
		shorts.set(0, 0, 32768 - 1024);
		shorts.set(1, 0, 0);
		shorts.set(2, 0, 65535);
		final ImagePlus image = new ImagePlus("ct", shorts);
		image.getCalibration().setSigned16BitCalibration();
		final var view = ImagePlusViews.view(StackSelection.current(image));
		assertInstanceOf(ShortType.class, view.getType());
		assertEquals(-1024, at(view, 0, 0, 0));
		assertEquals(-32768, at(view, 1, 0, 0));
		assertEquals(32767, at(view, 2, 0, 0));
	}

	@Test
	void appliesLinearAndOtherCalibrations() {
		final ShortProcessor shorts = new ShortProcessor(W, H);
		shorts.set(0, 0, 1000);
		final ImagePlus image = new ImagePlus("ct", shorts);
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -1024, 0.5 }, "HU");
		assertEquals(-524, at(ImagePlusViews.view(StackSelection.current(image)), 0, 0, 0));
		final ByteProcessor bytes = new ByteProcessor(W, H);
		bytes.set(0, 0, 10);
		final ImagePlus od = new ImagePlus("gel", bytes);
		od.getCalibration().setFunction(Calibration.POLY2, new double[] { 1, 2, 3 }, "units");
		assertEquals(1 + 2 * 10 + 3 * 100, at(ImagePlusViews.view(StackSelection.current(od)), 0, 0, 0), 1e-4);
	}

	@Test
	void splitsColours() {
		final ColorProcessor colors = new ColorProcessor(W, H);
		colors.set(2, 1, 0xff102030);
		final StackSelection selection = StackSelection.current(new ImagePlus("rgb", colors));
		final var rgb = ImagePlusViews.rgb(selection);
		assertEquals(List.of(16.0, 32.0, 48.0), rgb.stream().map(v -> at(v, 2, 1, 0)).toList());
		// ITU-R BT.601
		assertEquals(0.299 * 16 + 0.587 * 32 + 0.114 * 48, at(ImagePlusViews.view(selection), 2, 1, 0), 1e-4);
		assertEquals(3, SlicePlanes.of(selection, 0).size());
		assertEquals(32f, SlicePlanes.of(selection, 0).get(1).values()[W + 2]);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 1000 })
	void displayRangeAndLookupTableChangeNothing(final double max) {
		final ImagePlus image = hyperstack(1, 2, 1);
		image.setLut(GlasbeyLut.lut(List.of()));
		image.setDisplayRange(0, max);
		assertEquals(107, at(ImagePlusViews.view(StackSelection.current(image)), 3, 2, 1));
	}

	/** Counts how often a slice is made, as a virtual stack would read it. */
	private static final class CountingStack extends VirtualStack {

		private int loads;

		private CountingStack(final int depth) {
			super(W, H, depth);
			setBitDepth(32);
		}

		@Override
		public ImageProcessor getProcessor(final int n) {
			return new FloatProcessor(W, H, (float[]) getPixels(n));
		}

		@Override
		public Object getPixels(final int n) {
			loads++;
			final float[] pixels = new float[W * H];
			java.util.Arrays.fill(pixels, n);
			return pixels;
		}
	}

	@Test
	void loadsVirtualSlicesOnceWhenReadInOrder() {
		final CountingStack stack = new CountingStack(100);
		final var view = ImagePlusViews.floats(StackSelection.current(new ImagePlus("virtual", stack)));
		stack.loads = 0;
		double sum = 0;
		for (final FloatType v : Views.flatIterable(view))
			sum += v.get();
		assertEquals(W * H * 5050.0, sum);
		assertEquals(100, stack.loads);
		// an access starts at slice 1, which is gone by now; the last slices are kept
		assertEquals(98, at(view, 0, 0, 97));
		assertEquals(100, at(view, 4, 3, 99));
		assertEquals(1, at(view, 0, 0, 0));
		assertEquals(101, stack.loads);
	}
}
