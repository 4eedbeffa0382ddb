package org.stacksam.ij.tool;

import java.util.List;
import java.util.Optional;

import org.stacksam.InputException;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.Action;
import org.stacksam.interactive.ObjectActions;
import org.stacksam.interactive.PreviewRequest;
import org.stacksam.interactive.PreviewResult;
import org.stacksam.interactive.Session;
import org.stacksam.interactive.SessionChange;
import org.stacksam.interactive.SessionObject;
import org.stacksam.interactive.SessionState;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

/**
 * The work on one volume: its session, what is shown of it, and the preview of the prompt on the current slice. Lives on
 * the event thread; actions are done by the workbench's worker, in their order.
 */
final class ImageWork {

	/** What the work needs of the workbench. */
	interface Host {

		/** Does something on the worker; what goes wrong is told to the user. */
		void work(Runnable task);

		/** Something changed that windows show. */
		void changed(ImageWork work);

		/** The labels were changed. */
		void labelled(ImageWork work);

		/** Tells the user. */
		void say(String message);

		/** The engine, once it is there. */
		Optional<Engine> engine();

		boolean hovers();

		boolean showsMasks();
	}

	private final Host host;
	private final Session session;
	private final LabelImage labels;
	private final MaskOverlay overlay;
	private final SessionFolder folder;
	private StackSelection volume;
	private VolumePlanes planes;
	private MaskPrompt preview, hover;
	private Prompt previewOf, asked, editing;
	private CanvasGestures.Drag drag;
	private boolean acceptWhenShown, hovering, closed;
	private int slice, channel;
	private SessionState state;

	ImageWork(final Host host, final StackSelection volume, final Session session, final SessionFolder folder) {
		this.host = host;
		this.volume = volume;
		this.session = session;
		this.folder = folder;
		state = session.state();
		labels = new LabelImage(volume, session.labels());
		overlay = new MaskOverlay(volume.image());
		slice = volume.currentSlice();
		channel = volume.channel();
		session.addListener(change -> Edt.later(() -> sessionChanged(change)));
	}

	Session session() {
		return session;
	}

	/** The state that is shown; the session's own may be a few actions ahead. */
	SessionState state() {
		return state;
	}

	StackSelection volume() {
		return volume;
	}

	LabelImage labels() {
		return labels;
	}

	SessionFolder folder() {
		return folder;
	}

	MaskOverlay overlay() {
		return overlay;
	}

	/** Null while the image is being prepared. */
	VolumePlanes planes() {
		return planes;
	}

	boolean isClosed() {
		return closed;
	}

	/** Slice that is shown, 0-based. */
	int slice() {
		return slice;
	}

	/** Whether there is a mask that Enter would accept. */
	boolean canAccept() {
		return preview != null || asked != null;
	}

	/** Whether another channel is shown than the model has been given, or is being given. */
	boolean wantsChannel(final int shown) {
		final boolean other = shown != channel;
		channel = shown;
		return other;
	}

	/** The image can be shown to the model now, in another channel than before perhaps. */
	void prepared(final VolumePlanes ready) {
		if (closed) return;
		final VolumePlanes before = planes;
		planes = ready;
		volume = ready.volume();
		if (before != null) host.engine().ifPresent(e -> e.queue().forget(before.planes()));
		previewOf = asked = null;
		show();
		host.changed(this);
	}

	/** The engine is there, or this image came to the front. */
	void show() {
		if (planes != null && !closed) host.engine().ifPresent(e -> e.queue().show(planes.planes(), slice, VolumePlanes
			.visible(volume)));
		refresh();
	}

	/** The image shows another slice, or its window another part of it. */
	void moved() {
		final int now = volume.currentSlice();
		if (now != slice) {
			slice = now;
			preview = hover = null;
			previewOf = asked = editing = null;
			acceptWhenShown = hovering = false;
			labels.follow(slice);
			show();
			host.changed(this);
		}
		else look();
	}

	/** Draws again if the ROI Manager has exchanged what the canvas shows. */
	void look() {
		if (overlay.displaced()) draw();
	}

	/** Does what the mouse said. */
	void gesture(final CanvasGestures.Gesture gesture) {
		try {
			if (gesture instanceof CanvasGestures.Click click) {
				if (click.newObject()) acceptShown();
				act(GestureActions.click(slice, click));
			}
			else if (gesture instanceof CanvasGestures.Drag d) drag(d);
			else if (gesture instanceof CanvasGestures.TakeSelection) act(GestureActions.selection(volume));
			else if (gesture instanceof CanvasGestures.Take take) act(GestureActions.take(volume, take.x(), take.y()));
			else if (gesture instanceof CanvasGestures.Hover h) hover(h);
		}
		catch (final InputException e) {
			host.say(e.getMessage());
		}
	}

	/** Takes the image's selection as a prompt. */
	void useSelection() {
		gesture(new CanvasGestures.TakeSelection());
	}

	/** Shows a slice, 0-based. */
	void goTo(final int z) {
		if (volume.timeAsDepth()) volume.image().setPosition(volume.channel() + 1, volume.slice() + 1, z + 1);
		else volume.image().setPosition(volume.image().getC(), z + 1, volume.image().getT());
		moved();
	}

	/** Does an action on the worker. */
	void act(final Action action) {
		host.work(() -> session.apply(action));
	}

