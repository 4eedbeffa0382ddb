package org.stacksam.sam;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Names an embedding by everything that it depends on. */
final class EmbeddingKey {

	/** To be raised when the preparation of inputs changes. */
	private static final int VERSION = 1;

	private EmbeddingKey() {}

	/**
	 * A name.
	 *
	 * @param device that encodes: a result on the CPU never depends on another device
	 * @param layout how the planes are shown: "grey", "rgb" or "mosaic" with its grid
	 * @param planes after window and orientation, which are therefore part of the name
	 * @return 64 hex digits
	 */
	static String of(final ModelManifest model, final Device device, final String layout, final List<Plane> planes) {
		final MessageDigest digest = ModelCheck.digest();
		// Records print all their components, so a change of scaling or input size changes the name too.
		digest.update((VERSION + " " + model.file(ModelFile.Role.ENCODER).sha256() + " " + model.encoder() + " " + layout +
			(device == Device.CPU ? "" : " " + device)).getBytes(StandardCharsets.UTF_8));
		for (final Plane plane : planes) {
			final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (plane.values().length + 2));
			bytes.putInt(plane.width()).putInt(plane.height());
			bytes.asFloatBuffer().put(plane.values());
			digest.update(bytes.array());
		}
		return HexFormat.of().formatHex(digest.digest());
	}
}
