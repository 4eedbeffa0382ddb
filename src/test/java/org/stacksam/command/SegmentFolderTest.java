package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import ij.measure.ResultsTable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

import org.stacksam.sample.SmallCases;

/** Folders of small phantoms with the real model. */
class SegmentFolderTest {

	@TempDir
	static Path shared;

	@TempDir
	Path folder;

	private static Commands commands;

	@BeforeAll
	static void start() throws IOException {
		commands = new Commands();
		SmallCases.write(shared, 3);
	}

	@AfterAll
	static void stop() {
		commands.close();
	}

	private Map<String, Object> keys(final Object... more) {
		final Map<String, Object> keys = new HashMap<>(Map.of("images_dir", folder.resolve("images").toString(),
			"prompts_dir", folder.resolve("prompts").toString(), "output_dir", folder.resolve("out").toString()));
		for (int i = 0; i < more.length; i += 2)
			keys.put((String) more[i], more[i + 1]);
		return keys;
	}

	private void copyCases() throws IOException {
		for (final String kind : List.of("images", "prompts")) {
			Files.createDirectories(folder.resolve(kind));
			try (var files = Files.list(shared.resolve(kind))) {
				for (final Path file : files.toList())
					Files.copy(file, folder.resolve(kind).resolve(file.getFileName().toString()));
			}
		}
	}

	private ResultsTable run(final Object... more) {
		return (ResultsTable) commands.run(SegmentFolderCommand.class, keys(more)).getOutput("report");
	}

	private static List<String> column(final ResultsTable table, final String name) {
		final List<String> cells = new ArrayList<>();
		for (int i = 0; i < table.size(); i++)
			cells.add(table.getStringValue(name, i));
		return cells;
	}

	/** Each case as SAM Segment Volume makes it; what the folder gives goes straight into a dataset. */
	@Test
	void equalsSegmentVolumeAndFeedsADataset() throws IOException {
		copyCases();
		Files.copy(folder.resolve("images/case01.nii.gz"), folder.resolve("images/later.nii.gz"));
		final ResultsTable report = run("save_pictures", true);
		assertEquals(List.of("case01", "case02", "case03", "later"), column(report, "case"));
		assertEquals(List.of("done", "done", "done", "skipped"), column(report, "state"));
		assertTrue(report.getValue("decoder_runs", 0) > 0 && report.getValue("estimated_dice", 0) > .5);
		assertEquals(4 + 1, Files.readAllLines(folder.resolve("out/report.csv")).size());
		for (int i = 0; i < 3; i++) {
			final String name = SmallCases.name(i);
			commands.run(SegmentVolumeCommand.class, "image_path", folder.resolve("images/" + name + ".nii.gz").toString(),
				"prompts_path", folder.resolve("prompts/" + name + ".json").toString(), "save_labels", folder.resolve(name +
					".nii.gz").toString(), "save_confidence", folder.resolve(name + "-c.nii.gz").toString(), "save_report", folder
						.resolve(name + ".csv").toString());
			assertArrayEquals(Files.readAllBytes(folder.resolve(name + ".nii.gz")), Files.readAllBytes(folder.resolve(
				"out/labels/" + name + ".nii.gz")));
			assertArrayEquals(Files.readAllBytes(folder.resolve(name + "-c.nii.gz")), Files.readAllBytes(folder.resolve(
				"out/confidence/" + name + ".nii.gz")));
			assertEquals(Files.readString(folder.resolve(name + ".csv")), Files.readString(folder.resolve("out/reports/" + name +
				".csv")));
			assertTrue(Files.size(folder.resolve("out/pictures/" + name + ".png")) > 1000);
		}
		Files.delete(folder.resolve("images/later.nii.gz"));
		commands.run(ExportNnunetCommand.class, "images_dir", folder.resolve("images").toString(), "labels_dir", folder
			.resolve("out/labels").toString(), "confidence_dir", folder.resolve("out/confidence").toString(), "ignore_below", .6,
			"prompts_dir", folder.resolve("out/reports").toString(), "ignore_unlabelled", true, "nnunet_raw", folder.toString(),
			"dataset_id", 7, "dataset_name", "Small", "label_names",
			"liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5");
		assertTrue(Files.exists(folder.resolve("Dataset007_Small/labelsTr/case03.nii.gz")));
		// nothing changed: nothing is done again
		assertEquals(List.of("kept", "kept", "kept"), column(run("save_pictures", true), "state"));
		assertEquals(List.of("done", "done", "done"), column(run("save_pictures", true, "refine", "none"), "state"));
	}

