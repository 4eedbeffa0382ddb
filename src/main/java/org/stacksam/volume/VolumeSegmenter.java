package org.stacksam.volume;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;
import org.stacksam.volume.fill.Between;
import org.stacksam.volume.fill.Beyond;
import org.stacksam.volume.fill.Filled;
import org.stacksam.volume.fill.Gaps;
import org.stacksam.volume.fill.PromptCleaning;
import org.stacksam.volume.fill.PromptLinking;
import org.stacksam.volume.fill.SecondRound;
import org.stacksam.volume.fill.SliceStack;
import org.stacksam.volume.fill.StopMarks;
import org.stacksam.volume.learn.Features;
import org.stacksam.volume.refine.RefineParameters;
import org.stacksam.volume.refine.Refined;
import org.stacksam.volume.refine.Refinement;

/** From prompts on some slices to dense labels: the whole way of one volume. */
public final class VolumeSegmenter {

	/** Of the forests that guard the way beyond prompts. */
	private static final long SEED = 1;

	private VolumeSegmenter() {}

	/**
	 * Segments a volume with the measured parameters.
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
		return segment(image, geometry, prompts, model, encoder, options, RefineParameters.DEFAULT, progress);
	}

	/**
	 * Segments a volume.
	 *
	 * @param image [x, y, z] in the image's own units; never changed
	 * @param geometry its grid
	 * @param prompts in the image's pixel coordinates
	 * @param model decodes
	 * @param encoder gives the embeddings, from the model or its caches
	 * @param parameters of the refinement
	 * @throws org.stacksam.InputException if there is no prompt, or one lies outside the image
	 * @throws java.util.concurrent.CancellationException if the user asked to stop
	 */
	public static <T extends RealType<T>> VolumeResult segment(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final PromptSet prompts, final SamModel model, final SliceEncoder encoder,
		final VolumeOptions options, final RefineParameters parameters, final Progress progress)
	{
		return segment(image, geometry, prompts, model, encoder, options, parameters, MaskListener.NONE, progress);
	}

	/** The same; {@code listener} is told of each mask as soon as the model has made it. */
	public static <T extends RealType<T>> VolumeResult segment(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final PromptSet prompts, final SamModel model, final SliceEncoder encoder,
		final VolumeOptions options, final RefineParameters parameters, final MaskListener listener,
		final Progress progress)
	{
		return segment(image, geometry, prompts, model, encoder, options, PromptingParameters.DEFAULT, parameters, listener,
			progress);
	}

	/** The same, with other ways to ask the model as well. */
	public static <T extends RealType<T>> VolumeResult segment(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final PromptSet prompts, final SamModel model, final SliceEncoder encoder,
		final VolumeOptions options, final PromptingParameters prompting, final RefineParameters parameters,
		final MaskListener listener, final Progress progress)
	{
		final long encoderRuns = model.encoderRuns(), decoderRuns = model.decoderRuns();
		final List<String> notes = new ArrayList<>();
		final PromptSet checked = PromptCheck.check(prompts, geometry, options.zMin(), options.zMax(), notes);
		PromptCheck.kinds(checked, model, options.fill() != Fill.NONE);
		final InPlaneTurn turn = InPlaneTurn.of(geometry);
		final PromptLinking.Linked linked = PromptLinking.link(checked.withPrompts(checked.prompts().stream().map(
			turn::toView).toList()));
		final PromptCleaning.Cleaned cleaned = options.cleanPrompts() ? PromptCleaning.clean(linked.prompts())
			: PromptCleaning.Cleaned.unchanged(linked.prompts());
		notes.addAll(cleaned.notes());
		final VolumeContext context = prepare(image, geometry, cleaned.prompts(), model, encoder, options, prompting, progress, notes,
			listener == MaskListener.NONE ? mask -> {} : mask -> listener.found(mask.object(), mask.slice(), stored(mask,
				turn), mask.predictedIou()));

		final SliceStack stack = SliceStack.of(context.slices(), context.embeddings());
		final Features features = features(context);
		final List<SegmentedPrompt> masks = filled(context, PromptedSlices.segment(context, cleaned.prompts(), cleaned
			.interpolated()), StopMarks.of(cleaned.prompts()), linked.numbered(), stack, features);
		final DenseLabels dense = new DenseLabels(context.slices().width(), context.slices().height(), context.slices()
			.depth());
		final Report report = options.refine() == Refine.NONE || masks.isEmpty() ? Competition.label(masks, checked.labels(),
			dense, progress) : refine(context, masks, new Refinement(context.slices(), context.window(), features, parameters,
				progress), checked.labels(), stack, dense, cleaned.trembling());
		notes.forEach(progress::log);
		return new VolumeResult(turn.undo(dense.labels()), turn.undo(dense.confidence()), report.rows(), report.estimates(),
			context.window().window(), model.encoderRuns() - encoderRuns, model.decoderRuns() - decoderRuns, List.copyOf(
				notes));
	}

