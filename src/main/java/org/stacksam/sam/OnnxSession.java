package org.stacksam.sam;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.stacksam.InputException;

/**
 * One file in ONNX Runtime. Runs follow one another, since each uses all threads by itself; closing waits for the
 * running one.
 */
final class OnnxSession implements AutoCloseable {

	/** An input by value; a direct buffer in native order is used where it lies. */
	record Input(FloatBuffer values, long[] shape) {}

	private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
	private final String file;
	private final OrtSession session;
	private boolean closed;
	private volatile long runs;

	/**
	 * Opens a session.
	 *
	 * @param model content of the file, checked
	 * @param file its path, for messages
	 * @param options with a device other than AUTO
	 * @throws InputException if ONNX Runtime cannot open it on this device
	 */
	OnnxSession(final byte[] model, final String file, final ExecutionOptions options) {
		this.file = file;
		final Device device = options.device();
		try (OrtSession.SessionOptions native_ = new OrtSession.SessionOptions()) {
			native_.setIntraOpNumThreads(options.threadCount());
			device.addTo(native_);
			session = environment.createSession(model, native_);
		}
		catch (final OrtException | LinkageError e) {
			throw new InputException("ONNX Runtime cannot open the model file " + file + (device == Device.CPU ? ": " + e
				.getMessage() + ". Check that the file belongs to its manifest." : " on device=" + device + ": " + e
					.getMessage() + ". It needs " + device.needs() + ". Or use device=cpu."), e);
		}
	}

	/** Refuses a manifest that names tensors which the file does not have. */
	void requireTensors(final List<String> inputs, final List<String> outputs) {
		require("inputs", inputs, new TreeSet<>(session.getInputNames()));
		require("outputs", outputs, new TreeSet<>(session.getOutputNames()));
	}

	private void require(final String kind, final List<String> wanted, final TreeSet<String> there) {
		for (final String name : wanted)
			if (!there.contains(name)) throw new InputException("The model file " + file + " has no \"" + name + "\" among its " +
				kind + " " + there + ". Correct the manifest.");
	}

	long runs() {
		return runs;
	}

	/**
	 * Runs the model.
	 *
	 * @return the values of each output asked for
	 */
	synchronized Map<String, float[]> run(final Map<String, Input> inputs, final List<String> outputs) {
		if (closed) throw new IllegalStateException("The model is closed: " + file);
		final Map<String, OnnxTensor> tensors = new HashMap<>();
		try {
			for (final Map.Entry<String, Input> e : inputs.entrySet())
				tensors.put(e.getKey(), OnnxTensor.createTensor(environment, e.getValue().values(), e.getValue().shape()));
			try (OrtSession.Result result = session.run(tensors, new java.util.HashSet<>(outputs))) {
				final Map<String, float[]> values = new HashMap<>();
				for (final String name : outputs)
					values.put(name, values((OnnxTensor) result.get(name).orElseThrow()));
				runs++;
				return values;
			}
		}
		catch (final OrtException e) {
			throw new IllegalStateException("ONNX Runtime failed on " + file + ": " + e.getMessage(), e);
		}
		finally {
			tensors.values().forEach(OnnxTensor::close);
		}
	}

	private static float[] values(final OnnxTensor tensor) {
		final FloatBuffer buffer = tensor.getFloatBuffer();
		final float[] values = new float[buffer.remaining()];
		buffer.get(values);
		return values;
	}

	@Override
	public synchronized void close() {
		if (closed) return;
		closed = true;
		try {
			session.close();
		}
		catch (final OrtException e) {
			throw new IllegalStateException("ONNX Runtime failed to close " + file + ": " + e.getMessage(), e);
		}
	}
}
