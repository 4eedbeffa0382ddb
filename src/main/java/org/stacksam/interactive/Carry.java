package org.stacksam.interactive;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;

/**
 * Carries objects from the slices where they are given through the volume. First each object by itself from slice to
 * slice, every finished stretch being written at once; then all together with refinement, which replaces them. What is
 * written when the user cancels stays. Slices that the user answers for are never overwritten. One step of undo.
 */
public final class Carry<T extends RealType<T>> {

	/**
	 * A volume to carry through.
	 *
	 * @param image [x, y, z] in its own units
	 * @param geometry its grid
	 * @param window that the previews were made with
	 */
	public record Volume<T extends RealType<T>>(RandomAccessibleInterval<T> image, Geometry geometry, Window window) {}

	private final Volume<T> volume;
	private final SamModel model;
	private final SliceEncoder encoder;

	public Carry(final Volume<T> volume, final SamModel model, final SliceEncoder encoder) {
		this.volume = volume;
		this.model = model;
		this.encoder = encoder;
	}

	/**
	 * Carries; to be called on a thread of the caller's, never the event thread. The session may be worked on meanwhile.
	 *
	 * @throws org.stacksam.InputException if there is nothing to carry
	 * @throws java.util.concurrent.CancellationException if the user cancels; what is finished stays
	 */
	public void run(final Session session, final CarryOptions options, final Progress progress) {
		throw new UnsupportedOperationException("being written");
	}
}
