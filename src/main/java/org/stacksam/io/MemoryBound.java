package org.stacksam.io;

/**
 * How large an image may be to be held in memory as a whole; what is larger stays on disk or packed, and is read slice by
 * slice.
 */
public final class MemoryBound {

	private static final int SHARE = 8;

	private MemoryBound() {}

	/**
	 * Whether an image takes an eighth of Java's memory (-Xmx) at most.
	 *
	 * @param bytes of its pixels; a double, since they may exceed a long
	 */
	public static boolean allows(final double bytes) {
		return bytes <= Runtime.getRuntime().maxMemory() / SHARE;
	}
}
