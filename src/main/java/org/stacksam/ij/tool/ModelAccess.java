package org.stacksam.ij.tool;

import org.scijava.service.SciJavaService;

import org.stacksam.Progress;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.SamModel;

/** Models and embeddings of the application, which the tool shares with the commands. */
public interface ModelAccess extends SciJavaService {

	/**
	 * An open model; the user is asked before a download.
	 *
	 * @param name or "" for the default model
	 */
	SamModel open(String name, Progress progress);

	/** The cache of embeddings that the commands use as well. */
	EmbeddingCache embeddings();
}