	/** What is wrong is told for all cases in one go; the good one is done; the command fails. */
	@Test
	void badCasesAreNamedAndTheRestIsDone() throws IOException {
		copyCases();
		Files.writeString(folder.resolve("prompts/case02.json"), "{\"stacksam_prompts\": 1, \"labels\": [");
		Files.copy(folder.resolve("prompts/case01.json"), folder.resolve("prompts/typo.json"));
		final byte[] image = Files.readAllBytes(folder.resolve("images/case03.nii.gz"));
		Files.write(folder.resolve("images/case03.nii.gz"), java.util.Arrays.copyOf(image, image.length / 2));
		final String message = commands.refusal(SegmentFolderCommand.class, keys());
		assertTrue(message.startsWith("3 of 4 cases failed"), message);
		for (final String part : List.of("\n- case02: ", "case02.json: the JSON ends too early", "\n- case03: ",
			"\n- typo: there is no image typo in "))
			assertTrue(message.contains(part), part + " in " + message);
		assertTrue(Files.exists(folder.resolve("out/labels/case01.nii.gz")));
		assertFalse(Files.exists(folder.resolve("out/labels/case03.nii.gz")));
		final List<String> report = Files.readAllLines(folder.resolve("out/report.csv"));
		assertTrue(report.get(1).startsWith("case01,done,") && report.get(2).startsWith("case02,failed,"), report.toString());
		// mended: only those are done
		Files.write(folder.resolve("images/case03.nii.gz"), image);
		Files.copy(shared.resolve("prompts/case02.json"), folder.resolve("prompts/case02.json"),
			java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		Files.delete(folder.resolve("prompts/typo.json"));
		assertEquals(List.of("kept", "done", "done"), column(run(), "state"));
	}

	@Test
	void casesThatCannotBeToldApartStopTheRun() throws IOException {
		copyCases();
		Files.copy(folder.resolve("images/case01.nii.gz"), folder.resolve("images/case01.nii"));
		Files.copy(folder.resolve("prompts/case02.json"), folder.resolve("prompts/case02.xml"));
		final String message = commands.refusal(SegmentFolderCommand.class, keys());
		assertTrue(message.contains("2 problems") && message.contains("case01.nii.gz are case case01") && message.contains(
			"case02.xml are the prompts of case02"), message);
		assertFalse(Files.exists(folder.resolve("out/labels")));
	}

	@Test
	void aListNamesImagesPromptsAndOutputs() throws IOException {
		copyCases();
		Files.writeString(folder.resolve("list.csv"), "\uFEFFimage,prompts,name,labels\n" +
			"images/case01.nii.gz,prompts/case01.json,first,\n" + "images/case02.nii.gz,prompts/case02.json,,mine/two.tif\n");
		final Map<String, Object> keys = Map.of("cases", folder.resolve("list.csv").toString(), "output_dir", folder.resolve(
			"out").toString(), "fill", "none", "shard", "2/2", "save_report", folder.resolve("cases.csv").toString());
		commands.run(SegmentFolderCommand.class, keys);
		assertTrue(Files.exists(folder.resolve("mine/two.tif")) && Files.exists(folder.resolve(
			"out/confidence/case02.nii.gz")));
		assertFalse(Files.exists(folder.resolve("out/labels/first.nii.gz")), "that is the other shard's");
		final Map<String, Object> first = new HashMap<>(keys);
		first.put("shard", "1/2");
		commands.run(SegmentFolderCommand.class, first);
		assertTrue(Files.exists(folder.resolve("out/labels/first.nii.gz")));
		assertEquals(2, Files.readAllLines(folder.resolve("cases.csv")).size());
		Files.writeString(folder.resolve("list.csv"), "image,prompts,labels\n,b.json,\na.nii,b.json,x.nii\na.nii,b.json,x.nii\nc.nii,c.json,x.png\n");
		final String message = commands.refusal(SegmentFolderCommand.class, keys);
		for (final String part : List.of("line 2: image is empty", "line 4: the case a is there twice",
			"x.nii is an output of two cases", "line 5: labels=x.png: the name must end in .nii.gz or .nii or .tif"))
			assertTrue(message.contains(part), message);
		Files.writeString(folder.resolve("list.csv"), "picture\nb\n");
		assertTrue(commands.refusal(SegmentFolderCommand.class, keys).contains("It needs image and prompts"));
	}

	@Test
	void wrongKeysAreNamedBeforeAnyWork() throws IOException {
		copyCases();
		Files.writeString(folder.resolve("notes.csv"), "my,own,table\n");
		final Map<String, Object> wrong = Map.of("shard", "9/8", "workers", -1, "memory_mb", -1, "window", "5,3", "fill",
			"all", "confidence_below", 2.0, "file_ending", ".png", "save_report", folder.resolve("notes.csv").toString(),
			"images_dir", folder.resolve("none").toString(), "device", "abacus");
		wrong.forEach((key, value) -> assertTrue(commands.refusal(SegmentFolderCommand.class, keys(key, value)).contains(key
			.equals("save_report") ? "notes.csv" : key), key));
		assertTrue(commands.refusal(SegmentFolderCommand.class, keys("output_dir", "")).contains("output_dir"));
		Files.writeString(folder.resolve("file"), "");
		assertTrue(commands.refusal(SegmentFolderCommand.class, keys("output_dir", folder.resolve("file").toString())).contains(
			"output_dir"));
		assertFalse(Files.exists(folder.resolve("out/labels")));
	}

	/** Both commands segment alike only if they have the same keys. */
	@Test
	void hasTheKeysOfSegmentVolume() {
		try (Context context = new Context(CommandService.class)) {
			final Set<String> one = names(context, SegmentVolumeCommand.class), many = names(context,
				SegmentFolderCommand.class);
			one.removeAll(many);
			assertEquals(Set.of("image", "image_path", "prompts_path", "save_labels", "save_confidence", "save_picture"),
				one);
		}
	}

	private static Set<String> names(final Context context, final Class<? extends StackSamCommand> command) {
		final Set<String> names = new TreeSet<>();
		StreamSupport.stream(context.service(CommandService.class).getCommand(command).inputs().spliterator(), false).map(
			ModuleItem::getName).forEach(names::add);
		return names;
	}
}
