package org.stacksam.ij;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/**
 * Where a user keeps ROIs: on the image, in the ROI Manager, in the overlay. What is read are copies; what is added
 * comes after the user's own, which are never changed.
 */
public final class RoiSources {

	private RoiSources() {}

	/**
	 * The ROIs meant as prompts: all of the ROI Manager and the current ROI (once, if it is one of them); where there is
	 * neither, those of the overlay. StackSAM's own results are no prompts.
	 *
	 * @return copies; the current ROI has the current position if it had none. Empty if there is none
	 */
	public static List<Roi> of(final ImagePlus image) {
		final List<Roi> rois = new ArrayList<>(manager());
		final Roi current = current(image);
		if (current != null && rois.stream().noneMatch(r -> isSame(r, current))) rois.add(current);
		return rois.isEmpty() ? overlay(image) : rois;
	}

	/** A copy of the current ROI, at the current position unless it has one; null if there is none. */
	public static Roi current(final ImagePlus image) {
		final Roi roi = image.getRoi();
		if (roi == null || RoiProperties.is(roi, RoiProperties.RESULT)) return null;
		final Roi copy = (Roi) roi.clone();
		if (copy.hasHyperStackPosition() || copy.getPosition() > 0) return copy;
		if (image.getNChannels() > 1 || image.getNFrames() > 1) copy.setPosition(image.getC(), image.getZ(), image.getT());
		else copy.setPosition(image.getCurrentSlice());
		return copy;
	}

	/** Copies of the ROI Manager's ROIs; empty if it is not open, as without a display. */
	public static List<Roi> manager() {
		final RoiManager manager = open();
		return manager == null ? List.of() : copies(List.of(manager.getRoisAsArray()));
	}

	/** The open ROI Manager; null if there is none. Without a display there cannot be one, and asking would fail. */
	private static RoiManager open() {
		// unlike getInstance, this one finds the manager of a macro in batch mode too
		return GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
	}

	/** Copies of the overlay's ROIs. */
	public static List<Roi> overlay(final ImagePlus image) {
		final Overlay overlay = image.getOverlay();
		return overlay == null ? List.of() : copies(List.of(overlay.toArray()));
	}

	/**
	 * Adds ROIs to the ROI Manager if one is open, else to the overlay, beside what is there.
	 *
	 * @return where they went, for the log: "ROI Manager" or "overlay"
	 */
	public static String add(final ImagePlus image, final List<Roi> rois) {
		final RoiManager manager = open();
		if (manager != null) {
			rois.forEach(manager::addRoi);
			return "ROI Manager";
		}
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		rois.forEach(overlay::add);
		image.setOverlay(overlay);
		return "overlay";
	}

	private static List<Roi> copies(final List<Roi> rois) {
		return rois.stream().filter(r -> !RoiProperties.is(r, RoiProperties.RESULT)).map(r -> (Roi) r.clone()).toList();
	}

	/** A click into the ROI Manager makes a copy of its ROI the current one. */
	private static boolean isSame(final Roi a, final Roi b) {
		return a.getType() == b.getType() && a.getFloatBounds().equals(b.getFloatBounds()) && a.size() == b.size();
	}
}
