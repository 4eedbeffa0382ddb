package org.stacksam.volume.fill;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

/**
 * The slices on which objects are said to be absent. A mark without an object (number 0) holds for all objects of its
 * label that are not prompted there.
 */
public final class StopMarks {

	/** No marks. */
	public static final StopMarks NONE = new StopMarks(List.of());

	private final List<Prompt> marks;

	private StopMarks(final List<Prompt> marks) {
		this.marks = List.copyOf(marks);
	}

	/** The marks of a set; {@link #NONE} if it has none. */
	public static StopMarks of(final PromptSet prompts) {
		final List<Prompt> marks = new ArrayList<>();
		for (final Prompt p : prompts.prompts())
			if (p.absent()) marks.add(p);
		return marks.isEmpty() ? NONE : new StopMarks(marks);
	}

	/**
	 * Whether a mark of the object lies between two slices, themselves excluded.
	 *
	 * @param object its number
	 * @param label value of its class
	 * @param a slice, 0-based, and b another, in any order
	 */
	public boolean between(final int object, final int label, final int a, final int b) {
		for (final Prompt m : marks)
			if (m.slice() > Math.min(a, b) && m.slice() < Math.max(a, b) && (m.object() == 0 ? m.label() == label : m
				.object() == object)) return true;
		return false;
	}

	/** Whether the object is marked as absent on a slice, 0-based. */
	public boolean at(final int object, final int label, final int slice) {
		return between(object, label, slice - 1, slice + 1);
	}
}
