package org.stacksam.batch;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * How cases are run.
 *
 * @param journal folder that remembers what is finished; made when needed
 * @param settings everything beside the inputs that the results depend on, as text; when it changes, cases are done again
 * @param workers most cases at a time, at least 1
 * @param memory most bytes that cases side by side may need by their estimates; one that needs more runs alone
 * @param overwrite whether files may be replaced that such a run did not write
 * @param describe a failure's message for the user
 */
public record BatchOptions(Path journal, String settings, int workers, long memory, boolean overwrite,
	Function<Throwable, String> describe)
{}
