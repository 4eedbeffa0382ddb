package org.stacksam.ij.tool;

import java.awt.KeyboardFocusManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import javax.swing.Timer;

import ij.IJ;
import ij.IJEventListener;
import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.MacroErrors;
import org.stacksam.ij.StackSelection;
import org.stacksam.ij.Windows;
import org.stacksam.interactive.CarryOptions;
import org.stacksam.interactive.EmbeddingQueue;
import org.stacksam.interactive.Preview;
import org.stacksam.interactive.PreviewRequest;
import org.stacksam.interactive.PreviewResult;
import org.stacksam.interactive.SessionState;

/**
 * All interactive work of one ImageJ: which images are worked on, the tool's mouse and keys, the engine they share, and
 * the window. Its fields belong to the event thread.
 */
final class Workbench implements ImageWork.Host, ImageListener, IJEventListener {

	/** The ROI Manager exchanges what a canvas shows without telling anyone. */
	private static final int LOOK_MS = 300;

	/** One an ImageJ, made at the first use of the tool; ImageJ's own toolbar is as single. */
	private static final class Holder {

		static final Workbench BENCH = new Workbench();
	}

	private final Map<ImagePlus, Map<Integer, ImageWork>> works = new LinkedHashMap<>();
	private final Map<ImagePlus, CanvasGestures> watched = new LinkedHashMap<>();
	private final ExecutorService worker = Threads.single("StackSAM actions"), loader = Threads.single("StackSAM loader");
	private final WorkOpener opener = new WorkOpener(this);
	private final HandEdits handEdits = new HandEdits(this);
	private StackSamWindow window;
	private Engine engine;
	private ImageWork carried;
	private boolean opening, hovers, masks = true;

	private Workbench() {
		ImagePlus.addImageListener(this);
		IJ.addEventListener(this);
		final KeyboardFocusManager keyboard = KeyboardFocusManager.getCurrentKeyboardFocusManager();
		keyboard.addKeyEventDispatcher(new ToolKeys(this::key));
		keyboard.addPropertyChangeListener("activeWindow", e -> Edt.later(this::activated));
		new Timer(LOOK_MS, e -> all(ImageWork::look)).start();
	}

	static Workbench get() {
		return Holder.BENCH;
	}

	/** Opens the window and gets the engine ready. */
	void open() {
		Edt.run(() -> {
			if (window == null) window = new StackSamWindow(this);
			window.showIt();
			openEngine();
			for (final int id : Optional.ofNullable(WindowManager.getIDList()).orElse(new int[0])) watch(WindowManager
				.getImage(id));
			activated();
		});
	}

	/** Listens to an image's canvas, once. */
	void watch(final ImagePlus image) {
		if (image == null || image.getCanvas() == null) return;
		final CanvasGestures there = watched.get(image);
		if (there != null && there.canvas() == image.getCanvas()) return;
		if (there != null) there.remove();
		watched.put(image, CanvasGestures.on(image, gesture -> gesture(image, gesture)));
	}

	private void gesture(final ImagePlus image, final CanvasGestures.Gesture gesture) {
		final ImageWork owner = ownerOf(image);
		if (owner != null) {
			if (!(gesture instanceof CanvasGestures.Hover)) say("This is the label image. Prompt on " + owner.volume().image()
				.getTitle() + ", or edit here with ImageJ's brush.");
			return;
		}
		final ImageWork work = workOf(image);
		if (work != null) work.gesture(gesture);
		else if (!(gesture instanceof CanvasGestures.Hover hover)) begin(image, gesture);
		else if (hovers && !Double.isNaN(hover.x())) begin(image, null);
	}

	/** Begins to work on an image; the gesture is done when all is there. */
	void begin(final ImagePlus image, final CanvasGestures.Gesture first) {
		try {
			final StackSelection volume = StackSelection.of(image, 0, 0, Progress.NONE);
			openEngine();
			opener.open(volume, first);
		}
		catch (final InputException e) {
			say(e.getMessage());
		}
	}

