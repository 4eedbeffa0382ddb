package org.stacksam.sam;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The little of the ONNX file format (protobuf) that is needed to ask a model for its inner tensors. */
final class OnnxBytes {

	private static final int MODEL_GRAPH = 7, GRAPH_OUTPUT = 12, VALUE_NAME = 1, LENGTH_DELIMITED = 2;

	private OnnxBytes() {}

	/**
	 * A model with more outputs: protobuf merges repeated occurrences of a message field, so a second {@code graph} that
	 * holds only outputs, appended to the file, adds them to the first.
	 *
	 * @param model content of an .onnx file
	 * @param names of tensors inside the graph
	 */
	static byte[] withOutputs(final byte[] model, final List<String> names) {
		final ByteArrayOutputStream outputs = new ByteArrayOutputStream();
		for (final String name : names)
			outputs.writeBytes(field(GRAPH_OUTPUT, field(VALUE_NAME, name.getBytes(StandardCharsets.UTF_8))));
		final ByteArrayOutputStream out = new ByteArrayOutputStream(model.length + outputs.size() + 8);
		out.writeBytes(model);
		out.writeBytes(field(MODEL_GRAPH, outputs.toByteArray()));
		return out.toByteArray();
	}

	private static byte[] field(final int number, final byte[] payload) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 8);
		varint(out, number << 3 | LENGTH_DELIMITED);
		varint(out, payload.length);
		out.writeBytes(payload);
		return out.toByteArray();
	}

	private static void varint(final ByteArrayOutputStream out, final int value) {
		int rest = value;
		for (; rest >= 0x80; rest >>>= 7)
			out.write(rest & 0x7F | 0x80);
		out.write(rest);
	}
}
