package org.stacksam.interactive;

import java.util.Set;

import org.stacksam.sam.Window;
import org.stacksam.volume.VolumeOptions;

/**
 * How objects are carried through the volume.
 *
 * @param objects their numbers; empty = all
 * @param fill BETWEEN the slices with prompts, or BEYOND them as well
 * @param refine whether the result is refined in 3D
 */
public record CarryOptions(Set<Integer> objects, VolumeOptions.Fill fill, VolumeOptions.Refine refine) {

	public CarryOptions {
		objects = Set.copyOf(objects);
	}

	/** All objects, between their slices, refined. */
	public static final CarryOptions ALL = new CarryOptions(Set.of(), VolumeOptions.Fill.BETWEEN,
		VolumeOptions.Refine.AUTO);

	/** As segmenting a volume takes them: prompts are used as they stand. */
	VolumeOptions volumeOptions(final Window window) {
		return new VolumeOptions(window, fill, refine, VolumeOptions.Detail.NORMAL, false, 0, Integer.MAX_VALUE,
			Integer.MAX_VALUE);
	}
}
