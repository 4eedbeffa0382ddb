package org.stacksam.interactive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.interactive.SliceMask.Origin;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.ReportRow;
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;
import org.stacksam.volume.refine.RefineParameters;

/**
 * Carries objects from the slices where they are given through the volume, as {@link VolumeSegmenter} does it. Each mask
 * is written into the label image as soon as the model has made it, and stays there if the user cancels; at the end the
 * refined result replaces them. Slices that the user answers for, locked classes and pixels of other objects are never
 * overwritten. One step of undo.
 *
 * @param <T> type of the image's pixels
 */
public final class Carry<T extends RealType<T>> {

	/**
	 * A volume to carry through.
	 *
	 * @param image [x, y, z] in its own units
	 * @param geometry its grid
	 * @param window that the previews were made with
	 */
	public record Volume<T extends RealType<T>>(RandomAccessibleInterval<T> image, Geometry geometry, Window window) {}

	/** An object on a slice. */
	private record Place(int object, int slice) {}

	private final Volume<T> volume;
	private final SamModel model;
	private final SliceEncoder encoder;

	public Carry(final Volume<T> volume, final SamModel model, final SliceEncoder encoder) {
		this.volume = volume;
		this.model = model;
		this.encoder = encoder;
	}

	/**
	 * Carries; to be called on a thread of the caller's, never the event thread. The session may be worked on meanwhile:
	 * what the user accepts, draws or deletes before the end counts.
	 *
	 * @return notes for the user: window, prompts that were changed, objects that were passed over
	 * @throws InputException if there is nothing to carry
	 * @throws java.util.concurrent.CancellationException if the user cancels; what is finished stays
	 */
	public List<String> run(final Session session, final CarryOptions options, final Progress progress) {
		session.noticeAllEdits();
		final SessionState state = session.state();
		final Set<Integer> objects = Givens.carried(state, options.objects());
		final List<Prompt> prompts = Givens.of(state, objects);
		if (prompts.stream().allMatch(Prompt::absent)) throw new InputException(
			"There is nothing to carry. Prompt an object on at least one slice; a class that is locked is not carried.");
		final Object group = new Object();
		final Map<Place, MaskPrompt> own = new HashMap<>();
		for (final Prompt p : prompts) if (p.mask() != null) own.put(new Place(p.object(), p.slice()), p.mask());
		final VolumeResult result = VolumeSegmenter.segment(volume.image, volume.geometry, Givens.set(state, prompts, "",
			(int) volume.geometry.width(), (int) volume.geometry.height(), (int) volume.geometry.depth()), model, encoder,
			options.volumeOptions(volume.window), RefineParameters.DEFAULT, (object, slice, mask, predictedIou) -> {
				if (mask == null) return;
				own.merge(new Place(object, slice), mask, Masks::plus);
				session.apply(found(object, slice, mask, predictedIou), group);
			}, progress);
		finish(session, objects, result, own, group);
		return result.notes();
	}

	/** Whether a carried mask may be written for an object on a slice, as the session is now. */
	private static boolean isOpen(final SessionState state, final int number, final int slice) {
		final SessionObject object = state.objects().get(number);
		return object != null && !object.given(slice) && !object.absent(slice) && !state.locked(object.label());
	}

	private static Action found(final int object, final int slice, final MaskPrompt mask, final double predictedIou) {
		return Action.of("carry", edit -> {
			if (isOpen(edit.state(), object, slice)) edit.paint(object, slice, carried(mask, predictedIou));
		});
	}

	private static SliceMask carried(final MaskPrompt mask, final double confidence) {
		return new SliceMask(mask, Origin.CARRIED, Double.isNaN(confidence) ? 0 : Math.max(0, Math.min(1, confidence)));
	}

	/** Replaces all carried masks of the objects by the result, slice by slice, so that nobody waits for long. */
	private static void finish(final Session session, final Set<Integer> objects, final VolumeResult result,
		final Map<Place, MaskPrompt> own, final Object group)
	{
		final Map<Place, Double> confidence = result.rows().stream().collect(Collectors.toMap(r -> new Place(r.object(), r
			.slice()), ReportRow::confidence, Math::min));
		final Map<Integer, Map<Integer, MaskPrompt>> bySlice = new HashMap<>();
		own.forEach((place, mask) -> bySlice.computeIfAbsent(place.slice, z -> new TreeMap<>()).put(place.object, mask));
		for (int z = 0; z < session.labels().depth(); z++) {
			final int slice = z;
			session.apply(Action.of("carry", edit -> {
				for (final int object : objects) {
					final SessionObject there = edit.state().objects().get(object);
					if (there != null && there.masks().containsKey(slice) && isOpen(edit.state(), object, slice)) edit.paint(object,
						slice, null);
				}
				results(edit.state(), result, slice, bySlice.getOrDefault(slice, Map.of())).forEach((object, mask) -> {
					if (isOpen(edit.state(), object, slice)) edit.paint(object, slice, carried(mask, confidence.getOrDefault(
						new Place(object, slice), 0.0)));
				});
			}), group);
		}
	}

	/** The pixels of each object on a slice of the result. */
	private static Map<Integer, MaskPrompt> results(final SessionState state, final VolumeResult result, final int z,
		final Map<Integer, MaskPrompt> own)
	{
		if (own.isEmpty()) return Map.of();
		final short[] plane = plane(result.labels(), z);
		final int width = (int) result.labels().dimension(0), height = (int) result.labels().dimension(1);
		final Map<Integer, Map<Integer, MaskPrompt>> byLabel = new TreeMap<>();
		own.forEach((object, mask) -> {
			if (state.objects().containsKey(object)) byLabel.computeIfAbsent(state.object(object).label(),
				l -> new TreeMap<>()).put(object, mask);
		});
		final Map<Integer, MaskPrompt> out = new TreeMap<>();
		byLabel.forEach((label, masks) -> out.putAll(ClassSplit.split(plane, width, height, label, masks)));
		return out;
	}

	private static short[] plane(final RandomAccessibleInterval<UnsignedShortType> labels, final int z) {
		final Cursor<UnsignedShortType> cursor = Views.flatIterable(Views.hyperSlice(labels, 2, z)).cursor();
		final short[] plane = new short[(int) (labels.dimension(0) * labels.dimension(1))];
		for (int i = 0; i < plane.length; i++) plane[i] = cursor.next().getShort();
		return plane;
	}
}
