package org.stacksam.nnunet;

import java.util.BitSet;
import java.util.List;

/**
 * One case of a dataset.
 *
 * @param id its name in the dataset
 * @param channels one image a channel, all of one grid
 * @param label null for a case of imagesTs, which is only predicted
 * @param confidence of the label, null if there is none; numbers 0..1, or unsigned bytes where 255 means 1
 * @param disagreement of the annotators, in the unit of {@link IgnoreOptions#aboveDisagreement()}, null if there is none
 * @param annotatedSlices 0-based z of the slices that someone annotated, their background too; null = those that hold
 *          a label
 * @param group patient or specimen: cases of one group stay in one fold; "" = its own group
 */
public record DatasetCase(String id, List<ImageSource> channels, ImageSource label, ImageSource confidence,
	ImageSource disagreement, BitSet annotatedSlices, String group)
{

	public DatasetCase {
		channels = List.copyOf(channels);
		annotatedSlices = annotatedSlices == null ? null : (BitSet) annotatedSlices.clone();
		group = group == null ? "" : group;
	}

	/** A case whose annotators agree, or are not asked. */
	public DatasetCase(final String id, final List<ImageSource> channels, final ImageSource label,
		final ImageSource confidence, final BitSet annotatedSlices, final String group)
	{
		this(id, channels, label, confidence, null, annotatedSlices, group);
	}

	/** A case for training with one channel. */
	public static DatasetCase of(final String id, final ImageSource image, final ImageSource label) {
		return new DatasetCase(id, List.of(image), label, null, null, "");
	}

	/** Whether it belongs to imagesTs. */
	public boolean isTest() {
		return label == null;
	}

	/** What keeps together in the splits. */
	String groupOrId() {
		return group.isEmpty() ? "case " + id : "group " + group;
	}
}
