package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.measure.ResultsTable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

import org.stacksam.InputException;
import org.stacksam.TestData;
import org.stacksam.ij.RoiFiles;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadOptions;

import net.imglib2.img.array.ArrayImgs;

class ConvertAndPlanTest {

	private static Commands commands;

	@TempDir
	Path folder;

	@BeforeAll
	static void start() {
		commands = new Commands();
	}

	@AfterAll
	static void stop() {
		commands.close();
	}

	private static String ours(final String annotator) {
		return "{\"stacksam_prompts\": 1, \"annotator\": \"" + annotator +
			"\", \"image\": {\"width\": 40, \"height\": 20}, \"labels\": [{\"value\": 5, \"name\": \"liver\"}], \"prompts\": [" +
			"{\"label\": 5, \"slice\": 2, \"box\": [1, 2, 11, 12]}, {\"label\": 5, \"slice\": 3, \"absent\": true}]}";
	}

	private static PromptSet read(final Path path) throws IOException {
		return PromptFiles.read(path, ReadOptions.of(40, 20, 3)).prompts();
	}

	private Module convert(final Path from, final Path to, final Object... more) {
		final Object[] keys = new Object[4 + more.length];
		System.arraycopy(new Object[] { "prompts_path", from.toString(), "save_prompts", to.toString() }, 0, keys, 0, 4);
		System.arraycopy(more, 0, keys, 4, more.length);
		return commands.run(ConvertPromptsCommand.class, keys);
	}

	/** A disc of value 1 on slices 1 and 2 of three, 40 × 20 pixels; the image is bright there. */
	private void volumes() throws IOException {
		final byte[] labels = new byte[40 * 20 * 3];
		final short[] image = new short[labels.length];
		for (int i = 0; i < labels.length; i++) {
			if (i < 2 * 800 && Math.hypot(i % 40 + .5 - 14, i / 40 % 20 + .5 - 9) < 6) labels[i] = 1;
			image[i] = (short) (labels[i] * 200 + i * 7919 % 13);
		}
		final Geometry grid = Geometry.of(40, 20, 3, new double[] { 1, 1, 1 }, new double[3]);
		NiftiFile.write(folder.resolve("labels.nii"), ArrayImgs.unsignedBytes(labels, 40, 20, 3), grid, false);
		NiftiFile.write(folder.resolve("image.nii"), ArrayImgs.shorts(image, 40, 20, 3), grid, false);
	}

	@Test
	void throughEveryFormatAndBack() throws Exception {
		final Path ours = Files.writeString(folder.resolve("a.json"), ours("anna"));
		final Path zip = folder.resolve("a.zip"), yolo = folder.resolve("yolo"), coco = folder.resolve("a.coco.json");
		convert(ours, zip);
		assertEquals(2, RoiFiles.read(zip).size());
		convert(zip, folder.resolve("back.json"));
		final List<Prompt> back = read(folder.resolve("back.json")).prompts();
		assertEquals(new Box(1, 2, 11, 12), back.get(0).box());
		assertTrue(back.get(1).absent());
		convert(ours, coco);
		assertEquals(new Box(1, 2, 11, 12), read(coco).prompts().get(0).box());
		convert(ours, yolo);
		final Prompt box = read(yolo).prompts().get(0);
		assertEquals(11, box.box().x1(), 1e-9);
		assertEquals(1, box.slice());
	}

	@Test
	void turnsComeWithAPicture() throws Exception {
		volumes();
		final Path ours = Files.writeString(folder.resolve("a.json"), ours("anna"));
		final Module done = convert(ours, folder.resolve("b.json"), "flip_y", true, "slice_order", "reversed", "image_path",
			folder.resolve("image.nii").toString(), "save_picture", folder.resolve("b.png").toString());
		assertEquals(new Box(1, 8, 11, 18), read(folder.resolve("b.json")).prompts().get(0).box());
		assertNotNull(done.getOutput("picture"));
		assertTrue(Files.size(folder.resolve("b.png")) > 1000);
	}

