package org.stacksam.volume;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.sam.Window;

/**
 * A segmented volume.
 *
 * @param labels [x, y, z] class values, 0 = background; to be read, slice by slice where speed matters
 * @param confidence [x, y, z] of each voxel's label, 0..255 for 0..1; to be read
 * @param rows a row an object and slice, least confident first
 * @param estimatedDice by object: {object, label, estimated Dice}
 * @param window that was used
 * @param encoderRuns spent
 * @param decoderRuns spent
 * @param notes what the user should know: changed prompts, warnings
 */
public record VolumeResult(RandomAccessibleInterval<UnsignedShortType> labels,
	RandomAccessibleInterval<UnsignedByteType> confidence, List<ReportRow> rows, List<ObjectEstimate> estimatedDice,
	Window window, long encoderRuns, long decoderRuns, List<String> notes)
{

	public VolumeResult withLabels(final RandomAccessibleInterval<UnsignedShortType> newLabels) {
		return new VolumeResult(newLabels, confidence, rows, estimatedDice, window, encoderRuns, decoderRuns, notes);
	}

	/** Estimated Dice of one object, 0..1. */
	public record ObjectEstimate(int object, int label, String name, double dice) {}
}
