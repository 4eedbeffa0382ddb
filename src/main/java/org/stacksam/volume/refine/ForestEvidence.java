package org.stacksam.volume.refine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Log-odds of each class by a forest learnt inside the volume, in steps of 4/127 over ±4, for the boxes of all slices. */
final class ForestEvidence {

	/** Largest log-odds either way. */
	static final float MOST = 4;

	private final int classes;
	private final Map<Long, byte[]> planes = new ConcurrentHashMap<>();

	ForestEvidence(final int classes) {
		this.classes = classes;
	}

	/** Keeps log-odds, laid out as {@link LogitField#smoothed} with nothing grown. */
	void put(final int k, final int z, final float[] logOdds) {
		final byte[] packed = new byte[logOdds.length];
		for (int i = 0; i < packed.length; i++)
			packed[i] = (byte) Math.round(Math.max(-MOST, Math.min(MOST, logOdds[i])) * (127 / MOST));
		planes.put((long) z * classes + k, packed);
	}

	/** Log-odds, null where there are none. */
	float[] get(final int k, final int z) {
		final byte[] packed = planes.get((long) z * classes + k);
		if (packed == null) return null;
		final float[] out = new float[packed.length];
		for (int i = 0; i < out.length; i++) out[i] = packed[i] * (MOST / 127);
		return out;
	}
}
