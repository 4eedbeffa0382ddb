package org.stacksam.ij.tool;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import ij.IJ;

import org.stacksam.interactive.Carry;
import org.stacksam.interactive.CarryOptions;
import org.stacksam.ij.ImagePlusViews;

/** One carrying of objects through a volume, on a thread of its own. */
final class Carrying {

	private final DoingProgress progress;

	private Carrying(final DoingProgress progress) {
		this.progress = progress;
	}

	/**
	 * Starts.
	 *
	 * @param ended is told on the event thread whether it came to its end
	 */
	static Carrying start(final Workbench bench, final Engine engine, final ImageWork work, final CarryOptions options,
		final Consumer<Boolean> ended)
	{
		final DoingProgress progress = new DoingProgress(bench);
		final VolumePlanes planes = work.planes();
		final Thread thread = new Thread(() -> {
			boolean done = false;
			// Both would want the encoder, and what is carried comes first.
			engine.queue().setPaused(true);
			try {
				if (planes.planes() instanceof ColorPlanes) IJ.log("StackSAM: the clicks on " + planes.volume().image().getTitle() +
					" saw its colours; carrying sees their luminance, as SAM Segment Volume does.");
				new Carry<>(new Carry.Volume<>(ImagePlusViews.floats(planes.volume()), planes.volume().geometry(), planes
					.window()), engine.model(), engine.embeddings().encoder(engine.model(), progress)).run(work.session(), options,
						progress);
				done = true;
				bench.say("Carried through the volume.");
			}
			catch (final CancellationException e) {
				bench.say("Carrying was cancelled; finished slices stay.");
			}
			catch (final RuntimeException | Error e) {
				if (work.isClosed()) bench.say("Carrying ended: the image was closed.");
				else bench.problem(e);
			}
			finally {
				engine.queue().setPaused(false);
				bench.doing("");
				final boolean completed = done;
				Edt.later(() -> ended.accept(completed));
			}
		}, "StackSAM carry");
		thread.setDaemon(true);
		thread.start();
		return new Carrying(progress);
	}

	void cancel() {
		progress.cancel();
	}
}