	/** Writes the shown preview into the label image; one that is still being computed as soon as it is there. */
	void accept() {
		if (preview != null && asked == null) acceptShown();
		else if (asked != null) acceptWhenShown = true;
		else {
			final Optional<SessionObject> carried = state.current().filter(o -> o.masks().containsKey(slice) && !o.given(
				slice));
			if (carried.isPresent()) act(ObjectActions.acceptCarried(carried.get().number(), slice));
			else host.say("There is nothing to accept on slice " + (slice + 1) + ". Click on an object first.");
		}
	}

	private void acceptShown() {
		if (preview == null || asked != null) return;
		act(ObjectActions.accept(slice, preview));
		preview = null;
		previewOf = editing = null;
	}

	void undo() {
		host.work(() -> {
			if (!session.undo()) host.say("There is nothing to undo.");
		});
	}

	void redo() {
		host.work(() -> {
			if (!session.redo()) host.say("There is nothing to redo.");
		});
	}

	private void drag(final CanvasGestures.Drag d) {
		drag = d.done() ? null : d;
		if (!d.done()) draw();
		else if (d.box() == null) draw();
		else {
			if (d.newObject()) acceptShown();
			act(GestureActions.box(slice, d));
		}
	}

	private void hover(final CanvasGestures.Hover h) {
		hovering = false;
		if (hover != null && (Double.isNaN(h.x()) || hasOpenPrompt())) {
			hover = null;
			draw();
		}
		if (!host.hovers() || Double.isNaN(h.x()) || hasOpenPrompt() || planes == null) return;
		final Prompt point = Prompt.points(0, Math.max(1, state.currentClass()), slice, List.of(new PointPrompt(h.x(), h.y(), true)));
		host.engine().ifPresent(e -> {
			final var region = e.queue().region(planes.planes(), new Box(h.x(), h.y(), h.x(), h.y()));
			// Hovering takes what is there and makes nothing wait.
			if (!e.queue().isReady(planes.planes(), slice, region)) return;
			hovering = true;
			e.preview().request(new PreviewRequest(planes.planes(), point, true));
		});
	}

	private void sessionChanged(final SessionChange change) {
		if (closed) return;
		final Prompt before = change.before().currentPrompt(slice).orElse(null), after = change.after().currentPrompt(slice)
			.orElse(null);
		if (after != null && !after.equals(before)) editing = after;
		else if (!change.slices().isEmpty()) editing = null;
		state = change.after();
		hover = null;
		hovering = false;
		if (!change.slices().isEmpty() && !state.objects().isEmpty()) labels.show(state.classes());
		if (!change.slices().isEmpty() || !change.before().classes().equals(state.classes())) labels.update(state
			.classes());
		refresh();
		if (!change.slices().isEmpty()) host.labelled(this);
		host.changed(this);
	}

	/** The prompt on the shown slice that has no accepted mask yet, or was changed since. */
	private Optional<Prompt> openPrompt() {
		return state.currentPrompt(slice).filter(p -> !p.absent() && (p.box() != null || p.mask() != null || !p.points()
			.isEmpty())).filter(p -> p.equals(editing) || !state.current().get().given(slice));
	}

	boolean hasOpenPrompt() {
		return openPrompt().isPresent();
	}

	/** Asks for the preview of the open prompt if it is another than the shown one, and draws. */
	private void refresh() {
		final Prompt open = openPrompt().orElse(null);
		if (open == null) {
			if (asked != null) host.engine().ifPresent(e -> e.preview().cancel());
			preview = null;
			previewOf = asked = null;
			acceptWhenShown = false;
		}
		else if (!open.equals(previewOf) && !open.equals(asked) && planes != null && host.engine().isPresent()) {
			if (previewOf == null || previewOf.object() != open.object()) preview = null;
			asked = open;
			host.engine().get().preview().request(new PreviewRequest(planes.planes(), open, false));
		}
		draw();
	}

	/** A preview came; of another image or an older prompt it is passed over. */
	void shown(final PreviewResult result) {
		if (closed || planes == null || result.request().planes() != planes.planes() || result.request().slice() != slice)
			return;
		if (result.request().hover()) {
			// The mouse may have left since.
			if (!hovering || hasOpenPrompt()) return;
			hover = result.mask();
			draw();
			return;
		}
		if (!result.request().prompt().equals(asked)) return;
		previewOf = asked;
		asked = null;
		preview = result.mask();
		draw();
		if (preview == null) host.say("Nothing was found there. Add a point or draw a box.");
		else if (acceptWhenShown) acceptShown();
		acceptWhenShown = false;
		host.changed(this);
	}

	/** The preview that was asked for cannot be made. */
	void failed(final PreviewRequest request) {
		if (!request.prompt().equals(asked)) return;
		asked = null;
		acceptWhenShown = false;
		host.changed(this);
	}

	void draw() {
		if (closed) return;
		overlay.draw(new MaskOverlay.Scene(state, slice, preview != null || !host.hovers() ? preview : hover, drag == null ? null : drag.box(),
			host.showsMasks()));
	}

	/** The image is gone: forgets all that belongs to it, also what is being computed. */
	void close() {
		closed = true;
		if (planes != null) host.engine().ifPresent(e -> {
			if (asked != null) e.preview().cancel();
			e.queue().forget(planes.planes());
		});
		overlay.clear();
		labels.close();
	}
}
