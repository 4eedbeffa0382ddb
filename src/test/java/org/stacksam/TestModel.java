package org.stacksam;

import org.stacksam.sam.DownloadConsent;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.ModelFolders;
import org.stacksam.sam.ModelStore;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SamModels;

/**
 * The real default model, installed if it is not, opened once for all tests of this JVM. Never closed by a test; the
 * process ends with it.
 */
public final class TestModel {

	private TestModel() {}

	/** Opened at first use, by Java's own rule for the initialisation of classes. */
	private static final class Holder {

		static final SamModels MODELS = new SamModels(new ModelStore(ModelFolders.ofPlatform(null)));
		static final SamModel MODEL = MODELS.get("", ExecutionOptions.DEFAULT, DownloadConsent.GIVEN, Progress.NONE);
	}

	/** The shared model. */
	public static SamModel get() {
		return Holder.MODEL;
	}

	/** The shared open models, for what takes them instead of a model. */
	public static SamModels models() {
		return Holder.MODELS;
	}
}
