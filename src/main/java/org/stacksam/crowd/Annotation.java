package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.InputException;
import org.stacksam.io.Geometry;

/**
 * One annotator's label image.
 *
 * @param annotator name, unique among those that are compared
 * @param labels [x, y, z], 0 = background; read slice by slice, so a view is as good as an array
 *          ({@link org.stacksam.io.LabelImages} makes one of any type)
 * @param geometry its grid
 */
public record Annotation(String annotator, RandomAccessibleInterval<UnsignedShortType> labels,
	Geometry geometry)
{

	/**
	 * Checks that annotations can be compared.
	 *
	 * @throws InputException if there are fewer than two, two of one name, or of different grids (both are shown)
	 */
	public static void check(final List<Annotation> annotations) {
		if (annotations.size() < 2) throw new InputException("There are annotations of " + annotations.size() +
			" annotator(s). Give those of at least two.");
		final List<String> problems = new ArrayList<>();
		final Set<String> names = new HashSet<>();
		final Annotation first = annotations.get(0);
		for (final Annotation a : annotations) {
			if (!names.add(a.annotator)) problems.add("two are named " + a.annotator + ". Rename one");
			if (!a.geometry.sameGrid(first.geometry)) problems.add(a.annotator + " has the grid " + a.geometry + ", but " +
				first.annotator + " has " + first.geometry);
		}
		if (!problems.isEmpty()) throw InputException.of("Cannot compare the annotations", problems);
	}
}
