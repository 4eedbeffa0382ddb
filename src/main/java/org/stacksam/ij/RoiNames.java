package org.stacksam.ij;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.gui.Roi;

/**
 * What the name of a ROI says: the class, and at its end "absent" (the class is not on this slice) or "mask" (the outline
 * is exactly what the class covers on this slice).
 */
final class RoiNames {

	/** Names that ImageJ gives by itself: slice, y and x in four digits or more. */
	private static final Pattern AUTOMATIC = Pattern.compile("(?:(\\d{4,})-)?\\d{4,}-\\d{4,}(?:-\\d{1,3})?");
	/** The ROI Manager tells equal names apart by a number. */
	private static final Pattern NUMBERED = Pattern.compile("(.*\\S)\\s*-\\d{1,3}");
	private static final Pattern MARKED = Pattern.compile("(?:(.*)[\\s_:;,.-])?(absent|mask)", Pattern.CASE_INSENSITIVE);

	private RoiNames() {}

	/** For messages: the name, or the kind of ROI. */
	static String describe(final Roi roi) {
		return roi.getName() == null || roi.getName().isEmpty() ? "The " + roi.getTypeAsString().toLowerCase(Locale.ROOT) +
			" ROI at x=" + roi.getBounds().x + ", y=" + roi.getBounds().y : "ROI \"" + roi.getName() + "\"";
	}

	/** Whether the name is, or ends in, "absent". */
	static boolean isAbsent(final Roi roi) {
		return endsIn("absent", roi);
	}

	/** Whether the name is, or ends in, "mask". */
	static boolean isMask(final Roi roi) {
		return endsIn("mask", roi);
	}

	/** The class that the name tells; "" if it tells none. */
	static String className(final Roi roi) {
		final String name = plain(roi);
		final Matcher marked = MARKED.matcher(name);
		if (!marked.matches()) return name;
		return marked.group(1) == null ? "" : marked.group(1).trim();
	}

	private static boolean endsIn(final String mark, final Roi roi) {
		final Matcher marked = MARKED.matcher(plain(roi));
		return marked.matches() && marked.group(2).equalsIgnoreCase(mark);
	}

	/** The 1-based stack index that an automatic name of three numbers starts with; 0 if it tells none. */
	static int stackIndex(final Roi roi) {
		final Matcher automatic = AUTOMATIC.matcher(roi.getName() == null ? "" : roi.getName());
		if (!automatic.matches() || automatic.group(1) == null || automatic.group(1).length() > 9) return 0;
		return Integer.parseInt(automatic.group(1));
	}

	private static String plain(final Roi roi) {
		final String name = roi.getName() == null ? "" : roi.getName().trim();
		final Matcher numbered = NUMBERED.matcher(name);
		final String base = numbered.matches() ? numbered.group(1) : name;
		return AUTOMATIC.matcher(name).matches() ? "" : base;
	}
}
