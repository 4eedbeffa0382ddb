package org.stacksam.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.stacksam.InputException;

/** What a model can run on: the execution providers of ONNX Runtime that people have. */
public enum Device {

	/** The first of the others that the installed ONNX Runtime offers and that works, at last the CPU. */
	AUTO(null, "", ""),

	CPU(OrtProvider.CPU, "", ""),

	/** An NVIDIA card. */
	CUDA(OrtProvider.CUDA, Device.GPU_JAR, "an NVIDIA driver, CUDA and cuDNN"),

	/** An NVIDIA card with a model compiled for it, which takes minutes at each opening. */
	TENSORRT(OrtProvider.TENSOR_RT, Device.GPU_JAR, "an NVIDIA driver, CUDA, cuDNN and TensorRT"),

	/** An Apple machine. */
	COREML(OrtProvider.CORE_ML, "The onnxruntime jar holds it for macOS only", "macOS 10.15 or later"),

	/** A card under Windows. */
	DIRECTML(OrtProvider.DIRECT_ML, Device.OWN_BUILD + " (--use_dml, Windows)", "a card with DirectX 12"),

	/** An AMD card. */
	ROCM(OrtProvider.ROCM, Device.OWN_BUILD + " (--use_rocm, Linux)", "AMD's ROCm");

	private static final String GPU_JAR = "Replace the onnxruntime jar in jars/ by the onnxruntime_gpu jar of the same " +
		"version (Maven Central, com.microsoft.onnxruntime, for Linux and Windows)";
	private static final String OWN_BUILD = "Replace the onnxruntime jar in jars/ by one built for it";

	private final OrtProvider provider;
	private final String source, needs;

	Device(final OrtProvider provider, final String source, final String needs) {
		this.provider = provider;
		this.source = source;
		this.needs = needs;
	}

	/** As users write it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Version of the installed ONNX Runtime. */
	public static String runtimeVersion() {
		return KeptEnvironment.get().getVersion();
	}

	/**
	 * Refuses a device that the installed ONNX Runtime does not know.
	 *
	 * @throws InputException that says how to get it
	 */
	public void requireOffered() {
		require(OrtEnvironment.getAvailableProviders());
	}

	void require(final Set<OrtProvider> offered) {
		if (this != AUTO && !offered.contains(provider)) throw new InputException("device=" + this +
			" is not offered by the installed ONNX Runtime " + runtimeVersion() + " (it offers " + String.join(", ", named(
				offered)) + "). " + source + "; it needs " + needs + ". Or use device=cpu.");
	}

	/** The devices to try, in order: for AUTO all that are offered, the CPU last. */
	List<Device> candidates() {
		return candidates(OrtEnvironment.getAvailableProviders());
	}

	List<Device> candidates(final Set<OrtProvider> offered) {
		require(offered);
		if (this != AUTO) return List.of(this);
		final List<Device> found = new ArrayList<>();
		// TensorRT compiles for minutes: only for those who ask for it.
		for (final Device device : List.of(CUDA, ROCM, DIRECTML, COREML))
			if (offered.contains(device.provider)) found.add(device);
		found.add(CPU);
		return found;
	}

	private static List<String> named(final Set<OrtProvider> offered) {
		final List<String> names = new ArrayList<>();
		for (final Device device : values())
			if (device != AUTO && offered.contains(device.provider)) names.add(device.toString());
		return names;
	}

	/** What has to be on the machine beside ONNX Runtime. */
	String needs() {
		return needs;
	}

	/** Asks for this device; what it cannot do runs on the CPU. */
	void addTo(final SessionOptions options) throws OrtException {
		switch (this) {
			case CUDA -> options.addCUDA(0);
			case TENSORRT -> {
				options.addTensorrt(0);
				options.addCUDA(0);
			}
			case COREML -> options.addCoreML();
			case DIRECTML -> {
				options.setMemoryPatternOptimization(false);
				options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
				options.addDirectML(0);
			}
			case ROCM -> options.addROCM(0);
			default -> {
				// the CPU is always there
			}
		}
	}
}
