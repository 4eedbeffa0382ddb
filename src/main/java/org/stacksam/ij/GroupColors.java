package org.stacksam.ij;

import java.lang.reflect.Field;
import java.util.List;

import ij.gui.Roi;

/**
 * The colours of ROI groups. ImageJ reads them from {@code luts/glasbey.lut} in its folder, which the app jar does not
 * have, and would log "LUT not found" for each ROI with a group.
 */
final class GroupColors {

	private GroupColors() {}

	/** Gives ImageJ the colours; there is no public way. If ImageJ changes inside, it logs as it always did. */
	static void install() {
		try {
			final Field colors = Roi.class.getDeclaredField("glasbeyLut");
			colors.setAccessible(true);
			if (colors.get(null) == null) colors.set(null, GlasbeyLut.lut(List.of()));
		}
		catch (final ReflectiveOperationException | RuntimeException e) {
			ij.IJ.log("ROI groups have no colours: " + e);
		}
	}
}
