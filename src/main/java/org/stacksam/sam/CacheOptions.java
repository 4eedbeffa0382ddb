package org.stacksam.sam;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Properties;

import org.stacksam.InputException;

/**
 * How much the {@link EmbeddingCache} keeps, and where.
 *
 * @param memoryBytes most in memory; 0 = nothing
 * @param folder on disk, made when needed; null = nothing on disk
 * @param diskBytes most on disk
 */
public record CacheOptions(long memoryBytes, Path folder, long diskBytes) {

	/** System property: a folder for the embeddings on disk, or "off". */
	public static final String PROPERTY = "stacksam.embeddings";

	/** Keeps nothing: each slice is encoded each time it is asked for. */
	public static final CacheOptions OFF = new CacheOptions(0, null, 0);

	private static final long DISK_BYTES = 4L << 30;
	private static final int SHARE_OF_HEAP = 8;

	public CacheOptions {
		if (memoryBytes < 0 || diskBytes < 0) throw new IllegalArgumentException("Bounds must be 0 or more");
	}

	/**
	 * An eighth of the heap in memory, 4 GiB on disk (2,000 slices of MobileSAM) in the folder that {@value #PROPERTY}
	 * names, else in {@code embeddings/} beside the account's models ({@link ModelFolders#userCache()}).
	 */
	public static CacheOptions ofPlatform() {
		return of(System.getProperties(), ModelFolders.userCache().resolve("embeddings"));
	}

	static CacheOptions of(final Properties properties, final Path usual) {
		final String named = properties.getProperty(PROPERTY, "").strip();
		if (named.equals("off")) return OFF;
		try {
			return new CacheOptions(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, named.isEmpty() ? usual : Path.of(named)
				.toAbsolutePath(), DISK_BYTES);
		}
		catch (final InvalidPathException e) {
			throw new InputException(PROPERTY + " is neither a path nor \"off\": " + named, e);
		}
	}
}
