package org.stacksam.ij;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.stacksam.InputException;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadPrompts;

import ij.gui.Arrow;
import ij.gui.ImageRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;

/**
 * ImageJ's ROIs as prompts.
 * <ul>
 * <li>Rectangle: a box with exactly its edges. Oval, polygon, freehand, brush, composite, rotated rectangle: the tight
 * box and up to three inner points; named "mask", or ending in it, the mask as it stands, taken as the truth. Line, polyline, freehand line: points along it,
 * and its box unless that is thinner than two pixels.</li>
 * <li>Point, multi-point: counter 0 is foreground, 1 background. Each ROI is one object a slice.</li>
 * <li>The group is the class, else the name; a ROI with neither is a class of its own. ROIs of one class on one slice
 * are several objects, except that points inside a shape of their class belong to that shape.</li>
 * <li>Named "absent", or ending in it, or background points alone: the class is not on this slice.</li>
 * <li>Background points without a class belong to the smallest shape round them, or to the only object there.</li>
 * </ul>
 * Text, arrows, pictures and StackSAM's own results are left out.
 */
public final class RoiPrompts {

	/** Thinner boxes of lines say nothing of the object's width. */
	private static final double THIN = 2;

	private RoiPrompts() {}

	/**
	 * Converts ROIs.
	 *
	 * @param rois never changed; in any order
	 * @param space the image they lie on
	 * @param defaultSlice 0-based slice of ROIs without a position, such as the current one; −1: such a ROI is an error,
	 *          since guessing would label wrong slices
	 * @return prompts of the channel and frame that are worked on; their object numbers are 0 (not stated) unless the ROIs
	 *         came from {@link PromptRois}. The notes name each ROI that was left out. Empty if there are no ROIs
	 * @throws InputException if a ROI lies outside the image, is empty, has no slice, or has a counter other than 0 and 1
	 */
	public static ReadPrompts of(final List<Roi> rois, final RoiSpace space, final int defaultSlice) {
		final List<String> notes = new ArrayList<>();
		final List<Roi> used = rois.stream().filter(r -> isPrompt(r, space, notes)).toList();
		final RoiClasses classes = new RoiClasses(used);
		final List<PromptParts.Part> parts = new ArrayList<>();
		final List<Roi> stops = new ArrayList<>(), negatives = new ArrayList<>();
		for (final Roi roi : used) {
			if (RoiNames.isAbsent(roi)) stops.add(roi);
			else if (isBackground(roi) && RoiProperties.number(roi, RoiProperties.PROMPT) == 0) negatives.add(roi);
			else {
				final int label = classes.classOf(roi);
				for (final Prompt p : shape(roi, space, defaultSlice))
					parts.add(new PromptParts.Part(RoiProperties.number(roi, RoiProperties.PROMPT), labelled(p, label)));
			}
		}
		final List<Prompt> merged = PromptParts.join(parts);
		for (final Roi roi : negatives)
			for (final Prompt p : shape(roi, space, defaultSlice))
				addBackground(roi, p, classes, merged);
		for (final Roi roi : stops) {
			final int slice = slice(roi, space.position(roi), space, defaultSlice);
			merged.add(new Prompt(RoiProperties.number(roi, RoiProperties.OBJECT), classes.classOfAbsent(roi), slice, -1, -1,
				null, List.of(), null, true));
		}
		return new ReadPrompts(new PromptSet("", space.title(), space.width(), space.height(), space.depth(), classes
			.labels(), merged), notes);
	}

	private static boolean isPrompt(final Roi roi, final RoiSpace space, final List<String> notes) {
		if (RoiProperties.is(roi, RoiProperties.RESULT)) return false;
		if (roi instanceof TextRoi || roi instanceof ImageRoi || roi instanceof Arrow || roi.getType() == Roi.ANGLE) {
			notes.add(RoiNames.describe(roi) + " was left out: " + roi.getTypeAsString() + " is no prompt.");
			return false;
		}
		final RoiSpace.Position at = space.position(roi);
		if (space.isWorkedOn(at)) return true;
		notes.add(RoiNames.describe(roi) + " was left out: it lies on channel " + (at.channel() + 1) + ", frame " + (at
			.frame() + 1) + ", and another is worked on (0 = all).");
		return false;
	}

	private static boolean isBackground(final Roi roi) {
		if (!(roi instanceof PointRoi points)) return false;
		for (int i = 0; i < points.size(); i++)
			if (points.getCounter(i) == 0) return false;
		return points.size() > 0;
	}

	private static int slice(final Roi roi, final RoiSpace.Position position, final RoiSpace space,
		final int defaultSlice)
	{
		final int z = position.slice() >= 0 ? position.slice() : defaultSlice;
		space.requireSlice(z, RoiNames.describe(roi));
		return z;
	}

