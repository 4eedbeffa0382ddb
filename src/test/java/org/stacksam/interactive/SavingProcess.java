package org.stacksam.interactive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Changes and saves a session without end, to be killed by a test. */
final class SavingProcess {

	private SavingProcess() {}

	public static void main(final String[] args) throws IOException {
		final Session session = Sessions.fresh();
		final Random random = new Random(Long.parseLong(args[1]));
		try (SessionStore store = SessionStoreTest.store(session, Path.of(args[0]))) {
			while (true) {
				for (int i = 0; i < 30; i++) Sessions.actRandomly(session, random);
				store.flush();
			}
		}
	}
}
