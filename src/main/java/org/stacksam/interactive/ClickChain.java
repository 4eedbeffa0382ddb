package org.stacksam.interactive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceMasks;
import org.stacksam.sam.SlicePrompt;

/**
 * Decodes clicks one after the other, each with the mask that the clicks before it made, as SAM was trained: on a CT it
 * halves the clicks needed. The last masks are kept, so that another click costs one decoder run, and so does taking it
 * back; the answer is a function of the prompt all the same. Used by one thread.
 */
final class ClickChain {

	/** Masks that are kept, a quarter of a megabyte each. */
	private static final int KEPT = 32;
	/** Logit of a mask that is given to start from. */
	private static final float SURE = 6;

	/** The mask that the decoder chose. */
	record Step(SliceMasks masks, int chosen) {}

	/** Embeddings are told apart by their array. */
	private record Key(int embedding, Box box, MaskPrompt mask, List<PointPrompt> points) {}

	/** A low-resolution mask, and the embedding that it is of. */
	private record Kept(float[] embedding, float[] lowRes) {}

	private final SamModel model;
	private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<Key, Kept> eldest) {
			return size() > KEPT;
		}
	};

	ClickChain(final SamModel model) {
		this.model = model;
	}

	/** The mask for all of a prompt, which lies in the slice as encoded. */
	Step decode(final EncodedSlice encoded, final Prompt shown) {
		final List<PointPrompt> points = shown.points();
		final int first = shown.box() != null || shown.mask() != null ? 0 : 1;
		float[] before = shown.mask() == null ? null : maskInput(encoded, shown.mask());
		int done = first - 1;
		for (int n = points.size() - 1; n >= first; n--) {
			final Kept known = kept.get(key(encoded, shown, n));
			if (known == null || known.embedding != encoded.embedding()) continue;
			before = known.lowRes;
			done = n;
			break;
		}
		Step step = null;
		for (int n = done + 1; n <= points.size(); n++) {
			// A shape without box and click is no prompt for the decoder: it only enters with the first click.
			if (n == 0 && shown.box() == null) continue;
			step = step(encoded, shown.box(), points.subList(0, n), before);
			before = step.masks.lowRes()[step.chosen];
			kept.put(key(encoded, shown, n), new Kept(encoded.embedding(), before));
		}
		return step;
	}

	/** For a box alone the mask whose bounds fit it best, else the single-mask token. */
	private Step step(final EncodedSlice encoded, final Box box, final List<PointPrompt> points, final float[] before) {
		final SliceMasks masks = model.decode(encoded, new SlicePrompt(box, points, before));
		return new Step(masks, box != null && points.isEmpty() ? LowResBounds.fitting(masks, box) : 0);
	}

	private static Key key(final EncodedSlice encoded, final Prompt shown, final int points) {
		return new Key(System.identityHashCode(encoded.embedding()), shown.box(), shown.mask(), List.copyOf(shown.points()
			.subList(0, points)));
	}

	private static float[] maskInput(final EncodedSlice encoded, final MaskPrompt mask) {
		final float[] logits = new float[encoded.width() * encoded.height()];
		for (int i = 0; i < logits.length; i++)
			logits[i] = mask.contains(i % encoded.width(), i / encoded.width()) ? SURE : -SURE;
		return encoded.maskInput(logits);
	}

	/** Drops what is kept, and with it the embeddings. */
	void clear() {
		kept.clear();
	}
}
