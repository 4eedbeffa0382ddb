package org.stacksam.volume;

import java.util.List;
import java.util.function.Consumer;

import org.stacksam.Progress;
import org.stacksam.sam.SamModel;

/**
 * What the steps of one volume's segmentation share. Coordinates everywhere are those of slices as shown to the model.
 *
 * @param slices the volume
 * @param window intensities of the prompted objects, and the window
 * @param model decodes
 * @param embeddings of the slices under the window
 * @param options of the user
 * @param prompting how the model is asked
 * @param progress is told how far the work is, and asked whether to stop
 * @param notes may be added to: lines for the report
 * @param found is told of each mask as soon as the model has made it
 */
public record VolumeContext(SliceReader slices, AutoWindow window, SamModel model, SliceEmbeddings embeddings,
	VolumeOptions options, PromptingParameters prompting, Progress progress, List<String> notes, Consumer<SegmentedPrompt> found)
{}
