package org.stacksam.interactive;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.InputRegion;

/**
 * Masks for prompts, off the caller's thread: a newer request cancels the older. A hovering cursor never cancels a
 * prompt, nor what it asked for before: while it moves, masks follow it at the decoder's pace. Requests return at once; listeners are called on the preview's thread. Thread-safe.
 */
public final class Preview implements AutoCloseable {

	/** What the preview is doing. */
	public enum Activity {
		IDLE, WAITING_FOR_EMBEDDING, DECODING
	}

	/** Is told of previews; must return soon. */
	public interface Listener {

		/** The preview of the newest request. */
		void shown(PreviewResult result);

		/** The newest request failed. */
		void failed(PreviewRequest request, RuntimeException problem);

		/**
		 * What is being computed now.
		 *
		 * @param slice 0-based; −1 if idle
		 */
		default void activity(final Activity activity, final int slice) {}
	}

	/** A request under way. */
	private static final class Job {

		final PreviewRequest request;
		final long start = System.nanoTime();
		CompletableFuture<EncodedSlice> embedding;

		Job(final PreviewRequest request) {
			this.request = request;
		}
	}

	private final EmbeddingQueue queue;
	private final PromptDecoder decoder;
	private final List<Listener> listeners = new CopyOnWriteArrayList<>();
	private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
		final Thread made = new Thread(task, "StackSAM preview");
		made.setDaemon(true);
		return made;
	});
	/** The newest request; null if it is answered or cancelled. */
	private Job newest;
	/** Where the cursor was seen last, while the mask of an earlier place is being made; null = no such. */
	private PreviewRequest nextHover;

	public Preview(final EmbeddingQueue queue, final SamModel model) {
		this.queue = queue;
		decoder = new PromptDecoder(model);
	}

	public void addListener(final Listener listener) {
		listeners.add(listener);
	}

	public void removeListener(final Listener listener) {
		listeners.remove(listener);
	}

	/**
	 * Asks for a preview, in place of the one that is under way. A hovering request is passed over while one for a prompt is
	 * under way, and waits for another hovering one; only the last that waits is answered.
	 *
	 * @return whether it was taken
	 * @throws IllegalArgumentException if the prompt holds nothing
	 */
	public boolean request(final PreviewRequest request) {
		final boolean shape = PromptDecoder.isShape(request.prompt());
		final InputRegion region = shape ? null : queue.region(request.planes(), PromptDecoder.focus(request.prompt()));
		final Job job = new Job(request);
		synchronized (this) {
			if (request.hover() && newest != null) {
				if (newest.request.hover()) nextHover = request;
				return newest.request.hover();
			}
			cancel();
			newest = job;
		}
		if (shape) run(() -> decode(job, null, null));
		else await(job, region);
		return true;
	}

	/** Cancels what is under way; nothing will be told of it. */
	public synchronized void cancel() {
		if (newest != null && newest.embedding != null) newest.embedding.cancel(false);
		newest = null;
		nextHover = null;
	}

	private synchronized boolean isNewest(final Job job) {
		return newest == job;
	}

	private void await(final Job job, final InputRegion region) {
		final CompletableFuture<EncodedSlice> embedding;
		synchronized (this) {
			if (newest != job) return;
			embedding = queue.request(job.request.planes(), job.request.slice(), region);
			job.embedding = embedding;
		}
		if (!embedding.isDone()) tell(Activity.WAITING_FOR_EMBEDDING, job.request.slice());
		embedding.whenComplete((encoded, problem) -> {
			if (problem instanceof CancellationException) return;
			run(() -> {
				if (problem != null) fail(job, problem);
				else decode(job, encoded, region);
			});
		});
	}

	private void run(final Runnable task) {
		try {
			thread.execute(task);
		}
		catch (final RejectedExecutionException e) {
			// Closed: nobody waits for it.
			cancel();
		}
	}

	private void decode(final Job job, final EncodedSlice encoded, final InputRegion region) {
		if (!isNewest(job)) return;
		tell(Activity.DECODING, job.request.slice());
		final PromptDecoder.Answer answer;
		try {
			answer = decoder.decode(job.request, encoded, region);
		}
		catch (final RuntimeException | Error e) {
			fail(job, e);
			return;
		}
		final int width = job.request.planes().width(), height = job.request.planes().height();
		if (answer.mask() != null && region != null && region.cuts(answer.mask().bounds(), width, height)) {
			// The object goes on beyond the region: look at more of it.
			await(job, region.larger(width, height));
			return;
		}
		if (!finish(job)) return;
		final PreviewResult result = new PreviewResult(job.request, answer.mask(), answer.predictedIou(), answer
			.stability(), (System.nanoTime() - job.start) / 1e6);
		listeners.forEach(l -> l.shown(result));
		goOn();
	}

	private void fail(final Job job, final Throwable problem) {
		if (!finish(job)) return;
		final Throwable cause = problem instanceof CompletionException && problem.getCause() != null ? problem.getCause()
			: problem;
		final RuntimeException told = cause instanceof RuntimeException e ? e : new IllegalStateException(String.valueOf(cause), cause);
		listeners.forEach(l -> l.failed(job.request, told));
		goOn();
	}

	/** Goes after a cursor that has moved on; idle else. */
	private void goOn() {
		final PreviewRequest next;
		synchronized (this) {
			next = nextHover;
			nextHover = null;
		}
		if (next == null || !request(next)) tell(Activity.IDLE, -1);
	}

	/** Whether the job is still wanted; then it is done with. */
	private synchronized boolean finish(final Job job) {
		if (newest != job) return false;
		newest = null;
		return true;
	}

	private void tell(final Activity activity, final int slice) {
		listeners.forEach(l -> l.activity(activity, slice));
	}

	/** Cancels what is under way and ends the thread. */
	@Override
	public void close() {
		cancel();
		thread.shutdown();
	}
}
