package org.stacksam.ij;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImagePlus;
import ij.measure.Calibration;

import org.stacksam.InputException;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SliceEncoder;

/**
 * The plane that an image shows now, at its channel, slice and frame.
 *
 * @param volume that the plane is a slice of
 * @param selection the plane as an image of its own, pixels shared
 */
public record CurrentPlane(StackSelection volume, StackSelection selection) {

	/**
	 * The current plane.
	 *
	 * @param image may be null, which is an error
	 */
	public static CurrentPlane of(final ImagePlus image) {
		final StackSelection volume = StackSelection.current(image);
		final int index = volume.stackIndex(volume.currentSlice());
		final ImagePlus plane = new ImagePlus(image.getTitle(), image.getStack().getProcessor(index));
		final Calibration calibration = image.getCalibration().copy();
		calibration.zOrigin -= volume.currentSlice();
		plane.setCalibration(calibration);
		final String label = image.getStack().getSliceLabel(index);
		if (label != null) plane.setProp("Slice_Label", label);
		return new CurrentPlane(volume, StackSelection.current(plane));
	}

	/** [x, y, 1] in the image's own units; of RGB the luminance. */
	public RandomAccessibleInterval<FloatType> pixels() {
		return ImagePlusViews.floats(selection);
	}

	/** The grid of the plane, with the orientation of its volume. */
	public Geometry geometry() {
		final Geometry grid = volume.geometry();
		final double[][] affine = grid.affine();
		for (final double[] row : affine)
			row[3] += row[2] * volume.currentSlice();
		return new Geometry(grid.width(), grid.height(), 1, affine, grid.oriented());
	}

	/**
	 * The prompts that lie on this plane.
	 *
	 * @param prompts of the volume
	 * @return on slice 0 of an image of one slice
	 * @throws InputException if there is none
	 */
	public PromptSet prompts(final PromptSet prompts) {
		final int slice = volume.currentSlice();
		final List<Prompt> here = prompts.prompts().stream().filter(p -> p.slice() == slice && !p.absent()).map(p -> p
			.withSlice(0)).toList();
		if (here.isEmpty()) throw new InputException("There is no prompt on slice " + (slice + 1) + " of " + volume.image()
			.getTitle() + ". Draw a box or points on it, or go to a slice that has some.");
		return new PromptSet(prompts.annotator(), prompts.image(), prompts.width(), prompts.height(), 1, prompts.labels(),
			here);
	}

	/** The model's encoder, shown the colours of an RGB image where the engine would show it the luminance. */
	public SliceEncoder encoder(final SliceEncoder grey) {
		if (!ImagePlusViews.isRgb(selection.image())) return grey;
		final List<Plane> rgb = SlicePlanes.of(selection, 0);
		return new SliceEncoder() {

			@Override
			public EncodedSlice encode(final Plane slice) {
				return grey.encode(rgb.get(0), rgb.get(1), rgb.get(2));
			}

			@Override
			public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
				return grey.encode(red, green, blue);
			}

			@Override
			public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
				return grey.encodeMosaic(slices, grid);
			}
		};
	}
}
