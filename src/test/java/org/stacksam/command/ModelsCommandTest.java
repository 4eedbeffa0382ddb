package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import ij.measure.ResultsTable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SAM Models with the real model. */
class ModelsCommandTest {

	private final Commands commands = new Commands();

	@AfterEach
	void close() {
		commands.close();
	}

	@Test
	void benchmarkTellsTimesAndWhereItRan() {
		final ResultsTable table = (ResultsTable) commands.run(ModelsCommand.class, "action", "benchmark", "device", "cpu",
			"threads", 1).getOutput("table");
		assertEquals(1, table.size());
		assertEquals("mobilesam", table.getStringValue("model", 0));
		assertEquals("cpu", table.getStringValue("device", 0));
		assertEquals(1, table.getValue("threads", 0));
		assertTrue(table.getValue("encoder ms", 0) > table.getValue("decoder ms", 0));
		assertTrue(table.getStringValue("ONNX Runtime", 0).matches("\\d+\\.\\d+\\.\\d+.*"));
	}

	@Test
	void devicesAndThreadsAreCheckedFirst() {
		assertTrue(commands.refusal(ModelsCommand.class, Map.of("action", "benchmark", "device", "rocm")).startsWith(
			"device=rocm is not offered"));
		assertTrue(commands.refusal(SegmentVolumeCommand.class, Map.of("device", "gpu")).startsWith(
			"device=gpu is none of the choices: auto, cpu, cuda, tensorrt"));
		assertTrue(commands.refusal(SegmentSliceCommand.class, Map.of("threads", -1)).startsWith("threads=-1"));
	}
}
