package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.measure.ResultsTable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.sam.ModelFolders;
import org.stacksam.sam.TinySam;

/** SAM Models with the real model. */
class ModelsCommandTest {

	@TempDir
	private static Path folder;

	private final String models = System.getProperty(ModelFolders.PROPERTY);
	private Commands commands = new Commands();

	@AfterEach
	void close() {
		commands.close();
		if (models == null) System.clearProperty(ModelFolders.PROPERTY);
		else System.setProperty(ModelFolders.PROPERTY, models);
	}

	/** A generated model of a few nodes; the real ones are added in DialectsTest. */
	@Test
	void addedModelIsListedAndUsed() throws IOException {
		final TinySam.Files files = TinySam.liteMedSam();
		final Path encoder = Files.write(folder.resolve("e n c.onnx"), files.encoder()), decoder = Files.write(folder.resolve(
			"dec.onnx"), files.decoder());
		System.setProperty(ModelFolders.PROPERTY, folder.resolve("models").toString());
		commands.close();
		commands = new Commands();
		final ResultsTable added = (ResultsTable) commands.run(ModelsCommand.class, "action", "add", "model", "my-medsam",
			"encoder_path", encoder.toString(), "decoder_path", decoder.toString(), "licence", "CC0").getOutput("table");
		assertEquals("my-medsam", added.getStringValue("model", 0));
		assertEquals("yes", added.getStringValue("installed", 0));
		assertEquals("CC0", added.getStringValue("licence", 0));
		assertEquals(1, ((ResultsTable) commands.run(ModelsCommand.class, "action", "verify", "model", "my-medsam").getOutput(
			"table")).size());
		final ImagePlus image = IJ.createImage("dark", "8-bit black", 64, 64, 1);
		image.setRoi(new PointRoi(20, 20));
		assertTrue(commands.refusal(SegmentSliceCommand.class, Map.of("image", image, "model", "my-medsam")).contains(
			"my-medsam takes boxes only"));
		assertTrue(commands.refusal(ModelsCommand.class, Map.of("action", "add", "model", "other", "encoder_path", encoder
			.toString(), "decoder_path", decoder.toString(), "scaling", "percent")).startsWith("scaling=percent is none of"));
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
