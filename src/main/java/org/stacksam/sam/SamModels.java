package org.stacksam.sam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.stacksam.Progress;

/**
 * The open models of an application: each is opened once and shared by everything that runs on it. Whoever owns the
 * application's context holds one of these (no static state) and closes it at the end. Thread-safe.
 */
public final class SamModels implements AutoCloseable {

	/** The manifest holds the checksums of both files, so a replaced model is another one. */
	private record Key(ModelManifest model, ExecutionOptions options) {}

	private final ModelStore store;
	private final Map<Key, SamModel> open = new HashMap<>();
	private boolean closed;

	public SamModels(final ModelStore store) {
		this.store = store;
	}

	public ModelStore store() {
		return store;
	}

	/**
	 * A model, installed and opened if need be. Do not close it: it is shared, and closed with this object.
	 *
	 * @param name or "" for the default model
	 * @param consent asked before a download
	 * @throws org.stacksam.InputException if it is unknown, cannot be installed, or a file is damaged
	 * @throws java.util.concurrent.CancellationException if there is no consent, or the user cancels
	 */
	public synchronized SamModel get(final String name, final ExecutionOptions options, final DownloadConsent consent,
		final Progress progress)
	{
		if (closed) throw new IllegalStateException("The models are closed");
		final Key key = new Key(store.manifest(name), options);
		final SamModel known = open.get(key);
		if (known != null) return known;
		final InstalledModel installed = store.require(name, consent, progress);
		progress.report(0, 0, "Opening model " + key.model().name());
		final SamModel model = open(installed, options, progress);
		open.put(key, model);
		return model;
	}

	/**
	 * Opens a model for the caller alone, who closes it.
	 *
	 * @param progress gets a line for the log: the device, and why the CPU where it was chosen automatically
	 * @throws org.stacksam.InputException if a file is damaged or does not fit the manifest, or the device is not there
	 */
	public static SamModel open(final InstalledModel model, final ExecutionOptions options, final Progress progress) {
		return OrtSamModel.open(model, options, progress);
	}

	/** Closes all models after their running runs. */
	@Override
	public synchronized void close() {
		closed = true;
		final List<SamModel> models = new ArrayList<>(open.values());
		open.clear();
		models.forEach(SamModel::close);
	}
}
