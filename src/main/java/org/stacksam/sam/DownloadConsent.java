package org.stacksam.sam;

import java.nio.file.Path;

/** Asked before anything is downloaded. */
@FunctionalInterface
public interface DownloadConsent {

	/** For headless use, and where the user has just asked for it. */
	DownloadConsent GIVEN = (model, bytes, from, folder) -> true;

	/**
	 * Whether a model may be downloaded.
	 *
	 * @param bytes to be downloaded
	 * @param from the sources in a few words
	 * @param folder that they will be kept in
	 */
	boolean allows(ModelManifest model, long bytes, String from, Path folder);
}
