package org.stacksam.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.Agreement;
import org.stacksam.crowd.LabelMerging;
import org.stacksam.crowd.PromptMerging;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Windows;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.SliceOrder;
import org.stacksam.volume.VolumeOptions;

/** The keys that say how annotators are merged, as they were given to SAM Merge Annotators. */
record MergeKeys(String method, Agreement.Region region, String labelNames, boolean flipY, boolean transpose,
	String sliceOrder, String window, String fill, String refine)
{

	private static final List<String> METHODS = List.of("auto", "boxes", "majority", "staple", "shape");

	/** Checks, without an image, all that can be checked. */
	MergeKeys {
		method = Keys.choice("method", method, METHODS);
		Keys.choice("fill", fill, VolumeOptions.Fill.class);
		Keys.choice("refine", refine, VolumeOptions.Refine.class);
		SliceOrder.parse(sliceOrder);
		Windows.check(window);
	}

	/** How label images are fused. */
	LabelMerging.Method ofLabels(final AnnotatorFiles annotators) {
		if ("boxes".equals(method)) throw new InputException("method=boxes merges prompts, but " + annotators.files().get(0)
			.path() + " is a label image. Choose majority, staple or shape.");
		return "auto".equals(method) ? LabelMerging.Method.STAPLE : Keys.choice("method", method, LabelMerging.Method.class);
	}

	/** How prompts are merged; empty: the boxes themselves are. */
	Optional<LabelMerging.Method> ofPrompts() {
		return "auto".equals(method) || "boxes".equals(method) ? Optional.empty() : Optional.of(Keys.choice("method", method,
			LabelMerging.Method.class));
	}

	/** The classes that are named; empty: from the files. */
	List<LabelClass> named() throws IOException {
		return labelNames.isBlank() ? List.of() : Classes.named(labelNames);
	}

	/** Reads the annotators' prompts, checked to be of one image and at least two. */
	List<PromptSet> prompts(final AnnotatorFiles annotators, final StackSelection volume, final Progress progress)
		throws IOException
	{
		final List<PromptSet> sets = annotators.prompts(PromptSources.of(Optional.of(volume), named(), flipY, transpose,
			sliceOrder), progress);
		PromptMerging.check(sets);
		return sets;
	}

	VolumeOptions options(final StackSelection volume) {
		return new VolumeOptions(Windows.of(window, volume), Keys.choice("fill", fill, VolumeOptions.Fill.class), Keys.choice(
			"refine", refine, VolumeOptions.Refine.class), VolumeOptions.Detail.NORMAL, true, 0, Integer.MAX_VALUE,
			Integer.MAX_VALUE);
	}
}
