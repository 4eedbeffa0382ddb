package org.stacksam.command;

import java.util.List;
import java.util.Objects;

import ij.gui.Roi;

import org.stacksam.Progress;
import org.stacksam.ij.PromptRois;
import org.stacksam.ij.RoiSources;
import org.stacksam.ij.StackSelection;
import org.stacksam.volume.SliceObject;

/** The objects of a plane as outlines, for the key {@code add_rois}. */
final class ObjectRois {

	private ObjectRois() {}

	/** Adds the outlines to the ROI Manager if it is open, else to the overlay; the log says how many, and where. */
	static void add(final StackSelection volume, final List<SliceObject> objects, final Progress progress) {
		final List<Roi> rois = objects.stream().filter(o -> o.mask() != null).map(o -> PromptRois.result(o.mask(), o.object(),
			o.label(), volume.currentSlice(), volume)).filter(Objects::nonNull).toList();
		progress.log(rois.size() + " outlines added to the " + RoiSources.add(volume.image(), rois));
	}
}