	/** The pixels of a mask as stored; null if there are none. */
	private static MaskPrompt stored(final SegmentedPrompt mask, final InPlaneTurn turn) {
		final int x0 = mask.left(), y0 = mask.top(), w = mask.right(turn.viewWidth()) - x0, h = mask.bottom(turn
			.viewHeight()) - y0;
		final BitSet pixels = new BitSet();
		for (int i = 0; w > 0 && i < w * h; i++) if (mask.logits().get(x0 + i % w, y0 + i / w) > 0) pixels.set(i);
		return pixels.isEmpty() ? null : turn.fromView(new MaskPrompt(x0, y0, w, h, pixels));
	}

	private static <T extends RealType<T>> VolumeContext prepare(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final PromptSet shown, final SamModel model, final SliceEncoder encoder,
		final VolumeOptions options, final PromptingParameters prompting, final Progress progress, final List<String> notes,
		final Consumer<SegmentedPrompt> found)
	{
		progress.report(0, 0, "Reading the volume");
		final SliceReader slices = SliceReader.of(image, geometry);
		if (slices.nonFinite() > 0) notes.add(slices.nonFinite() +
			" voxels are NaN or infinite; they count as the lowest intensity");
		final AutoWindow measured = AutoWindow.of(slices, shown.prompts(), options.window());
		final AutoWindow window = options.window() == null ? measured.rounded() : measured;
		notes.add(String.format(Locale.ROOT, "Window %.4g to %.4g%s", window.window().lo(), window.window().hi(), options
			.window() == null ? " (chosen from the intensities inside the prompts)" : ""));
		if (options.detail() == Detail.FAST && 2 * Math.max(slices.width(), slices.height()) > model.inputSize()) notes.add(
			"Slices are too large to be packed into one input; each is encoded by itself");
		final List<Integer> needed = neededSlices(shown, options);
		if (options.detail() == Detail.HIGH) notes.add(String.format(Locale.ROOT,
			"detail=high looks at slices with prompts mirrored too: up to %d encoder runs instead of %d, fewer where embeddings are kept",
			needed.size() + shown.prompts().stream().filter(p -> !p.absent() && p.mask() == null).mapToInt(Prompt::slice)
				.distinct().count(), needed.size()));
		return new VolumeContext(slices, window, model, new SliceEmbeddings(slices, window.window(), encoder, options
			.detail(), model.inputSize(), needed), options, prompting, progress, notes, found);
	}

	/** Slices that will be encoded for sure. */
	private static List<Integer> neededSlices(final PromptSet shown, final VolumeOptions options) {
		final IntStream prompted = shown.prompts().stream().filter(p -> !p.absent() && (p.mask() == null || options
			.fill() != Fill.NONE)).mapToInt(Prompt::slice);
		if (options.fill() == Fill.NONE) return prompted.distinct().boxed().toList();
		final var range = prompted.summaryStatistics();
		return IntStream.rangeClosed(range.getMin(), range.getMax()).boxed().toList();
	}

	private static Features features(final VolumeContext context) {
		final SliceReader slices = context.slices();
		return new Features(slices::read, slices.width(), slices.height(), slices.depth(), slices.spacing(), context
			.window().lowest(), context.window().highest(), context.window().sigma());
	}

	/** Slices between the prompted ones, and beyond, as the options ask for. */
	private static List<SegmentedPrompt> filled(final VolumeContext context, final List<SegmentedPrompt> given,
		final StopMarks stops, final Set<Integer> numbered, final SliceStack stack, final Features features)
	{
		final VolumeOptions options = context.options();
		final List<SegmentedPrompt> masks = new ArrayList<>(given);
		if (options.fill() == Fill.NONE) return masks;
		masks.addAll(Between.fill(Gaps.find(given, stops, numbered, context.notes()), stack, context.model(), context
			.progress(), context.found()));
		if (options.fill() == Fill.BETWEEN) return masks;
		final Filled beyond = Beyond.fill(masks, stops, stack, features, context.model(), new Beyond.Limits(Math.max(0,
			options.zMin()), Math.min(stack.depth() - 1, options.zMax()), options.maxSlices()), SEED, context.progress(), context
				.found());
		context.notes().addAll(beyond.notes());
		masks.addAll(beyond.prompts());
		return masks;
	}

	/** Slices far from any prompt, or all where boxes tremble, get a second round on what the first one made of them. */
	private static Report refine(final VolumeContext context, final List<SegmentedPrompt> masks,
		final Refinement refinement, final List<LabelClass> classes, final SliceStack stack, final DenseLabels dense,
		final boolean trembling)
	{
		final Set<Integer> far = SecondRound.chosen(masks, context.slices().spacing()[2], trembling);
		final Refined first = refinement.refine(masks, classes, far, dense);
		if (far.isEmpty()) return Report.of(masks, first, classes);
		final List<SegmentedPrompt> again = SecondRound.run(masks, first.scores(), dense, stack, context.model(), context
			.progress());
		return Report.of(again, refinement.refine(again, classes, Set.of(), dense), classes);
	}
}
