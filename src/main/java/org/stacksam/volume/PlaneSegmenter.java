package org.stacksam.volume;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;

/** Segments one plane, each object by itself, so that neighbours of one class stay apart. */
public final class PlaneSegmenter {

	private PlaneSegmenter() {}

	/**
	 * A segmented plane.
	 *
	 * @param labels [x, y, 1] class values, 0 = background
	 * @param objects in the order of the prompts
	 * @param notes what the user should know
	 */
	public record Result(RandomAccessibleInterval<UnsignedShortType> labels, List<SliceObject> objects,
		List<String> notes)
	{}

	/**
	 * Segments the objects of a plane. Objects compete for pixels, those of one class too.
	 *
	 * @param image [x, y, 1] in the image's own units
	 * @param geometry its grid
	 * @param prompts on slice 0; every prompt is an object of its own
	 * @param window or null to choose it from the prompts
	 * @throws org.stacksam.InputException if there is no prompt, or one lies outside the image
	 */
	public static <T extends RealType<T>> Result segment(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final PromptSet prompts, final SamModel model, final SliceEncoder encoder,
		final Window window, final Progress progress)
	{
		final VolumeOptions options = new VolumeOptions(window, Fill.NONE, Refine.NONE, Detail.NORMAL, false, 0, 0, 0);
		final List<Prompt> numbered = new ArrayList<>();
		final List<LabelClass> numbers = new ArrayList<>();
		for (final Prompt p : prompts.prompts()) {
			final int object = numbered.size() + 1;
			numbers.add(new LabelClass(object, "object " + object));
			numbered.add(new Prompt(object, object, p.slice(), p.channel(), p.frame(), p.box(), p.points(), p.mask(), p
				.absent()));
		}
		final VolumeResult result = VolumeSegmenter.segment(image, geometry, new PromptSet(prompts.annotator(), prompts
			.image(), prompts.width(), prompts.height(), prompts.depth(), numbers, numbered), model, encoder, options,
			progress);
		final Map<Integer, LabelClass> classes = prompts.labels().stream().collect(Collectors.toMap(LabelClass::value,
			c -> c));
		final Map<Integer, ReportRow> rows = result.rows().stream().collect(Collectors.toMap(ReportRow::label, r -> r));
		final Map<Integer, BitSet> masks = masks(result.labels());
		final Map<Integer, Integer> labelOf = new LinkedHashMap<>();
		final List<SliceObject> objects = new ArrayList<>();
		final int width = (int) image.dimension(0), height = (int) image.dimension(1);
		for (final Prompt p : prompts.prompts()) {
			final int object = labelOf.size() + 1;
			labelOf.put(object, p.label());
			final MaskPrompt mask = masks.containsKey(object) ? new MaskPrompt(0, 0, width, height, masks.get(object)) : null;
			final ReportRow row = rows.get(object);
			objects.add(new SliceObject(object, classes.get(p.label()), p.box() != null ? p.box() : mask == null ? null : mask
				.bounds(), mask, row == null ? Double.NaN : row.predictedIou(), row == null ? Double.NaN : row.stability()));
		}
		return new Result(Converters.convert(result.labels(), (in, out) -> out.set(in.get() > 0 ? labelOf.get(in.get()) : 0),
			new UnsignedShortType()), objects, result.notes());
	}

	/** Pixels of each value over 0, row-major. */
	private static Map<Integer, BitSet> masks(final RandomAccessibleInterval<UnsignedShortType> labels) {
		final Map<Integer, BitSet> masks = new LinkedHashMap<>();
		final Cursor<UnsignedShortType> cursor = Views.flatIterable(labels).cursor();
		for (int i = 0; cursor.hasNext(); i++) {
			final int label = cursor.next().get();
			if (label > 0) masks.computeIfAbsent(label, l -> new BitSet()).set(i);
		}
		return masks;
	}
}
