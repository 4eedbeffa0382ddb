package org.stacksam.nnunet;

import java.util.List;

/**
 * Labels that nnU-Net learns together, such as a whole tumour of core and rim.
 *
 * @param name in dataset.json
 * @param values of the label images (not renumbered), at least one
 * @param paintedAs the value that a predicted voxel of this region gets unless a later region takes it
 */
public record Region(String name, List<Integer> values, int paintedAs) {

	public Region {
		values = List.copyOf(values);
	}
}