	@Test
	void labelImagesAreASource() throws Exception {
		volumes();
		final Path labels = folder.resolve("labels.nii"), out = folder.resolve("out.json");
		convert(labels, out, "label_names", "disc=1");
		assertEquals(List.of(new Box(8, 3, 20, 15), new Box(8, 3, 20, 15)), read(out).prompts().stream().map(Prompt::box)
			.toList());
		convert(labels, out, "prompt_kind", "mask", "slices", "2", "overwrite", true);
		final List<Prompt> masks = read(out).prompts();
		assertEquals(1, masks.size());
		assertEquals(1, masks.get(0).slice());
		assertEquals(new Box(8, 3, 20, 15), masks.get(0).mask().bounds());
		assertTrue(refused(labels, out, "slices", "0-3").contains("counted from 1"));
	}

	/** The study's boxes of a whole volume, as its README counts them. */
	@Test
	void crowdBoxesAreConvertedWhole() throws Exception {
		final Path crowd = TestData.shared("crowd/img0034"), image = TestData.shared("crowd/SAM-label0034.nii.gz");
		convert(crowd, folder.resolve("crowd.json"), "label_names", "spleen=1,rkidney=2,lkidney=3,liver=6,aorta=8",
			"image_path", image.toString(), "flip_y", true);
		final PromptSet set = PromptFiles.read(folder.resolve("crowd.json"), ReadOptions.DEFAULT).prompts();
		assertEquals(List.of(22L, 20L, 22L, 26L, 43L), List.of(1, 2, 3, 6, 8).stream().map(label -> set.prompts().stream()
			.filter(p -> p.label() == label).count()).toList());
	}

	@Test
	void badFilesAreRefused() throws Exception {
		final Path out = folder.resolve("out.json");
		final Path xml = Files.writeString(folder.resolve("a.xml"), "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
			"<annotations><version>1.1</version>&x;</annotations>");
		assertTrue(refused(xml, out).contains("a.xml"), refused(xml, out));
		final Path nan = Files.writeString(folder.resolve("nan.json"), ours("a").replace("[1, 2,", "[NaN, 2,"));
		assertTrue(refused(nan, out).contains("nan.json"), refused(nan, out));
		final Path yolo = Files.createDirectory(folder.resolve("yolo"));
		Files.writeString(yolo.resolve("s0.txt"), "0 1.5 0.5 0.1 0.1\n");
		assertTrue(refused(yolo, out).contains("yolo"), refused(yolo, out));
		assertTrue(refused(Files.writeString(folder.resolve("ok.json"), ours("a")), out, "save_picture", "x.png").contains(
			"image_path"));
		assertTrue(Files.notExists(out));
	}

	private String refused(final Path from, final Path to, final Object... more) {
		return assertThrows(InputException.class, () -> convert(from, to, more)).getMessage();
	}

	@Test
	void planOfAPilotVolume() throws Exception {
		volumes();
		final Map<String, Object> keys = Map.of("image_path", folder.resolve("image.nii").toString(), "reference_path", folder
			.resolve("labels.nii").toString(), "label_names", "disc=1", "every_nth_slice", "1,2", "annotators", "1,2",
			"methods", "boxes,majority", "missing", 0.0, "save_table", folder.resolve("plan.csv").toString(), "save_plot",
			folder.resolve("plan").toString());
		final ResultsTable table = (ResultsTable) commands.run(PlanAnnotationCommand.class, keys).getOutput("table");
		assertEquals(6, table.size());
		assertEquals(List.of("alone", "boxes", "majority"), List.of(0, 1, 2).stream().map(i -> table.getStringValue("method",
			i)).toList());
		// Both slices of the disc are drawn either way: its last is always included.
		assertEquals(2, table.getValue("prompts", 3));
		assertEquals(4, table.getValue("prompts", 4));
		for (int i = 0; i < 6; i++)
			assertTrue(table.getValue("Dice_disc", i) > .8, "Dice " + table.getValue("Dice_disc", i));
		assertTrue(Files.exists(folder.resolve("plan.svg")) && Files.exists(folder.resolve("plan.png")));
		assertEquals(7, Files.readAllLines(folder.resolve("plan.csv")).size());
		assertTrue(commands.refusal(PlanAnnotationCommand.class, Map.of("image_path", "x", "reference_path", folder.resolve(
			"labels.nii").toString(), "annotators", "0")).contains("annotators=[0]"));
	}
}
