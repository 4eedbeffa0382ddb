package org.stacksam.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import ai.onnxruntime.OrtProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.PointPrompt;

/** Where models run. The tests' ONNX Runtime is the one for the CPU. */
class DeviceTest {

	private static final EnumSet<OrtProvider> GPU_JAR = EnumSet.of(OrtProvider.TENSOR_RT, OrtProvider.CUDA,
		OrtProvider.CPU);

	@Test
	void autoTriesWhatIsOfferedAndTheCpuLast() {
		assertEquals(List.of(Device.CPU), Device.AUTO.candidates(EnumSet.of(OrtProvider.CPU, OrtProvider.DNNL)));
		assertEquals(List.of(Device.CUDA, Device.CPU), Device.AUTO.candidates(GPU_JAR));
		assertEquals(List.of(Device.COREML, Device.CPU), Device.AUTO.candidates(EnumSet.of(OrtProvider.CORE_ML,
			OrtProvider.CPU)));
		assertEquals(List.of(Device.TENSORRT), Device.TENSORRT.candidates(GPU_JAR));
		assertEquals(List.of(Device.CPU), Device.CPU.candidates(GPU_JAR));
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTO", "CPU" }, mode = EnumSource.Mode.EXCLUDE)
	void aDeviceThatIsNotThereIsRefusedWithTheRemedy(final Device device) {
		final String message = assertThrows(InputException.class, () -> device.require(EnumSet.of(OrtProvider.CPU)))
			.getMessage();
		assertTrue(message.startsWith("device=" + device + " ") && message.contains("onnxruntime") && message.contains(
			"device=cpu"), message);
		if (device == Device.CUDA) assertTrue(message.contains("onnxruntime_gpu") && message.contains("jars/"), message);
	}

	@Test
	void oneLineSaysWhereItRunsAndWhy() {
		final List<String> log = new ArrayList<>();
		try (SamModel model = open(ExecutionOptions.DEFAULT, log)) {
			assertEquals(Device.CPU, model.execution().device());
		}
		assertEquals(1, log.size(), log.toString());
		assertTrue(log.get(0).contains("device=cpu") && log.get(0).contains("offers no other device"), log.get(0));
	}

	@Test
	void threadsDoNotChangeTheResult() {
		final Plane plane = Painted.reference(122, 101, 0);
		final SlicePrompt box = SlicePrompt.of(new Box(24, 20, 73, 70)), points = new SlicePrompt(null, List.of(
			new PointPrompt(48, 45, true), new PointPrompt(100, 20, false)), null);
		try (SamModel one = open(ExecutionOptions.cpu(1), new ArrayList<>()); SamModel three = open(ExecutionOptions.cpu(3),
			new ArrayList<>()))
		{
			final EncodedSlice ofOne = one.encode(plane), ofThree = three.encode(plane);
			assertArrayEquals(ofOne.embedding(), ofThree.embedding());
			for (final SlicePrompt prompt : List.of(box, points)) {
				final SliceMasks a = one.decode(ofOne, prompt), b = three.decode(ofThree, prompt);
				assertArrayEquals(a.predictedIou(), b.predictedIou());
				for (int i = 0; i < 4; i++)
					assertArrayEquals(a.lowRes()[i], b.lowRes()[i]);
			}
		}
	}

	@Test
	void benchmarkTimesBothFiles() {
		final SamModel model = TestModel.get();
		final long encoder = model.encoderRuns(), decoder = model.decoderRuns();
		final ModelBenchmark times = ModelBenchmark.run(model, Progress.NONE);
		assertEquals(times.encoderRuns() + 1, model.encoderRuns() - encoder);
		assertEquals(times.decoderRuns() + 1, model.decoderRuns() - decoder);
		assertTrue(times.encoderMs() > times.decoderMs() && times.decoderMs() > 0, times.toString());
	}

	private static SamModel open(final ExecutionOptions options, final List<String> log) {
		final ModelStore store = TestModel.models().store();
		return SamModels.open(store.require("", DownloadConsent.GIVEN, Progress.NONE), options, new Progress() {

			@Override
			public void log(final String line) {
				log.add(line);
			}
		});
	}
}
