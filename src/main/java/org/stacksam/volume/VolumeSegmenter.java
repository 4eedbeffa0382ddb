package org.stacksam.volume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.VolumeOptions.Detail;

/** From prompts on some slices to dense labels: the whole way of one volume. */
public final class VolumeSegmenter {

	/** Mean predicted IoU of boxes below which the window hides the objects (measured on nine windows of CT and MR). */
	private static final double BAD_WINDOW = 0.85;

	private VolumeSegmenter() {}

	/**
	 * Segments a volume.
	 *
	 * @param image [x, y, z] in the image's own units; never changed
	 * @param geometry its grid
	 * @param prompts in the image's pixel coordinates
	 * @param model decodes
	 * @param encoder gives the embeddings, from the model or its caches
	 * @throws org.stacksam.InputException if there is no prompt, or one lies outside the image
	 * @throws java.util.concurrent.CancellationException if the user asked to stop
	 */
	public static <T extends RealType<T>> VolumeResult segment(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final PromptSet prompts, final SamModel model, final SliceEncoder encoder,
		final VolumeOptions options, final Progress progress)
	{
		final long encoderRuns = model.encoderRuns(), decoderRuns = model.decoderRuns();
		final List<String> notes = new ArrayList<>();
		final PromptSet checked = PromptCheck.check(prompts, geometry, options.zMin(), options.zMax(), notes);
		final InPlaneTurn turn = InPlaneTurn.of(geometry);
		final PromptSet shown = checked.withPrompts(checked.prompts().stream().map(turn::toView).toList());
		final VolumeContext context = prepare(image, geometry, shown, model, encoder, options, progress, notes);

		final List<SegmentedPrompt> masks = prompted(context, shown);
		final DenseLabels dense = new DenseLabels(context.slices().width(), context.slices().height(), context.slices()
			.depth());
		Competition.label(masks, dense, progress);
		final List<ReportRow> rows = rows(masks, dense, shown.labels());
		notes.forEach(progress::log);
		return new VolumeResult(turn.undo(dense.labels()), turn.undo(dense.confidence()), rows, List.of(), context.window()
			.window(), model.encoderRuns() - encoderRuns, model.decoderRuns() - decoderRuns, List.copyOf(notes));
	}

	private static <T extends RealType<T>> VolumeContext prepare(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final PromptSet shown, final SamModel model, final SliceEncoder encoder,
		final VolumeOptions options, final Progress progress, final List<String> notes)
	{
		progress.report(0, 0, "Reading the volume");
		final SliceReader slices = SliceReader.of(image, geometry);
		if (slices.nonFinite() > 0) notes.add(slices.nonFinite() +
			" voxels are NaN or infinite; they count as the lowest intensity");
		final AutoWindow window = AutoWindow.of(slices, shown.prompts(), options.window());
		notes.add(String.format(Locale.ROOT, "Window %.4g to %.4g%s", window.window().lo(), window.window().hi(), options
			.window() == null ? " (chosen from the intensities inside the prompts)" : ""));
		final List<Integer> needed = shown.prompts().stream().filter(p -> !p.absent() && p.mask() == null).map(
			Prompt::slice).distinct().toList();
		if (options.detail() == Detail.FAST && 2 * Math.max(slices.width(), slices.height()) > model.inputSize()) notes.add(
			"Slices are too large to be packed into one input; each is encoded by itself");
		return new VolumeContext(slices, window, model, new SliceEmbeddings(slices, window.window(), encoder, options
			.detail(), model.inputSize(), needed), options, progress, notes);
	}

	/** The prompted slices. */
	private static List<SegmentedPrompt> prompted(final VolumeContext context, final PromptSet shown) {
		final SlicePrompter prompter = new SlicePrompter(context.slices(), context.model(), context.embeddings(), context
			.options().detail() == Detail.HIGH, context.notes());
		final Map<Integer, List<Prompt>> bySlice = shown.prompts().stream().filter(p -> !p.absent()).collect(Collectors
			.groupingBy(Prompt::slice, TreeMap::new, Collectors.toList()));
		final List<SegmentedPrompt> masks = new ArrayList<>();
		int done = 0;
		for (final Map.Entry<Integer, List<Prompt>> slice : bySlice.entrySet()) {
			context.progress().check();
			context.progress().report(done++, bySlice.size(), "Segmenting slice " + (slice.getKey() + 1));
			masks.addAll(prompter.segment(slice.getKey(), slice.getValue()));
		}
		if (prompter.meanPredictedIou() < BAD_WINDOW) context.notes().add(String.format(Locale.ROOT,
			"The model expects its masks to be poor (mean predicted IoU %.2f, good windows reach %.2f): try another window " +
				"than %.4g,%.4g", prompter.meanPredictedIou(), BAD_WINDOW, context.window().window().lo(), context.window()
					.window().hi()));
		return masks;
	}

	private static List<ReportRow> rows(final List<SegmentedPrompt> masks, final DenseLabels dense,
		final List<LabelClass> classes)
	{
		final Map<Integer, String> names = classes.stream().collect(Collectors.toMap(LabelClass::value, LabelClass::name));
		final List<ReportRow> rows = new ArrayList<>();
		for (final SegmentedPrompt p : masks) {
			final short[] labels = dense.labels(p.slice());
			long area = 0;
			for (int y = p.top(); y < p.bottom(dense.height()); y++)
				for (int x = p.left(); x < p.right(dense.width()); x++)
					if ((labels[y * dense.width() + x] & 0xffff) == p.label()) area++;
			rows.add(new ReportRow(p.object(), p.label(), names.get(p.label()), p.slice(), p.source(), p.predictedIou(), p
				.stability(), area, p.truth() ? 1 : Math.max(0, Math.min(1, p.predictedIou()))));
		}
		rows.sort(Comparator.comparingDouble(ReportRow::confidence));
		return rows;
	}
}
