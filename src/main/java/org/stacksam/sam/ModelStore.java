package org.stacksam.sam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.stacksam.InputException;
import org.stacksam.Progress;

/**
 * Finds, installs and checks models. The files of a model lie in {@code <models folder>/<name of the model>/}; a model
 * of the user's own has its manifest there too. Holds no state; thread-safe.
 */
public final class ModelStore {

	private final ModelFolders folders;

	public ModelStore(final ModelFolders folders) {
		this.folders = folders;
	}

	/**
	 * How a model stands.
	 *
	 * @param model its manifest
	 * @param folder that holds its files, or would after an installation
	 * @param problems empty if it is ready for use
	 */
	public record State(ModelManifest model, Path folder, List<String> problems) {

		public boolean installed() {
			return problems.isEmpty();
		}
	}

	public ModelFolders folders() {
		return folders;
	}

	/**
	 * All models that are known: those of the plugin, then the user's own in the models folders. Of two with one name the
	 * user's counts.
	 *
	 * @throws InputException if a manifest is wrong
	 */
	public List<ModelManifest> manifests() {
		final Map<String, ModelManifest> found = new LinkedHashMap<>();
		ModelManifests.bundled().forEach(m -> found.put(m.name(), m));
		final Map<String, ModelManifest> own = new LinkedHashMap<>();
		for (final Path folder : folders.search())
			for (final Path model : manifestFolders(folder))
				own.computeIfAbsent(model.getFileName().toString(), name -> ModelManifests.read(model));
		found.putAll(own);
		return List.copyOf(found.values());
	}

	/**
	 * The manifest of a model.
	 *
	 * @param name or "" for the default model
	 * @throws InputException if there is none of this name; lists those there are
	 */
	public ModelManifest manifest(final String name) {
		final String wanted = name.isBlank() ? ModelManifest.DEFAULT : name.strip();
		final List<ModelManifest> known = manifests();
		return known.stream().filter(m -> m.name().equals(wanted)).findFirst().orElseThrow(() -> new InputException(
			"model=" + wanted + " is unknown; known: " + known.stream().map(ModelManifest::name).collect(Collectors.joining(
				", ")) + ". A model of your own needs " + folders.install().resolve(wanted).resolve(ModelManifests.FILE_NAME)));
	}

	/** How each known model stands, by the sizes of its files. */
	public List<State> list() {
		return manifests().stream().map(this::state).toList();
	}

	/** Where a model is installed, going by presence and sizes of its files; the checksums are checked on loading. */
	public Optional<InstalledModel> find(final ModelManifest model) {
		final State state = state(model);
		return state.installed() ? Optional.of(new InstalledModel(model, state.folder())) : Optional.empty();
	}

	/** How a model stands, checksums included. */
	public State verify(final ModelManifest model) {
		final State state = state(model);
		if (!state.installed()) return state;
		return new State(model, state.folder(), problems(model, state.folder(), true));
	}

	/**
	 * A model that can be opened, installed if need be.
	 *
	 * @param name or "" for the default model
	 * @param consent asked before a download
	 * @throws InputException if it is unknown, or cannot be installed
	 * @throws CancellationException if there is no consent, or the user cancels
	 */
	public InstalledModel require(final String name, final DownloadConsent consent, final Progress progress) {
		final ModelManifest model = manifest(name);
		return find(model).orElseGet(() -> install(model, consent, progress));
	}

	/**
	 * Downloads a model into {@link ModelFolders#install()} unless it is there or in another of the folders already,
	 * checksums included.
	 *
	 * @throws InputException if downloads are forbidden or every source fails; says how to place the files by hand
	 * @throws CancellationException if there is no consent, or the user cancels
	 */
	public InstalledModel install(final ModelManifest model, final DownloadConsent consent, final Progress progress) {
		final State there = verify(model);
		if (there.installed()) return new InstalledModel(model, there.folder());
		final Path folder = folders.install().resolve(model.name());
		final List<String> problems = problems(model, folder, true);
		if (folders.offline()) throw InputException.of("Model " + model.name() + " is not installed, and " +
			ModelFolders.OFFLINE + "=true forbids to download it. " + byHand(model, folder), problems);
		final String from = model.sources().stream().map(ModelSource::describe).collect(Collectors.joining(", or "));
		if (!model.sources().isEmpty() && !consent.allows(model, model.bytes(), from, folder))
			throw new CancellationException("Model " + model.name() + " was not downloaded: no consent.");
		new ModelInstaller(model, folder, model.sources().stream().map(ModelFetcher::of).toList()).install(progress);
		return new InstalledModel(model, folder);
	}

	/**
	 * Adds a model of the user's own to {@link ModelFolders#install()}: recognises what its files take and give, copies
	 * them, writes the manifest, and asks the model for a painted disc.
	 *
	 * @param name a–z, 0–9, '.', '-', '_'; not that of another model
	 * @throws InputException if a file cannot be read, fits no known dialect, or the model does not find the disc; nothing
	 *           is left behind then
	 */
	public AddedModel add(final String name, final Path encoder, final Path decoder, final AddOptions options,
		final Progress progress)
	{
		if (manifests().stream().anyMatch(m -> m.name().equals(name.strip()))) throw new InputException("model=" + name +
			": there is a model of this name already. Choose another, or remove its folder.");
		return new ModelAdder(folders.install(), name.strip(), options, progress).add(encoder, decoder);
	}

	/** Tells how a model is placed without a download. */
	static String byHand(final ModelManifest model, final Path folder) {
		return "To place it by hand, put into " + folder + ": " + model.files().stream().map(f -> f.name() + " (" + f
			.bytes() + " bytes, sha256 " + f.sha256() + ")").collect(Collectors.joining(" and ")) + (model.sources().isEmpty()
				? "" : " from " + model.sources().stream().map(ModelSource::describe).collect(Collectors.joining(" or ")));
	}

	/** The first folder that has the whole model; else the first that has something wrong; else where it would go. */
	private State state(final ModelManifest model) {
		final List<State> damaged = new ArrayList<>();
		for (final Path parent : folders.search()) {
			final Path folder = parent.resolve(model.name());
			final List<String> problems = problems(model, folder, false);
			if (problems.isEmpty()) return new State(model, folder, problems);
			if (model.files().stream().anyMatch(f -> Files.exists(folder.resolve(f.name())))) damaged.add(new State(model,
				folder, problems));
		}
		if (!damaged.isEmpty()) return damaged.get(0);
		final Path folder = folders.install().resolve(model.name());
		return new State(model, folder, problems(model, folder, false));
	}

	private static List<String> problems(final ModelManifest model, final Path folder, final boolean checksums) {
		final List<String> problems = new ArrayList<>();
		for (final ModelFile file : model.files()) {
			final Path path = folder.resolve(file.name());
			try {
				(checksums ? ModelCheck.problem(file, path) : ModelCheck.sizeProblem(file, path)).ifPresent(problems::add);
			}
			catch (final IOException e) {
				problems.add(path + " cannot be read: " + e);
			}
		}
		return problems;
	}

	private static List<Path> manifestFolders(final Path folder) {
		if (!Files.isDirectory(folder)) return List.of();
		try (Stream<Path> models = Files.list(folder)) {
			return models.filter(m -> Files.isRegularFile(m.resolve(ModelManifests.FILE_NAME))).sorted().toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot list the models in " + folder, e);
		}
	}
}
