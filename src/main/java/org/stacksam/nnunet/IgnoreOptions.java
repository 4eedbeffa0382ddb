package org.stacksam.nnunet;

/**
 * Which voxels get nnU-Net's ignore label, which its loss leaves out (arXiv 2403.12834).
 *
 * @param unlabelled whole slices that nobody annotated
 * @param belowConfidence voxels, background too, whose confidence is below this, 0..1; 0 = none
 * @param value of the label images that means "undecided", such as voxels where annotators disagree; 0 = none
 */
public record IgnoreOptions(boolean unlabelled, double belowConfidence, int value) {

	/** Every voxel is trained on, and the dataset has no ignore label. */
	public static final IgnoreOptions NONE = new IgnoreOptions(false, 0, 0);

	/** Whether the dataset has an ignore label. */
	public boolean any() {
		return unlabelled || belowConfidence > 0 || value > 0;
	}
}
