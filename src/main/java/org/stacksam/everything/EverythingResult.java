package org.stacksam.everything;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.volume.SliceObject;

/**
 * The objects of a plane.
 *
 * @param labels [x, y, 1] object numbers, 0 = none
 * @param objects numbered from 1 in the order of their first pixels; may be empty
 * @param points decoder runs; 0 if the plane is constant, which the model is not asked about
 * @param masks that the model made, three a point; objects and dropped ones add up to it
 * @param dropped masks by the filter that dropped them; filters that dropped none are not there
 */
public record EverythingResult(RandomAccessibleInterval<UnsignedShortType> labels, List<SliceObject> objects,
	int points, int masks, Map<Filter, Integer> dropped)
{

	public EverythingResult {
		objects = List.copyOf(objects);
		final Map<Filter, Integer> copy = new EnumMap<>(Filter.class);
		copy.putAll(dropped);
		dropped = copy;
	}

	/** What became of all masks, a line each. */
	public String summary() {
		if (points == 0) return "No object: all pixels have the same value in this window. The model was not run.";
		final StringBuilder text = new StringBuilder(objects.size() + (objects.size() == 1 ? " object" : " objects") +
			" from " + masks + " masks at " + points + " points.");
		dropped.forEach((filter, count) -> text.append("\n- ").append(count).append(" dropped: ").append(filter.text()));
		return text.toString();
	}
}
