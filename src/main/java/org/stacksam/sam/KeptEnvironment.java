package org.stacksam.sam;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/**
 * ONNX Runtime's environment, which lives until the process has ended. ONNX Runtime for Java frees it in a shutdown hook
 * of its own, at once, and a session that still runs then crashes the process: seen in half of the processes that were
 * ended by SIGTERM while they encoded (1.23.2). Environments are counted, so a second reference prevents it; Java has no
 * public call for one.
 */
final class KeptEnvironment {

	private static final boolean KEPT = keep();

	private KeptEnvironment() {}

	static OrtEnvironment get() {
		return OrtEnvironment.getEnvironment();
	}

	/** Whether the second reference was to be had; without it all works, but an end in the middle of a run may crash. */
	static boolean isKept() {
		return KEPT;
	}

	private static boolean keep() {
		get();
		try {
			final Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
			api.setAccessible(true);
			final Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
			create.setAccessible(true);
			create.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "stacksam");
			return true;
		}
		catch (final ReflectiveOperationException | RuntimeException e) {
			return false;
		}
	}
}
