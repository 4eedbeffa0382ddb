package org.stacksam.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.stacksam.InputException;
import org.stacksam.Progress;

/** A case that is in the list so that its problem is told with all others. */
record ImpossibleCase(String name, String problem) implements BatchCase {

	@Override
	public List<Path> inputs() {
		return List.of();
	}

	@Override
	public List<Path> outputs() {
		return List.of();
	}

	@Override
	public long bytes() {
		return 0;
	}

	@Override
	public Map<String, Object> run(final List<Path> targets, final Progress progress) {
		throw new InputException(problem);
	}
}
