package org.stacksam.nnunet;

/**
 * Which voxels get nnU-Net's ignore label, which its loss leaves out (arXiv 2403.12834).
 *
 * @param unlabelled whole slices that nobody annotated
 * @param belowConfidence voxels, background too, whose confidence is below this, 0..1; 0 = none
 * @param aboveDisagreement voxels whose disagreement is above this, such as the entropy of the annotators' votes in
 *          bits; {@link #NO_LIMIT} = none
 * @param value of the label images that means "undecided"; 0 = none
 */
public record IgnoreOptions(boolean unlabelled, double belowConfidence, double aboveDisagreement, int value) {

	/** No disagreement is above this. */
	public static final double NO_LIMIT = Double.POSITIVE_INFINITY;

	/** Every voxel is trained on, and the dataset has no ignore label. */
	public static final IgnoreOptions NONE = new IgnoreOptions(false, 0, 0);

	/** Whatever annotators disagree on. */
	public IgnoreOptions(final boolean unlabelled, final double belowConfidence, final int value) {
		this(unlabelled, belowConfidence, NO_LIMIT, value);
	}

	/** Whether disagreement is looked at. */
	public boolean usesDisagreement() {
		return aboveDisagreement < NO_LIMIT;
	}

	/** Whether the dataset has an ignore label. */
	public boolean any() {
		return unlabelled || belowConfidence > 0 || usesDisagreement() || value > 0;
	}
}
