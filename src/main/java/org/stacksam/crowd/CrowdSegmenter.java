package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.PromptCheck;
import org.stacksam.volume.SharedWindow;
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;

/**
 * Segments the prompts of several annotators on one image. All see it through one window, so that each slice is encoded
 * once, however many there are.
 *
 * @param <T> of the image
 */
public final class CrowdSegmenter<T extends RealType<T>> {

	private final RandomAccessibleInterval<T> image;
	private final Geometry geometry;
	private final SamModel model;
	private final SliceEncoder encoder;
	private final VolumeOptions options;

	/**
	 * For some annotators.
	 *
	 * @param image [x, y, z]; never changed
	 * @param geometry its grid
	 * @param encoder gives the embeddings, from a cache: else each annotator costs an encoding of his own
	 * @param options whose window, if it has none, is chosen from the prompts of all sets
	 * @param sets one an annotator
	 * @throws InputException if none of them holds a prompt, or one lies outside the image
	 */
	public CrowdSegmenter(final RandomAccessibleInterval<T> image, final Geometry geometry, final SamModel model,
		final SliceEncoder encoder, final VolumeOptions options, final List<PromptSet> sets)
	{
		final List<PromptSet> drawn = sets.stream().filter(CrowdSegmenter::isDrawn).toList();
		if (drawn.isEmpty()) throw new InputException("None of the " + sets.size() +
			" annotators drew anything. Give at least one box or point.");
		final PromptSet all = drawn.get(0).withPrompts(drawn.stream().flatMap(set -> PromptCheck.check(set, geometry, options
			.zMin(), options.zMax(), new ArrayList<>()).prompts().stream()).toList());
		this.image = image;
		this.geometry = geometry;
		this.model = model;
		this.encoder = encoder;
		this.options = options.window() != null ? options : options.withWindow(SharedWindow.of(image, geometry, all));
	}

	/** The options with the window that all see. */
	public VolumeOptions options() {
		return options;
	}

	/** Segments one set of prompts, such as merged boxes. */
	public VolumeResult segment(final PromptSet prompts, final Progress progress) {
		return VolumeSegmenter.segment(image, geometry, prompts, model, encoder, options, progress);
	}

	/**
	 * Segments one annotator.
	 *
	 * @return all background if nothing was drawn
	 */
	public Annotation annotation(final PromptSet prompts, final Progress progress) {
		if (isDrawn(prompts)) {
			final RandomAccessibleInterval<UnsignedShortType> labels = segment(prompts, progress).labels();
			return new Annotation(prompts.annotator(), CompactLabels.copy(LabelImages.of(labels, prompts.annotator())),
				geometry);
		}
		progress.log(prompts.annotator() + " drew nothing: all background.");
		final BitSet background = new BitSet();
		background.set(0);
		return new Annotation(prompts.annotator(), CompactLabels.copy(new LabelImages.Labels(PlanarImgs.unsignedShorts(image
			.dimensionsAsLongArray()), background)), geometry);
	}

	/** Segments each annotator. */
	public List<Annotation> annotations(final List<PromptSet> sets, final Progress progress) {
		final List<Annotation> annotations = new ArrayList<>();
		for (final PromptSet set : sets) {
			progress.check();
			progress.report(annotations.size(), sets.size(), "Segmenting " + set.annotator());
			annotations.add(annotation(set, progress));
		}
		return annotations;
	}

	private static boolean isDrawn(final PromptSet set) {
		return set.prompts().stream().anyMatch(p -> !p.absent() && says(p));
	}

	private static boolean says(final Prompt p) {
		return p.box() != null || p.mask() != null || !p.points().isEmpty();
	}
}
