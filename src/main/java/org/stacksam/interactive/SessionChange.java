package org.stacksam.interactive;

import java.util.Set;

/**
 * A session changed.
 *
 * @param name what was done, such as "add point" or "undo accept"
 * @param before state
 * @param after state
 * @param slices whose labels changed, 0-based; their arrays have the new values already
 */
public record SessionChange(String name, SessionState before, SessionState after, Set<Integer> slices) {

	/** Is told of changes, in their order, on the thread that made them; must return soon and wait for no other thread. */
	@FunctionalInterface
	public interface Listener {

		void changed(SessionChange change);
	}
}
