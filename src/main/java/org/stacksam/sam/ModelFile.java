package org.stacksam.sam;

/**
 * One file of a model.
 *
 * @param role what it is for
 * @param name plain file name, no folders
 * @param bytes its exact size
 * @param sha256 64 lower-case hex digits
 */
public record ModelFile(Role role, String name, long bytes, String sha256) {

	/** What a file is for. */
	public enum Role {
		ENCODER, DECODER
	}
}