	/** What one ROI says, without a class: one prompt, or for points that lie on several slices one a slice. */
	private static List<Prompt> shape(final Roi roi, final RoiSpace space, final int defaultSlice) {
		if (roi instanceof PointRoi points) return points(points, space, defaultSlice);
		final RoiSpace.Position at = space.position(roi);
		final int z = slice(roi, at, space, defaultSlice);
		Box box = inside(RoiShapes.bounds(roi), roi, space);
		List<PointPrompt> points = List.of();
		MaskPrompt truth = null;
		if (roi.isLine()) {
			points = RoiShapes.alongLine(roi);
			if (Math.min(box.width(), box.height()) < THIN) box = null;
		}
		else if (RoiNames.isMask(roi)) {
			truth = mask(roi, space);
			box = null;
		}
		else if (!RoiShapes.isBox(roi)) {
			final MaskPrompt mask = mask(roi, space);
			box = mask.bounds();
			points = RoiShapes.innerPoints(mask);
		}
		return List.of(new Prompt(RoiProperties.number(roi, RoiProperties.OBJECT), 1, z, at.channel(), at.frame(), box,
			points, truth, false));
	}

	private static MaskPrompt mask(final Roi roi, final RoiSpace space) {
		final MaskPrompt mask = RoiShapes.mask(roi, space.width(), space.height());
		if (mask == null) throw new InputException(RoiNames.describe(roi) + " holds no pixel of " + name(space) +
			". Draw it larger or delete it.");
		return mask;
	}

	/** The part of a box in the image; lines are allowed to be flat. */
	private static Box inside(final Box box, final Roi roi, final RoiSpace space) {
		final Box clipped = space.width() > 0 ? box.clip(space.width(), space.height()) : box;
		if (!roi.isLine() && !(clipped.area() > 0)) throw new InputException(RoiNames.describe(roi) + (box.area() > 0
			? " lies outside " + name(space) + " (" + space.width() + " × " + space.height() + " pixels)" : " is empty") +
			". Draw it again or delete it.");
		return clipped;
	}

	private static List<Prompt> points(final PointRoi roi, final RoiSpace space, final int defaultSlice) {
		final var at = roi.getFloatPolygon();
		final Map<RoiSpace.Position, List<PointPrompt>> bySlice = new LinkedHashMap<>();
		for (int i = 0; i < at.npoints; i++) {
			final int counter = roi.getCounter(i);
			if (counter > 1) throw new InputException(RoiNames.describe(roi) + " has a point of counter " + counter +
				". Counter 0 means foreground, 1 background; there are no others.");
			final double x = RoiShapes.center(at.xpoints[i]), y = RoiShapes.center(at.ypoints[i]);
			if (space.width() > 0 && !(x >= 0 && y >= 0 && x <= space.width() && y <= space.height()))
				throw new InputException(RoiNames.describe(roi) + " has a point at x=" + at.xpoints[i] + ", y=" + at.ypoints[i] +
					", outside " + name(space) + " (" + space.width() + " × " + space.height() + " pixels). Delete the point.");
			final RoiSpace.Position own = roi.getPointPosition(i) > 0 ? space.position(roi.getPointPosition(i)) : space
				.position(roi);
			if (!space.isWorkedOn(own)) continue;
			bySlice.computeIfAbsent(own, p -> new ArrayList<>()).add(new PointPrompt(x, y, counter == 0));
		}
		final List<Prompt> prompts = new ArrayList<>();
		bySlice.forEach((p, points) -> prompts.add(new Prompt(RoiProperties.number(roi, RoiProperties.OBJECT), 1, slice(roi,
			p, space, defaultSlice), p.channel(), p.frame(), null, points, null, false)));
		return prompts;
	}

	private static String name(final RoiSpace space) {
		return space.title().isEmpty() ? "the image" : space.title();
	}

	private static Prompt labelled(final Prompt p, final int label) {
		return new Prompt(p.object(), label, p.slice(), p.channel(), p.frame(), p.box(), p.points(), p.mask(), p
			.absent());
	}

	private static void addBackground(final Roi roi, final Prompt p, final RoiClasses classes,
		final List<Prompt> prompts)
	{
		final boolean known = classes.knows(roi);
		final Prompt of = labelled(p, known ? classes.classOf(roi) : 1);
		int home = PromptParts.home(of, prompts, known);
		final List<Integer> here = new ArrayList<>();
		for (int i = 0; i < prompts.size(); i++)
			if (prompts.get(i).slice() == of.slice() && (!known || prompts.get(i).label() == of.label())) here.add(i);
		if (home < 0 && here.size() == 1) home = here.get(0);
		if (home >= 0) prompts.set(home, PromptParts.join(prompts.get(home), of));
		else if (here.isEmpty()) prompts.add(new Prompt(of.object(), classes.classOfAbsent(roi), of.slice(), of.channel(), of
			.frame(), null, List.of(), null, true));
		else throw new InputException(RoiNames.describe(roi) + " holds background points, but " + here.size() +
			" objects on slice " + (of.slice() + 1) +
			" could be meant. Place them inside the object's box, or give them its group.");
	}
}
