package org.stacksam.interactive;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import org.stacksam.InputException;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;

/** Sessions, shapes and random users for tests. */
final class Sessions {

	static final int W = 24, H = 18, D = 6;
	static final List<SessionClass> CLASSES = List.of(SessionClass.of(new LabelClass(3, "liver")), SessionClass.of(
		new LabelClass(7, "spleen")));

	private Sessions() {}

	/** Nothing done, two classes, empty labels. */
	static Session fresh() {
		return new Session(SessionState.of(CLASSES), LabelVolume.empty(W, H, D));
	}

	/** A filled rectangle. */
	static MaskPrompt rectangle(final int x, final int y, final int w, final int h) {
		final BitSet pixels = new BitSet();
		pixels.set(0, w * h);
		return new MaskPrompt(x, y, w, h, pixels);
	}

	/** How many pixels of a slice have a label. */
	static int count(final Session session, final int z, final int label) {
		int n = 0;
		for (final short v : session.labels().plane(z)) if (v == label) n++;
		return n;
	}

	/** What the label image holds of objects, painted anew from their masks. */
	static short[][] painted(final SessionState state) {
		final short[][] planes = new short[D][W * H];
		state.objects().values().forEach(o -> o.masks().forEach((z, m) -> m.mask().pixels().stream().forEach(
			i -> planes[z][Masks.index(m.mask(), i, W)] = (short) o.label())));
		return planes;
	}

	/** Does one random thing; what is refused changes nothing. */
	static void actRandomly(final Session session, final Random random) {
		final SessionState state = session.state();
		final int z = random.nextInt(D), x = random.nextInt(W - 8), y = random.nextInt(H - 8);
		final int w = 1 + random.nextInt(8), h = 1 + random.nextInt(8);
		final int object = state.objects().isEmpty() ? 1 : List.copyOf(new TreeSet<>(state.objects().keySet())).get(random
			.nextInt(state.objects().size()));
		final SessionClass someClass = state.classes().get(random.nextInt(state.classes().size()));
		try {
			switch (random.nextInt(18)) {
				case 0, 1 -> session.apply(PromptActions.addPoint(z, new PointPrompt(x, y, random.nextBoolean())));
				case 2 -> session.apply(PromptActions.setBox(z, new Box(x, y, x + w, y + h)));
				case 3 -> session.apply(PromptActions.addBoxObject(z, new Box(x, y, x + w, y + h)));
				case 4 -> session.apply(PromptActions.removeLast(z));
				case 5 -> session.apply(PromptActions.markAbsent(z));
				case 6, 7, 8 -> session.apply(ObjectActions.accept(z, rectangle(x, y, w, h)));
				case 9 -> session.apply(ObjectActions.drop());
				case 10 -> session.apply(ObjectActions.delete(object));
				case 11 -> session.apply(ObjectActions.choose(object));
				case 12 -> session.apply(ObjectActions.takeLabel(z, x, y));
				case 13 -> session.apply(ObjectActions.reclassify(object, someClass.value()));
				case 14 -> session.apply(ClassActions.change(someClass.withLocked(random.nextInt(3) == 0)));
				case 15 -> session.apply(ClassActions.choose(someClass.value()));
				case 16 -> session.apply(ObjectActions.beginNew());
				default -> {
					draw(session, z, x, y, w, h, random.nextBoolean() ? 0 : someClass.value());
					session.noticeEdits(z);
				}
			}
		}
		catch (final InputException e) {
			// A user may try what cannot be done.
		}
	}

	/** What ImageJ's brush (or, with 0, eraser) does. */
	static void draw(final Session session, final int z, final int x, final int y, final int w, final int h,
		final int label)
	{
		for (int i = 0; i < w * h; i++) session.labels().plane(z)[(y + i / w) * W + x + i % w] = (short) label;
	}
}
