package org.stacksam.interactive;

import java.util.List;

import org.stacksam.sam.Plane;
import org.stacksam.volume.InPlaneTurn;
import org.stacksam.volume.InputRegion;

/**
 * The slices of one volume (one channel, one frame, one window) as the model sees them. Two of them are the same only if
 * they are the same object, for embeddings are kept by it. Must be safe for several threads.
 */
public interface ModelPlanes {

	/** Of the slices as stored, pixels. */
	int width();

	/** Of the slices as stored, pixels. */
	int height();

	/** Slices. */
	int depth();

	/** How stored slices are turned before the model sees them. */
	InPlaneTurn turn();

	/**
	 * A part of a slice, turned.
	 *
	 * @param z 0-based
	 * @param region in pixels as stored
	 * @return values 0..255: one plane of grey, or red, green and blue
	 */
	List<Plane> planes(int z, InputRegion region);
}
