package org.stacksam.crowd;

import java.util.Arrays;

/** Plurality vote: the label that most annotators gave, as ITK's LabelVotingImageFilter; background votes too. */
public final class MajorityVote {

	private MajorityVote() {}

	/**
	 * Decides each combination of votes.
	 *
	 * @param tie label for ties (ITK: one more than the largest), or {@link Fusion#SMALLEST}
	 * @return a label for each pattern
	 */
	public static int[] fuse(final VotePatterns patterns, final int tie) {
		final int[] labels = patterns.labels();
		final int[] fused = new int[patterns.size()];
		final double[] votes = new double[labels.length];
		for (int i = 0; i < fused.length; i++) {
			Arrays.fill(votes, 0);
			for (int k = 0; k < patterns.raters(); k++)
				votes[Arrays.binarySearch(labels, patterns.vote(i, k))]++;
			fused[i] = Fusion.largest(labels, votes, 0, tie);
		}
		return fused;
	}
}
