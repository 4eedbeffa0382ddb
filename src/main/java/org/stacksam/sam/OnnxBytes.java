package org.stacksam.sam;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The little of the ONNX file format (protobuf) that is needed to ask a model for its inner tensors, and to check it. */
final class OnnxBytes {

	private static final int MODEL_GRAPH = 7, GRAPH_OUTPUT = 12, VALUE_NAME = 1, LENGTH_DELIMITED = 2;

	/** Fields of a tensor that say that its values lie in another file. */
	private static final int EXTERNAL_DATA = 13, DATA_LOCATION = 14;

	private static final int MAX_DEPTH = 32;

	/** Messages that can hold tensors. */
	private enum Message {
		MODEL, GRAPH, NODE, ATTRIBUTE, TENSOR, SPARSE_TENSOR, FUNCTION
	}

	/** The fields of each message that hold others, by number. */
	private static final Map<Message, Map<Integer, Message>> CHILDREN = Map.of(Message.MODEL, Map.of(MODEL_GRAPH,
		Message.GRAPH, 25, Message.FUNCTION), Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15,
			Message.SPARSE_TENSOR), Message.NODE, Map.of(5, Message.ATTRIBUTE), Message.ATTRIBUTE, Map.of(5, Message.TENSOR, 6,
				Message.GRAPH, 10, Message.TENSOR, 11, Message.GRAPH, 22, Message.SPARSE_TENSOR, 23, Message.SPARSE_TENSOR),
		Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR), Message.FUNCTION, Map.of(7, Message.NODE, 11,
			Message.ATTRIBUTE), Message.TENSOR, Map.of());

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

	/**
	 * Whether a model takes values from other files, which no checksum covers.
	 *
	 * @param model content of an .onnx file
	 * @throws IllegalArgumentException if it is none
	 */
	static boolean refersToOtherFiles(final byte[] model) {
		return new Walk(model).external(Message.MODEL, model.length, 0);
	}

	/** Goes through the messages of a file. */
	private static final class Walk {

		private final byte[] bytes;
		private int at;

		Walk(final byte[] bytes) {
			this.bytes = bytes;
		}

		boolean external(final Message message, final int end, final int depth) {
			if (depth > MAX_DEPTH) throw new IllegalArgumentException("its graphs are nested too deeply");
			while (at < end) {
				final long tag = varint(end);
				final int field = (int) (tag >>> 3);
				switch ((int) (tag & 7)) {
					case 0 -> {
						if (varint(end) != 0 && message == Message.TENSOR && field == DATA_LOCATION) return true;
					}
					case 1 -> skip(Long.BYTES, end);
					case LENGTH_DELIMITED -> {
						final long length = varint(end);
						if (message == Message.TENSOR && field == EXTERNAL_DATA) return true;
						final Message child = CHILDREN.get(message).get(field);
						if (child == null) skip(length, end);
						else if (length < 0 || length > end - at) throw broken();
						else if (external(child, at + (int) length, depth + 1)) return true;
					}
					case 5 -> skip(Integer.BYTES, end);
					default -> throw broken();
				}
			}
			return false;
		}

		private long varint(final int end) {
			long value = 0;
			for (int shift = 0; shift < Long.SIZE; shift += 7) {
				if (at >= end) throw broken();
				final byte b = bytes[at++];
				value |= (long) (b & 0x7F) << shift;
				if (b >= 0) return value;
			}
			throw broken();
		}

		private void skip(final long length, final int end) {
			if (length < 0 || length > end - at) throw broken();
			at += (int) length;
		}

		private static IllegalArgumentException broken() {
			return new IllegalArgumentException("it is no ONNX file, or cut short");
		}
	}
}
