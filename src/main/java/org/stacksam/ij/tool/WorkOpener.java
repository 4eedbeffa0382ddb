package org.stacksam.ij.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.swing.JOptionPane;

import ij.ImagePlus;
import ij.macro.Interpreter;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.LabelVolume;
import org.stacksam.interactive.Session;
import org.stacksam.interactive.SessionClass;
import org.stacksam.interactive.SessionState;
import org.stacksam.interactive.SessionStore;

/** Begins the work on images: looks for a saved session, asks whether to continue it, and saves from then on. */
final class WorkOpener {

	/** One volume of an image. */
	private record Key(ImagePlus image, int frame) {

		static Key of(final StackSelection volume) {
			return new Key(volume.image(), volume.timeAsDepth() ? -1 : volume.frame());
		}
	}

	/** What was found on disk. */
	private record Found(SessionFolder folder, Optional<SessionStore.Saved> saved, LabelVolume labels) {}

	private final Workbench bench;
	/** What the user did while an image was being opened. */
	private final Map<Key, List<CanvasGestures.Gesture>> waiting = new HashMap<>();
	private final Map<ImageWork, SessionStore> stores = new HashMap<>();

	WorkOpener(final Workbench bench) {
		this.bench = bench;
	}

	/**
	 * Opens a volume in the background.
	 *
	 * @param first done when it is open; null = nothing
	 */
	void open(final StackSelection volume, final CanvasGestures.Gesture first) {
		final Key key = Key.of(volume);
		final boolean isNew = !waiting.containsKey(key);
		final List<CanvasGestures.Gesture> gestures = waiting.computeIfAbsent(key, k -> new ArrayList<>());
		if (first != null) gestures.add(first);
		if (isNew) bench.loader().execute(() -> load(volume, true));
	}

	/** Offers the saved session of an image that was opened, if there is one. */
	void offer(final ImagePlus image) {
		if (image.getCanvas() == null || Interpreter.getInstance() != null || bench.workOf(image) != null) return;
		final StackSelection volume = StackSelection.of(image, 0, 0, Progress.NONE);
		if (waiting.containsKey(Key.of(volume))) return;
		waiting.put(Key.of(volume), new ArrayList<>());
		bench.loader().execute(() -> load(volume, false));
	}

	private void load(final StackSelection volume, final boolean anyway) {
		try {
			final SessionFolder folder = SessionFolder.of(volume);
			final Optional<SessionStore.Saved> saved = folder.find(volume);
			if (saved.isEmpty() && !anyway) {
				Edt.later(() -> {
					final List<CanvasGestures.Gesture> gestures = waiting.remove(Key.of(volume));
					// The user began meanwhile.
					if (gestures != null && !gestures.isEmpty()) gestures.forEach(g -> open(volume, g));
				});
				return;
			}
			final LabelVolume labels = saved.isPresent() ? SessionFolder.labels(saved.get(), volume) : empty(volume);
			Edt.later(() -> ask(volume, new Found(folder, saved, labels)));
		}
		catch (final IOException | RuntimeException | OutOfMemoryError e) {
			bench.problem(e);
			Edt.later(() -> waiting.remove(Key.of(volume)));
		}
	}

	private static LabelVolume empty(final StackSelection volume) {
		return LabelVolume.empty(volume.image().getWidth(), volume.image().getHeight(), volume.depth());
	}

	private void ask(final StackSelection volume, final Found found) {
		if (volume.image().getWindow() == null) {
			waiting.remove(Key.of(volume));
			return;
		}
		if (found.saved().isEmpty() || found.saved().get().state().objects().isEmpty()) {
			begin(volume, found.folder(), fresh(), found.labels());
			return;
		}
		final SessionStore.Saved saved = found.saved().get();
		final String when = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).format(saved.saved()
			.atZone(ZoneId.systemDefault()));
		final Object[] options = { "Continue", "Start anew" };
		final int answer = JOptionPane.showOptionDialog(null, "There is work of " + when + " on " +
			volume.image().getTitle() + ": " + count(saved) + ".\nStarting anew keeps it in a " +
			"folder beside.", "StackSAM", JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null, options, options[0]);
		if (answer != 1) {
			begin(volume, found.folder(), saved.state(), found.labels());
			return;
		}
		bench.loader().execute(() -> {
			try {
				found.folder().setAside();
				final LabelVolume labels = empty(volume);
				Edt.later(() -> begin(volume, found.folder(), fresh(), labels));
			}
			catch (final IOException e) {
				bench.problem(e);
				Edt.later(() -> waiting.remove(Key.of(volume)));
			}
		});
	}

	private static String count(final SessionStore.Saved saved) {
		final int objects = saved.state().objects().size();
		return objects + (objects == 1 ? " object" : " objects");
	}

	private static SessionState fresh() {
		return SessionState.of(List.of(SessionClass.of(ClassPanel.newClass(1))));
	}

	/** Begins with what is given. */
	private void begin(final StackSelection volume, final SessionFolder folder, final SessionState state,
		final LabelVolume labels)
	{
		final List<CanvasGestures.Gesture> gestures = waiting.remove(Key.of(volume));
		if (volume.image().getWindow() == null) return;
		final ImageWork work = new ImageWork(bench, volume, new Session(state, labels), folder);
		stores.put(work, folder.store(work, new SessionStore.Listener() {

			@Override
			public void saved(final Path where) {
				// Saving is silent.
			}

			@Override
			public void failed(final Path where, final Exception problem) {
				bench.say("Could not save to " + where + ": " + problem.getMessage());
			}
		}));
		bench.opened(work);
		bench.prepare(work, volume, WindowPanel.AUTO);
		if (!state.objects().isEmpty()) work.labels().show(state.classes());
		if (gestures != null) gestures.forEach(work::gesture);
	}

	/** Exchanges the labels of a volume for those of an image that was opened earlier; the work begins anew with them. */
	void continueLabels(final ImageWork work, final StackSelection labels) {
		bench.loader().execute(() -> {
			try {
				final int depth = work.session().labels().depth();
				final LabelVolume values = SessionFolder.labels(labels, work.session().labels().width(), work.session().labels()
					.height());
				if (values.depth() != depth) throw new InputException(labels.image().getTitle() + " has " + values.depth() +
					" slices, not " + depth + ".");
				final SessionState state = SessionState.of(ExportPanel.classes(labels).stream().map(SessionClass::of).toList());
				Edt.later(() -> {
					work.close();
					closed(work);
					begin(work.volume(), work.folder(), state, values);
				});
			}
			catch (final RuntimeException | OutOfMemoryError e) {
				bench.problem(e);
			}
		});
	}

	/** Ends the saving of a work that is closed, when all is saved. */
	void closed(final ImageWork work) {
		final SessionStore store = stores.remove(work);
		if (store == null) return;
		bench.loader().execute(() -> {
			try {
				store.close();
			}
			catch (final IOException e) {
				bench.problem(e);
			}
		});
	}
}
