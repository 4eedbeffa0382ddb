package org.stacksam.batch;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a case went.
 *
 * @param seconds that it took, when it was done; 0 if it was not
 * @param cells what the case itself reports, by column; empty if it was not done
 * @param notes lines for the user, such as warnings
 * @param message why it failed or was not done, else empty
 */
public record CaseRow(String name, State state, double seconds, Map<String, Object> cells, List<String> notes,
	String message)
{

	/** DONE by this run, KEPT from an earlier one, SKIPPED since there is nothing to do, FAILED, NOT_BEGUN. */
	public enum State {
		DONE, KEPT, SKIPPED, FAILED, NOT_BEGUN;

		/** As it stands in reports. */
		public String text() {
			return name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}
	}

	public CaseRow {
		cells = Map.copyOf(cells);
		notes = List.copyOf(notes);
	}

	/** A case without a result. */
	public static CaseRow of(final String name, final State state, final String message) {
		return new CaseRow(name, state, 0, Map.of(), List.of(), message);
	}

	/** Whether the run as a whole has to be called failed for it. */
	public boolean isBad() {
		return state == State.FAILED || state == State.NOT_BEGUN;
	}
}
