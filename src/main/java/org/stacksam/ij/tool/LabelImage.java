package org.stacksam.ij.tool;

import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;

import org.stacksam.ij.Calibrations;
import org.stacksam.ij.GlasbeyLut;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.LabelVolume;
import org.stacksam.interactive.SessionClass;

/**
 * The label image of a session as an ImageJ window over the very arrays of the session, so that ImageJ's brush, wand and
 * eraser edit it. The colour of a class paints its value.
 */
final class LabelImage {

	private final StackSelection source;
	private final LabelVolume labels;
	private ImagePlus image;

	LabelImage(final StackSelection source, final LabelVolume labels) {
		this.source = source;
		this.labels = labels;
	}

	/** Opens the window if it is not open; the source's window stays in front. */
	void show(final List<SessionClass> classes) {
		if (isOpen()) return;
		image = make();
		paint(classes);
		image.setSliceWithoutUpdate(source.currentSlice() + 1);
		image.show();
		final var window = source.image().getWindow();
		if (window != null) window.toFront();
	}

	boolean isOpen() {
		return image != null && image.getWindow() != null;
	}

	boolean is(final ImagePlus other) {
		return image != null && image == other;
	}

	/** Shows what the session wrote. */
	void update(final List<SessionClass> classes) {
		if (!isOpen()) return;
		paint(classes);
		image.updateAndDraw();
	}

	private void paint(final List<SessionClass> classes) {
		image.setLut(GlasbeyLut.lut(classes.stream().map(SessionClass::label).toList()));
		image.setDisplayRange(0, Math.max(255, classes.stream().mapToInt(SessionClass::value).max().orElse(0)));
		// saved by the session
		image.changes = false;
	}

	/** Shows the slice of the source. */
	void follow(final int slice) {
		if (isOpen() && image.getCurrentSlice() != slice + 1) image.setSlice(slice + 1);
	}

	void close() {
		if (!isOpen()) return;
		image.changes = false;
		image.close();
	}

	private ImagePlus make() {
		final ImageStack stack = new ImageStack(labels.width(), labels.height());
		for (int z = 0; z < labels.depth(); z++) stack.addSlice(source.image().getStack().getSliceLabel(source.stackIndex(
			z)), labels.plane(z));
		final String frame = source.image().getNFrames() > 1 && !source.timeAsDepth() ? " t" + (source.frame() + 1) : "";
		final ImagePlus made = new ImagePlus("labels of " + source.image().getTitle() + frame, stack);
		Calibrations.copy(source, made);
		return made;
	}
}
