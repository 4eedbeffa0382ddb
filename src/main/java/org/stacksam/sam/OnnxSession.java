package org.stacksam.sam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;

import org.stacksam.InputException;

/**
 * One file in ONNX Runtime. Runs follow one another, since each uses all threads by itself; closing waits for the
 * running one. Libraries of custom operators are never loaded. When the process ends, a running run is stopped first.
 */
final class OnnxSession implements AutoCloseable {

	/** A tensor by value; a direct buffer in native order is used where it lies. */
	record Input(FloatBuffer values, long... shape) {}

	/** An output by value. */
	record Output(float[] values, long[] shape) {}

	private final OrtEnvironment environment = KeptEnvironment.get();
	private final String file;
	private final OrtSession session;
	private final Signature signature;
	private final Thread atExit = new Thread(this::stop, "StackSAM end of model");
	private boolean closed;
	private volatile long runs;
	private volatile boolean exiting;
	private OrtSession.RunOptions running;

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
		requireOneFile(model);
		final Device device = options.device();
		OrtSession opened = null;
		try (OrtSession.SessionOptions native_ = new OrtSession.SessionOptions()) {
			native_.setIntraOpNumThreads(options.threadCount());
			device.addTo(native_);
			opened = environment.createSession(model, native_);
			signature = new Signature(tensors(opened.getInputInfo()), tensors(opened.getOutputInfo()));
			session = opened;
			Runtime.getRuntime().addShutdownHook(atExit);
		}
		catch (final OrtException | LinkageError e) {
			throw new InputException("ONNX Runtime cannot open the model file " + file + (device == Device.CPU ? ": " + e
				.getMessage() + ". Check that the file belongs to its manifest." : " on device=" + device + ": " + e
					.getMessage() + ". It needs " + device.needs() + ". Or use device=cpu."), e);
		}
	}

	private void requireOneFile(final byte[] model) {
		final boolean others;
		try {
			others = OnnxBytes.refersToOtherFiles(model);
		}
		catch (final IllegalArgumentException e) {
			throw new InputException("The model file " + file + " cannot be opened: " + e.getMessage() + ".", e);
		}
		if (others) throw new InputException("The model file " + file +
			" keeps values in other files, which no checksum covers. Save it as one file (onnx.save_model without external data).");
	}

	private static Map<String, Signature.Tensor> tensors(final Map<String, NodeInfo> nodes) {
		final Map<String, Signature.Tensor> tensors = new LinkedHashMap<>();
		nodes.forEach((name, node) -> tensors.put(name, node.getInfo() instanceof TensorInfo info ? new Signature.Tensor(
			info.type.name().toLowerCase(Locale.ROOT), info.getShape()) : new Signature.Tensor(node.getInfo()
				.toString(), new long[0])));
		return tensors;
	}

	/** The file's inputs and outputs. */
	Signature signature() {
		return signature;
	}

	/** Refuses a manifest that names tensors which the file does not have. */
	void requireTensors(final List<String> inputs, final List<String> outputs) {
		require("inputs", inputs, new TreeSet<>(signature.inputs().keySet()));
		require("outputs", outputs, new TreeSet<>(signature.outputs().keySet()));
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
	 * @param inputs converted to the types that the file declares, axes of length 1 added in front or taken away as it
	 *          declares; those that the file does not have are left out
	 * @return the values of each output asked for
	 */
	synchronized Map<String, Output> run(final Map<String, Input> inputs, final List<String> outputs) {
		if (exiting) throw new CancellationException("The application is closing.");
		if (closed) throw new IllegalStateException("The model is closed: " + file);
		final Map<String, OnnxTensor> tensors = new HashMap<>();
		try {
			for (final Map.Entry<String, Input> e : inputs.entrySet()) {
				final Signature.Tensor declared = signature.inputs().get(e.getKey());
				if (declared != null) tensors.put(e.getKey(), tensor(e.getValue().values(), declared.rank(e.getValue().shape()),
					declared.type()));
			}
			return run(tensors, outputs, new HashMap<>());
		}
		catch (final OrtException e) {
			if (exiting) throw new CancellationException("The application is closing.");
			throw new IllegalStateException("ONNX Runtime failed on " + file + ": " + e.getMessage(), e);
		}
		finally {
			tensors.values().forEach(OnnxTensor::close);
		}
	}

	private Map<String, Output> run(final Map<String, OnnxTensor> tensors, final List<String> outputs,
		final Map<String, Output> values) throws OrtException
	{
		try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
			running(options);
			try (OrtSession.Result result = session.run(tensors, new HashSet<>(outputs), options)) {
				for (final String name : outputs)
					values.put(name, output((OnnxTensor) result.get(name).orElseThrow()));
				runs++;
				return values;
			}
			finally {
				running(null);
			}
		}
	}

	private void running(final OrtSession.RunOptions options) throws OrtException {
		synchronized (atExit) {
			running = options;
			if (options != null && exiting) options.setTerminate(true);
		}
	}

	/** Ends the running run at its next node, then the session. */
	private void stop() {
		synchronized (atExit) {
			exiting = true;
			try {
				if (running != null) running.setTerminate(true);
			}
			catch (final OrtException e) {
				// it is waited for below all the same
			}
		}
		close();
	}

	private OnnxTensor tensor(final FloatBuffer values, final long[] shape, final String type) throws OrtException {
		final int count = values.remaining();
		return switch (type) {
			case "float" -> OnnxTensor.createTensor(environment, values, shape);
			case "int64" -> OnnxTensor.createTensor(environment, longs(values), shape);
			case "int32" -> OnnxTensor.createTensor(environment, ints(values), shape);
			case "float16" -> {
				final ByteBuffer halves = direct(count * Short.BYTES);
				while (values.hasRemaining())
					halves.putShort(Fp16Conversions.floatToFp16(values.get()));
				yield OnnxTensor.createTensor(environment, halves.rewind(), shape, OnnxJavaType.FLOAT16);
			}
			case "uint8", "bool" -> {
				final ByteBuffer bytes = direct(count);
				while (values.hasRemaining())
					bytes.put((byte) Math.max(0, Math.min(255, Math.round(values.get()))));
				yield OnnxTensor.createTensor(environment, bytes.rewind(), shape, "bool".equals(type) ? OnnxJavaType.BOOL
					: OnnxJavaType.UINT8);
			}
			default -> throw new InputException("The model file " + file + " takes an input of type " + type +
				"; known: float, float16, int64, int32, uint8, bool. Export it with one of these.");
		};
	}

	private static LongBuffer longs(final FloatBuffer values) {
		final LongBuffer out = direct(values.remaining() * Long.BYTES).asLongBuffer();
		while (values.hasRemaining())
			out.put(Math.round((double) values.get()));
		return out.rewind();
	}

	private static IntBuffer ints(final FloatBuffer values) {
		final IntBuffer out = direct(values.remaining() * Integer.BYTES).asIntBuffer();
		while (values.hasRemaining())
			out.put(Math.round(values.get()));
		return out.rewind();
	}

	private static ByteBuffer direct(final int bytes) {
		return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
	}

	/** Half precision comes out as single. */
	private Output output(final OnnxTensor tensor) {
		final FloatBuffer buffer = tensor.getFloatBuffer();
		if (buffer == null) throw new InputException("The model file " + file + " gives an output of type " + tensor
			.getInfo().type + "; known: float, float16. Export it with one of these.");
		final float[] values = new float[buffer.remaining()];
		buffer.get(values);
		return new Output(values, tensor.getInfo().getShape());
	}

	@Override
	public synchronized void close() {
		if (closed) return;
		closed = true;
		try {
			session.close();
			if (!exiting) Runtime.getRuntime().removeShutdownHook(atExit);
		}
		catch (final IllegalStateException e) {
			// the process is ending already: the hook finds the session closed
		}
		catch (final OrtException e) {
			throw new IllegalStateException("ONNX Runtime failed to close " + file + ": " + e.getMessage(), e);
		}
	}
}
