package org.stacksam.interactive;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a preview tells, for a test to wait for. */
final class Listening implements Preview.Listener {

	final BlockingQueue<PreviewResult> results = new LinkedBlockingQueue<>();
	final BlockingQueue<RuntimeException> problems = new LinkedBlockingQueue<>();
	final BlockingQueue<Preview.Activity> activities = new LinkedBlockingQueue<>();

	@Override
	public void shown(final PreviewResult result) {
		results.add(result);
	}

	@Override
	public void failed(final PreviewRequest request, final RuntimeException problem) {
		problems.add(problem);
	}

	@Override
	public void activity(final Preview.Activity activity, final int slice) {
		activities.add(activity);
	}

	/** The next result, within a minute. */
	PreviewResult next() throws InterruptedException {
		final PreviewResult result = results.poll(60, TimeUnit.SECONDS);
		if (result == null) throw new AssertionError("No preview within a minute; problems: " + problems);
		return result;
	}
}
