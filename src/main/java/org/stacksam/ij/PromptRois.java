package org.stacksam.ij;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

/**
 * Prompts and masks as ImageJ's ROIs, with position, group, name and colour of the class. Object numbers, and classes
 * over 255, travel as properties, so that {@link RoiPrompts} reads the same prompts back.
 */
public final class PromptRois {

	private PromptRois() {}

	/**
	 * The ROIs of a prompt set: a rectangle for each box, a multi-point for points (counter 0 foreground, 1 background), a
	 * traced outline named "CLASS mask" for each mask, a point named "CLASS absent" for each stop mark.
	 *
	 * @param space the image they will lie on; of an unknown or plain one the ROIs get a stack position, of a hyperstack C, Z
	 *          and T
	 */
	public static List<Roi> of(final PromptSet set, final RoiSpace space) {
		final List<Roi> rois = new ArrayList<>();
		int number = 0;
		for (final Prompt p : set.prompts()) {
			number++;
			final LabelClass label = set.labels().stream().filter(l -> l.value() == p.label()).findFirst().orElse(
				new LabelClass(p.label(), "class " + p.label()));
			final List<Roi> shapes = shapes(p, set, label);
			for (final Roi roi : shapes) {
				if (shapes.size() > 1) roi.setProperty(RoiProperties.PROMPT, Integer.toString(number));
				if (roi.getName() == null) roi.setName(p.absent() ? label.name() + " absent" : label.name());
				mark(roi, p.object(), label);
				place(roi, p.slice(), p.channel(), p.frame(), space);
				rois.add(roi);
			}
		}
		return rois;
	}

	/**
	 * The outline of a mask.
	 *
	 * @param mask width·height flags, row-major
	 * @return a traced or composite ROI in image coordinates; null for an empty mask
	 */
	public static Roi outline(final BitSet mask, final int width, final int height) {
		if (mask.isEmpty()) return null;
		final ByteProcessor pixels = new ByteProcessor(width, height);
		mask.stream().forEach(i -> pixels.set(i, 255));
		pixels.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
		return new ThresholdToSelection().convert(pixels);
	}

	/** The outline of a mask prompt, in image coordinates; null if the mask is empty. */
	public static Roi outline(final MaskPrompt mask) {
		final Roi roi = outline(mask.pixels(), mask.width(), mask.height());
		if (roi != null) roi.setLocation(roi.getXBase() + mask.x(), roi.getYBase() + mask.y());
		return roi;
	}

	/**
	 * The outline of a result: named, grouped and coloured as its class, and marked so that it is no prompt of a later run.
	 *
	 * @param slice 0-based
	 * @return null if the mask is empty
	 */
	public static Roi result(final MaskPrompt mask, final int object, final LabelClass label, final int slice,
		final StackSelection selection)
	{
		final Roi roi = outline(mask);
		if (roi == null) return null;
		roi.setName(label.name());
		mark(roi, object, label);
		roi.setProperty(RoiProperties.RESULT, "true");
		place(roi, slice, selection.channel(), selection.frame(), RoiSpace.of(selection));
		return roi;
	}

	private static List<Roi> shapes(final Prompt p, final PromptSet set, final LabelClass label) {
		if (p.absent()) return List.of(new PointRoi(set.width() / 2, set.height() / 2));
		final List<Roi> rois = new ArrayList<>();
		if (p.box() != null) rois.add(rectangle(p.box()));
		if (p.mask() != null) {
			final Roi outline = outline(p.mask());
			if (outline != null) {
				outline.setName(label.name() + " mask");
				rois.add(outline);
			}
		}
		if (!p.points().isEmpty()) rois.add(points(p.points()));
		return rois;
	}

	private static Roi rectangle(final Box b) {
		final boolean whole = b.x0() == Math.rint(b.x0()) && b.y0() == Math.rint(b.y0()) && b.x1() == Math.rint(b.x1()) && b
			.y1() == Math.rint(b.y1());
		return whole ? new Roi((int) b.x0(), (int) b.y0(), (int) b.width(), (int) b.height()) : new Roi(b.x0(), b.y0(), b
			.width(), b.height());
	}

	private static Roi points(final List<PointPrompt> points) {
		final PointRoi roi = new PointRoi();
		for (final PointPrompt p : points) {
			roi.setCounter(p.positive() ? 0 : 1);
			roi.addPoint(offEdge(p.x()), offEdge(p.y()));
		}
		return roi;
	}

	/** Off whole numbers, which as points of ImageJ would mean the pixel's centre; the shift survives float. */
	private static double offEdge(final double coordinate) {
		return coordinate == Math.rint(coordinate) ? coordinate + 1.0 / 512 : coordinate;
	}

	private static void mark(final Roi roi, final int object, final LabelClass label) {
		if (label.value() <= 255) roi.setGroup(label.value());
		else roi.setProperty(RoiProperties.LABEL, Integer.toString(label.value()));
		if (object > 0) roi.setProperty(RoiProperties.OBJECT, Integer.toString(object));
		roi.setStrokeColor(GlasbeyLut.awt(label));
	}

	private static void place(final Roi roi, final int slice, final int channel, final int frame, final RoiSpace space) {
		final int c = Math.max(0, channel + 1), t = Math.max(0, frame + 1);
		final boolean hyperstack = space.channels() > 1 || space.frames() > 1 || space.width() == 0 && c + t > 0;
		if (space.timeAsDepth()) roi.setPosition(c, space.slice() + 1, slice + 1);
		else if (hyperstack) roi.setPosition(c, slice + 1, t);
		// ImageJ's files lose the plain position of a single point
		else if (roi instanceof PointRoi && roi.size() == 1) roi.setPosition(1, slice + 1, 1);
		else roi.setPosition(slice + 1);
	}
}
