package org.stacksam.sam;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

import org.stacksam.io.PathName;

/**
 * Where models are looked for and installed on this machine.
 *
 * @param search in this order; need not exist
 * @param install gets downloads; one of them
 * @param offline whether downloads are forbidden
 */
public record ModelFolders(List<Path> search, Path install, boolean offline) {

	/** System property that names a models folder. */
	public static final String PROPERTY = "stacksam.models";

	/** Environment variable that names a models folder if the property does not. */
	public static final String VARIABLE = "STACKSAM_MODELS";

	/** System property that forbids downloads if it is "true". */
	public static final String OFFLINE = "stacksam.offline";

	public ModelFolders {
		search = List.copyOf(search);
	}

	/**
	 * The folders of this machine: the one that {@value #PROPERTY} or {@value #VARIABLE} names, then the application's,
	 * then the account's cache. Downloads go to the first if it is named, else to the last.
	 *
	 * @param application {@code models/} in the folder of Fiji or ImageJ, or null if there is none
	 */
	public static ModelFolders ofPlatform(final Path application) {
		return of(application, System.getProperties(), System.getenv());
	}

	static ModelFolders of(final Path application, final Properties properties, final Map<String, String> environment) {
		final List<Path> search = new ArrayList<>();
		final String named = properties.getProperty(PROPERTY, environment.getOrDefault(VARIABLE, ""));
		if (!named.isBlank()) search.add(PathName.of(PROPERTY + " or " + VARIABLE, named).toAbsolutePath());
		if (application != null) search.add(application);
		final Path cache = userCache(properties, environment).resolve("models");
		search.add(cache);
		return new ModelFolders(search, named.isBlank() ? cache : search.get(0), Boolean.parseBoolean(properties
			.getProperty(OFFLINE)));
	}

	/** StackSAM's folder among the caches of the user's account: {@code models/} and {@code embeddings/} lie there. */
	public static Path userCache() {
		return userCache(System.getProperties(), System.getenv());
	}

	private static Path userCache(final Properties properties, final Map<String, String> environment) {
		final Path home = PathName.of("user.home", properties.getProperty("user.home", "")).toAbsolutePath();
		final String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		if (system.startsWith("mac")) return home.resolve("Library/Caches/stacksam");
		final boolean windows = system.startsWith("windows");
		final String folder = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
		final Path caches = folder.isBlank() || !PathName.of("The cache folder", folder).isAbsolute() ? home.resolve(windows ? "AppData/Local"
			: ".cache") : PathName.of("The cache folder", folder);
		return caches.resolve("stacksam");
	}
}
