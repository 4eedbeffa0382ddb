package org.stacksam.command;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import ij.IJ;
import ij.macro.Interpreter;

import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

import org.stacksam.Progress;
import org.stacksam.ij.tool.ModelAccess;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.DownloadConsent;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.ModelFolders;
import org.stacksam.sam.ModelStore;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SamModels;
import org.stacksam.sam.SliceEncoder;

/** Keeps the models open between commands, for as long as the application runs. */
@Plugin(type = Service.class)
public final class ModelService extends AbstractService implements ModelAccess {

	private final SamModels models = new SamModels(new ModelStore(ModelFolders.ofPlatform(applicationModels())));
	private final EmbeddingCache embeddings = new EmbeddingCache(CacheOptions.ofPlatform());

	/** The models that this machine knows. */
	public ModelStore store() {
		return models.store();
	}

	@Override
	public SamModel open(final String name, final Progress progress) {
		return open(name, ExecutionOptions.DEFAULT, progress);
	}

	/**
	 * An open model on a device; the user is asked before a download.
	 *
	 * @param name or "" for the default model
	 * @param execution as {@link Keys#execution} reads it
	 */
	public SamModel open(final String name, final ExecutionOptions execution, final Progress progress) {
		return models.get(name, execution, consent(), progress);
	}

	/** The model's encoder behind the cache of embeddings, so that other prompts on the same image encode nothing. */
	public SliceEncoder encoder(final SamModel model, final Progress progress) {
		return embeddings.encoder(model, progress);
	}

	@Override
	public EmbeddingCache embeddings() {
		return embeddings;
	}

	/** Removes all embeddings that are kept, in memory and on disk. */
	public void clearEmbeddings() throws IOException {
		embeddings.clear();
	}

	@Override
	public void dispose() {
		models.close();
	}

	/** Asks where there is someone to ask; a script that runs without a display installs what it needs. */
	private static DownloadConsent consent() {
		if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null || Interpreter.isBatchMode())
			return DownloadConsent.GIVEN;
		return (model, bytes, from, folder) -> IJ.showMessageWithCancel("StackSAM", String.format(Locale.ROOT,
			"The model %s has to be downloaded once: %.0f MB%nfrom %s%nto %s%nLicence: %s%nDownload it now?", model.title(),
			bytes / 1e6, from, folder, model.licence()));
	}

	/** {@code models/} in the folder of Fiji or ImageJ; null if there is no such folder. */
	private static Path applicationModels() {
		final String folder = IJ.getDirectory("imagej");
		return folder == null ? null : Path.of(folder, "models");
	}
}
