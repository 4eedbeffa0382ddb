package org.stacksam.sam;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes small ONNX files (protobuf by hand), so that signatures of networks that cannot be had here can be tested. */
final class TinyOnnx {

	static final int FLOAT = 1, INT64 = 7;

	private static final int IR_VERSION = 8, OPSET = 13;

	private final Proto graph = new Proto().text(2, "tiny");

	/** An attribute of a node: a whole number, or a list of them. */
	record Attribute(String name, boolean list, long... values) {

		static Attribute number(final String name, final long value) {
			return new Attribute(name, false, value);
		}

		static Attribute list(final String name, final long... values) {
			return new Attribute(name, true, values);
		}
	}

	/** A declared input; −1 is an open axis. */
	TinyOnnx input(final String name, final int type, final long... shape) {
		graph.message(11, value(name, type, shape));
		return this;
	}

	/** A declared output. */
	TinyOnnx output(final String name, final long... shape) {
		graph.message(12, value(name, FLOAT, shape));
		return this;
	}

	/** A constant. */
	TinyOnnx floats(final String name, final long[] shape, final float... values) {
		final ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
		for (final float v : values)
			raw.putFloat(v);
		graph.message(5, tensor(name, FLOAT, shape).bytes(9, raw.array()));
		return this;
	}

	/** A constant vector of whole numbers, as shapes and axes are told. */
	TinyOnnx longs(final String name, final long... values) {
		final ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
		for (final long v : values)
			raw.putLong(v);
		graph.message(5, tensor(name, INT64, values.length).bytes(9, raw.array()));
		return this;
	}

	/** A constant whose values lie in another file. */
	TinyOnnx external(final String name, final String file, final long... shape) {
		graph.message(5, tensor(name, FLOAT, shape).message(13, new Proto().text(1, "location").text(2, file)).number(14, 1));
		return this;
	}

	TinyOnnx node(final String op, final List<String> inputs, final String output, final Attribute... attributes) {
		return node("", op, inputs, output, attributes);
	}

	/** A node of another domain than ONNX's own. */
	TinyOnnx node(final String domain, final String op, final List<String> inputs, final String output,
		final Attribute... attributes)
	{
		final Proto node = new Proto();
		inputs.forEach(input -> node.text(1, input));
		node.text(2, output).text(4, op);
		for (final Attribute a : attributes) {
			final Proto proto = new Proto().text(1, a.name());
			if (!a.list()) proto.number(3, a.values()[0]).number(20, 2);
			else {
				for (final long v : a.values())
					proto.number(8, v);
				proto.number(20, 7);
			}
			node.message(5, proto);
		}
		graph.message(1, domain.isEmpty() ? node : node.text(7, domain));
		return this;
	}

	/** The file's content. */
	byte[] bytes() {
		return new Proto().number(1, IR_VERSION).message(8, new Proto().text(1, "").number(2, OPSET)).message(8, new Proto()
			.text(1, "org.example").number(2, 1)).message(7, graph).content();
	}

	private static Proto tensor(final String name, final int type, final long... shape) {
		final Proto proto = new Proto();
		for (final long n : shape)
			proto.number(1, n);
		return proto.number(2, type).text(8, name);
	}

	private static Proto value(final String name, final int type, final long... shape) {
		final Proto dims = new Proto();
		for (final long n : shape)
			dims.message(1, n < 0 ? new Proto().text(2, "open") : new Proto().number(1, n));
		return new Proto().text(1, name).message(2, new Proto().message(1, new Proto().number(1, type).message(2, dims)));
	}

	/** A protobuf message. */
	private static final class Proto {

		private final ByteArrayOutputStream out = new ByteArrayOutputStream();

		Proto number(final int field, final long value) {
			varint(field << 3L);
			varint(value);
			return this;
		}

		Proto bytes(final int field, final byte[] content) {
			varint(field << 3L | 2);
			varint(content.length);
			out.writeBytes(content);
			return this;
		}

		Proto text(final int field, final String text) {
			return bytes(field, text.getBytes(StandardCharsets.UTF_8));
		}

		Proto message(final int field, final Proto message) {
			return bytes(field, message.content());
		}

		byte[] content() {
			return out.toByteArray();
		}

		private void varint(final long value) {
			long rest = value;
			for (; (rest & ~0x7FL) != 0; rest >>>= 7)
				out.write((int) (rest & 0x7F | 0x80));
			out.write((int) rest);
		}
	}
}