	/** An image is ready to be worked on. */
	void opened(final ImageWork work) {
		works.computeIfAbsent(work.volume().image(), i -> new LinkedHashMap<>()).put(frame(work.volume()), work);
		activated();
	}

	/** Reads an image anew for the model, in its current channel, with a window as the user names it: auto, full or lo,hi. */
	void prepare(final ImageWork work, final StackSelection volume, final String window) {
		doing("Reading " + volume.image().getTitle());
		loader.execute(() -> {
			try {
				final VolumePlanes planes = VolumePlanes.of(volume, Windows.of(window, volume), Exports.prompts(work).prompts());
				Edt.later(() -> work.prepared(planes));
				doing("");
			}
			catch (final RuntimeException | OutOfMemoryError e) {
				doing("");
				problem(e);
			}
		});
	}

	private void openEngine() {
		if (engine != null || opening) return;
		opening = true;
		doing("Opening the model");
		loader.execute(() -> {
			try {
				final Engine opened = Engine.open(new DoingProgress(this));
				Edt.later(() -> opened(opened));
			}
			catch (final RuntimeException | Error e) {
				Edt.later(() -> opening = false);
				problem(e);
			}
			finally {
				doing("");
			}
		});
	}

	private void opened(final Engine opened) {
		engine = opened;
		engine.preview().addListener(new Preview.Listener() {

			@Override
			public void shown(final PreviewResult result) {
				Edt.later(() -> all(work -> work.shown(result)));
			}

			@Override
			public void failed(final PreviewRequest request, final RuntimeException problem) {
				Edt.later(() -> all(work -> work.failed(request)));
				problem(problem);
			}

			@Override
			public void activity(final Preview.Activity activity, final int slice) {
				Edt.later(() -> {
					if (window != null) window.decoding(activity == Preview.Activity.DECODING);
				});
			}
		});
		engine.queue().addListener(new EmbeddingQueue.Listener() {

			@Override
			public void encoding(final int slice, final int ready, final int total) {
				doing(slice < 0 ? "" : "Encoding slice " + (slice + 1) + " (" + ready + " of " + total + " ready)");
			}

			@Override
			public void failed(final int slice, final RuntimeException problem) {
				problem(problem);
			}
		});
		all(ImageWork::show);
		changed(null);
	}

	private void all(final Consumer<ImageWork> task) {
		works.values().forEach(m -> m.values().forEach(task));
	}

	/** The work on the volume that an image shows now, or that it is the label image of; null if there is none. */
	ImageWork workOf(final ImagePlus image) {
		if (image == null) return null;
		final ImageWork owner = ownerOf(image);
		if (owner != null) return owner;
		final Map<Integer, ImageWork> frames = works.get(image);
		return frames == null ? null : frames.get(image.getNSlices() == 1 && image.getNFrames() > 1 ? -1 : image.getT() - 1);
	}

	private static int frame(final StackSelection volume) {
		return volume.timeAsDepth() ? -1 : volume.frame();
	}

	private ImageWork ownerOf(final ImagePlus labels) {
		return works.values().stream().flatMap(m -> m.values().stream()).filter(w -> w.labels().is(labels)).findFirst()
			.orElse(null);
	}

	/** The work on the active image; null if there is none. */
	ImageWork current() {
		return workOf(WindowManager.getCurrentImage());
	}

	/** Carries objects through a volume; {@code ended} is told whether it came to its end. */
	Carrying carry(final ImageWork work, final CarryOptions options, final Consumer<Boolean> ended) {
		final SessionState before = work.session().state();
		carried = work;
		return Carrying.start(this, engine, work, options, completed -> {
			carried = null;
			if (completed) record(() -> Recording.carry(work, engine.model(), before, options));
			ended.accept(completed);
		});
	}

	/** The labels of an image were changed: the Recorder gets the line that makes them. */
	@Override
	public void labelled(final ImageWork work) {
		final SessionState state = work.state();
		if (work != carried && work.planes() != null && engine != null) record(() -> Recording.labels(work, engine.model(), state));
	}

