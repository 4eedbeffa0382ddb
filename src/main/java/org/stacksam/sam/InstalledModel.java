package org.stacksam.sam;

import java.nio.file.Path;

/**
 * A model whose files lie in a folder, of the right sizes; their checksums are checked when they are loaded.
 *
 * @param manifest of the model
 * @param folder that holds its files
 */
public record InstalledModel(ModelManifest manifest, Path folder) {

	/** Where the file of a role lies. */
	public Path path(final ModelFile.Role role) {
		return folder.resolve(manifest.file(role).name());
	}

	/**
	 * Content of a file, after its checksum was found right.
	 *
	 * @throws org.stacksam.InputException naming the file, what was expected and found, and the remedy
	 */
	byte[] verified(final ModelFile.Role role) {
		return ModelCheck.verified(manifest, manifest.file(role), folder);
	}
}
