package org.stacksam.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.stacksam.Progress;

/** One case of a run over many: files that it reads, files that it makes, and the work between. */
public interface BatchCase {

	/** Its name, once in a run; a file name without separators. */
	String name();

	/** Files and folders that the result depends on. A case is done again when one of them has changed. */
	List<Path> inputs();

	/** Files that the case makes, at least one; their folders are made when needed. */
	List<Path> outputs();

	/** Estimate of the Java memory that the work needs, in bytes; also how long it takes compared with other cases. */
	long bytes();

	/**
	 * Does the work.
	 *
	 * @param targets where the outputs are to be written, one for each and in their order, with names that end alike; the
	 *          runner moves them to their places when all are there
	 * @param progress of this case alone; what is logged becomes the notes of its row
	 * @return cells of the case's row in the report by column: finite numbers and texts
	 * @throws IOException or any other exception if the case fails; the others go on
	 */
	Map<String, Object> run(List<Path> targets, Progress progress) throws IOException;

	/** A case that cannot be done, which is known before; it fails with this message when its turn comes. */
	static BatchCase failed(final String name, final String problem) {
		return new ImpossibleCase(name, problem);
	}
}