	private void record(final Callable<String> line) {
		if (Recording.isOn()) loader.execute(() -> Recording.record(line, this::problem));
	}

	/** Takes ImageJ's selection on the active image as a prompt. */
	void useSelection() {
		final ImagePlus image = WindowManager.getCurrentImage();
		final ImageWork work = workOf(image);
		if (work != null) work.useSelection();
		else if (image != null) begin(image, new CanvasGestures.TakeSelection());
	}

	/** Goes on with the labels of an image that is open. */
	void continueLabels(final ImageWork work, final StackSelection labels) {
		opener.continueLabels(work, labels);
	}

	private void activated() {
		final ImageWork work = current();
		if (work != null) work.show();
		changed(work);
	}

	private boolean key(final ToolKeys.Stroke stroke) {
		final ImageWork work = current();
		return work != null && KeyActions.perform(work, stroke);
	}

	@Override
	public void work(final Runnable task) {
		worker.execute(() -> {
			try {
				task.run();
			}
			catch (final RuntimeException | Error e) {
				problem(e);
			}
		});
	}

	/** Tells of what went wrong; what was no mistake of the user's goes to the log as well. */
	void problem(final Throwable problem) {
		if (!(problem instanceof InputException)) IJ.log("StackSAM: " + MacroErrors.message(problem));
		if (IJ.debugMode) problem.printStackTrace();
		say(MacroErrors.message(problem));
	}

	@Override
	public void changed(final ImageWork work) {
		Edt.run(() -> {
			if (window != null) window.update(current());
		});
	}

	@Override
	public void say(final String message) {
		Edt.run(() -> {
			IJ.showStatus(message);
			if (window != null) window.say(message);
		});
	}

	/** Says what is being computed; "" = nothing. */
	void doing(final String what) {
		doing(what, -1);
	}

	/**
	 * Says what is being computed and how far it is.
	 *
	 * @param share done, 0..1; negative = unknown
	 */
	void doing(final String what, final double share) {
		Edt.later(() -> {
			if (window != null) window.doing(what, share);
		});
	}

	@Override
	public Optional<Engine> engine() {
		return Optional.ofNullable(engine);
	}

	@Override
	public boolean hovers() {
		return hovers;
	}

	@Override
	public boolean showsMasks() {
		return masks;
	}

	void setHovers(final boolean now) {
		hovers = now;
		all(ImageWork::draw);
	}

	void setShowsMasks(final boolean now) {
		masks = now;
		all(ImageWork::draw);
	}

	@Override
	public void imageOpened(final ImagePlus image) {
		Edt.run(() -> {
			if (CanvasGestures.isChosen()) watch(image);
			opener.offer(image);
		});
	}

	@Override
	public void imageClosed(final ImagePlus image) {
		Edt.run(() -> {
			watched.remove(image);
			final Map<Integer, ImageWork> gone = works.remove(image);
			if (gone == null) return;
			gone.values().forEach(work -> {
				work.close();
				opener.closed(work);
			});
			changed(null);
		});
	}

	@Override
	public void imageUpdated(final ImagePlus image) {
		Edt.run(() -> {
			final ImageWork owner = ownerOf(image);
			if (owner != null) {
				handEdits.updated(owner, image.getCurrentSlice() - 1);
				return;
			}
			final ImageWork work = works.containsKey(image) ? workOf(image) : null;
			if (works.containsKey(image)) works.get(image).values().stream().filter(w -> w != work).forEach(w -> w.overlay()
				.clear());
			if (work == null) {
				if (works.containsKey(image)) changed(null);
				return;
			}
			if (work.wantsChannel(image.getC() - 1)) prepare(work, StackSelection.of(image, 0, 0, Progress.NONE), WindowPanel.AUTO);
			work.moved();
		});
	}

	@Override
	public void eventOccurred(final int event) {
		if (event != TOOL_CHANGED) return;
		Edt.run(() -> {
			watched.values().forEach(CanvasGestures::toolChanged);
			if (CanvasGestures.isChosen()) open();
		});
	}

	ExecutorService loader() {
		return loader;
	}
}
