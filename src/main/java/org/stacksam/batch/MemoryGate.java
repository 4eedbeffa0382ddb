package org.stacksam.batch;

import java.util.HashSet;
import java.util.Set;

import org.stacksam.Progress;

/** Lets cases begin while their number and their estimated memory stay within bounds; one that needs more goes alone. */
final class MemoryGate {

	/** How often a waiting thread asks whether the user wants to stop. */
	private static final int POLL_MILLIS = 100;

	private final int places;
	private final long bytes;
	private final Set<Ticket> inside = new HashSet<>();
	private long used;

	/** A case that has begun. */
	static final class Ticket {

		private final long bytes;
		private boolean shared;

		private Ticket(final long bytes) {
			this.bytes = bytes;
		}
	}

	MemoryGate(final int places, final long bytes) {
		this.places = places;
		this.bytes = bytes;
	}

	/**
	 * Waits until there is room. To be called by one thread, so that a large case is not passed by small ones for ever.
	 *
	 * @return null if the user asked to stop
	 */
	synchronized Ticket enter(final long needed, final Progress progress) throws InterruptedException {
		while (!inside.isEmpty() && (inside.size() >= places || used + needed > bytes)) {
			if (progress.isCanceled()) return null;
			wait(POLL_MILLIS);
		}
		if (progress.isCanceled()) return null;
		final Ticket ticket = new Ticket(needed);
		inside.add(ticket);
		used += needed;
		if (inside.size() > 1) inside.forEach(other -> other.shared = true);
		return ticket;
	}

	/** Ends a case; whether another one ran beside it at any time. */
	synchronized boolean leave(final Ticket ticket) {
		inside.remove(ticket);
		used -= ticket.bytes;
		notifyAll();
		return ticket.shared;
	}
}
