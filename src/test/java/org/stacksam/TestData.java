package org.stacksam;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/**
 * The real volumes that lie beside the project and are not part of it: {@code ../shared/data}, or {@code data} in the
 * folder of the system property {@code stacksam.shared}.
 */
public final class TestData {

	private TestData() {}

	/**
	 * A shared file or folder.
	 *
	 * @param path below the data folder, such as "ct/ct.nii.gz"; if it is absent the test is skipped, with a message
	 */
	public static Path shared(final String path) {
		final Path file = Path.of(System.getProperty("stacksam.shared", "../shared"), "data").resolve(path).toAbsolutePath()
			.normalize();
		Assumptions.assumeTrue(Files.exists(file), () -> "Skipped: no " + file +
			"; set -Dstacksam.shared to the folder that holds data/" + path);
		return file;
	}
}
