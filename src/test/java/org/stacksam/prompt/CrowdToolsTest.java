package org.stacksam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;

/** CVAT's and Label Studio's exports. */
class CrowdToolsTest {

	private static final String CVAT = """
		<?xml version="1.0" encoding="utf-8"?>
		<annotations><version>1.1</version><meta><task><id>4</id><name>Größe</name>
		<labels><label><name>spleen</name><color>#ff0000</color><attributes></attributes></label><label><name>große Leber</name></label></labels>
		<assignee><username>anna</username><email></email></assignee></task></meta>
		<image id="0" name="ct/frame_000004.png" width="40" height="30">
		<box label="spleen" occluded="0" xtl="1.5" ytl="2" xbr="11" ybr="22.25" z_order="0"></box>
		<box label="spleen" xtl="10" ytl="10" xbr="20" ybr="14" rotation="90.0"/>
		<points label="große Leber" points="3.5,4.5;6,7"/>
		<polygon label="große Leber" points="2,1;6,1;6,3;2,3"/>
		<mask label="spleen" rle="1, 2, 3" left="5" top="6" width="3" height="2"/>
		<polyline label="spleen" points="1,2;3,4"/>
		</image><image id="1" name="ct/frame_000005.png" width="40" height="30"/></annotations>
		""";

	@TempDir
	Path folder;

	@Test
	void cvatIsRead() throws IOException {
		final ReadPrompts read = read("Anna 标注.xml", CVAT);
		final PromptSet set = read.prompts();
		assertEquals(List.of(new LabelClass(1, "spleen", 0xff0000, false), new LabelClass(2, "große Leber")), set.labels());
		assertEquals(List.of("anna", 40, 30), List.of(set.annotator(), set.width(), set.height()));
		assertEquals(Prompt.box(0, 1, 4, new Box(1.5, 2, 11, 22.25)), set.prompts().get(0));
		final Box turned = set.prompts().get(1).box();
		assertEquals(13, turned.x0(), 1e-9);
		assertEquals(7, turned.y0(), 1e-9);
		assertEquals(17, turned.x1(), 1e-9);
		assertEquals(List.of(new PointPrompt(3.5, 4.5, true), new PointPrompt(6, 7, true)), set.prompts().get(2).points());
		assertEquals(new Box(2, 1, 6, 3), set.prompts().get(3).mask().bounds());
		final MaskPrompt mask = set.prompts().get(4).mask();
		assertTrue(mask.contains(6, 6) && mask.contains(7, 6) && !mask.contains(5, 6) && !mask.contains(5, 7));
		assertEquals(2, read.notes().size());
		assertTrue(read.notes().contains("Dropped 1 <polyline> elements: StackSAM's prompts do not hold them."));
	}

	@Test
	void externalEntitiesAreNeverResolved() throws IOException {
		final Path secret = Files.writeString(folder.resolve("secret.txt"), "spleen");
		final String attack = CVAT.replace("<annotations>", "<!DOCTYPE annotations [<!ENTITY x SYSTEM \"" + secret.toUri() +
			"\">]><annotations>").replace("<name>spleen</name>", "<name>&x;</name>");
		final String message = message("attack.xml", attack);
		assertTrue(message.contains("document type"), message);
		final String laughs = CVAT.replace("<annotations>",
			"<!DOCTYPE annotations [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><annotations>").replace("Größe", "&b;");
		assertTrue(message("laughs.xml", laughs).contains("document type"));
		assertFalse(message("entity.xml", CVAT.replace("Größe", "&x;")).isEmpty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "label=\"spleen\" occluded | label=\"splen\" occluded | \"splen\" is not among [spleen, große Leber]",
		"xtl=\"1.5\" | xtl=\"NaN\" | line 6, <box> of ct/frame_000004.png: xtl=\"NaN\" is not a finite number",
		"xtl=\"1.5\" | xtl=\"1e999\" | xtl=\"1e999\" is not a finite number",
		"3.5,4.5;6,7 | 3.5;4.5 | <points> of ct/frame_000004.png: points must be 1 or more pairs",
		"rle=\"1, 2, 3\" | rle=\"1, 2\" | must add up to width × height = 6, not 3",
		"frame_000005.png\" width=\"40\" | frame_000005.png\" width=\"41\" | is 41 × 30, the stack 40 × 30",
		"frame_000005 | frame_000004_x | have the same number", "annotations><version | dataset><version | not valid XML at line",
		"</annotations> | <track/></annotations> | <track> is of the video format", "<version>1.1 | <version | not valid XML at line" })
	void badCvatIsNamed(final String good, final String bad, final String message) throws IOException {
		final String full = message("bad.xml", CVAT.replace(good, bad));
		assertTrue(full.contains(message), full);
	}

	@Test
	void labelStudioIsReadInPerCent() throws IOException {
		final ReadPrompts read = read("ls.json", """
			[{"id": 1, "data": {"image": "/data/upload/3/ab12-slice009.png?x=77"}, "annotations": [{"completed_by": 3, "result": [
			 {"type": "rectanglelabels", "original_width": 200, "original_height": 100, "from_name": "label",
			  "value": {"x": 10, "y": 20, "width": 5, "height": 50, "rotation": 0, "rectanglelabels": ["spleen"]}},
			 {"type": "keypointlabels", "original_width": 200, "original_height": 100,
			  "value": {"x": 50, "y": 50, "width": 0.3, "keypointlabels": ["liver"]}},
			 {"type": "polygonlabels", "original_width": 200, "original_height": 100,
			  "value": {"points": [[1, 1], [3, 1], [3, 3], [1, 3]], "polygonlabels": ["liver"]}},
			 {"type": "rectanglelabels", "original_width": 200, "original_height": 100,
			  "value": {"x": 50, "y": 20, "width": 10, "height": 10, "rotation": 90, "rectanglelabels": ["spleen"]}},
			 {"type": "choices", "value": {"choices": ["good"]}}]}]},
			 {"id": 2, "data": {"image": "slice010.png"}, "annotations": []}]""");
		final PromptSet set = read.prompts();
		assertEquals(List.of(new LabelClass(1, "liver"), new LabelClass(2, "spleen")), set.labels());
		assertEquals("user 3", set.annotator());
		assertEquals(Prompt.box(0, 2, 9, new Box(20, 20, 30, 70)), set.prompts().get(0));
		assertEquals(List.of(new PointPrompt(100, 50, true)), set.prompts().get(1).points());
		assertEquals(new Box(2, 1, 6, 3), set.prompts().get(2).mask().bounds());
		// A box of 20 × 10 px turned by 90° about its corner (100, 20) lies to the left of it and below.
		final Box turned = set.prompts().get(3).box();
		assertEquals(90, turned.x0(), 1e-9);
		assertEquals(100, turned.x1(), 1e-9);
		assertEquals(40, turned.y1(), 1e-9);
		assertEquals(2, read.notes().size());
	}

	@Test
	void annotatorsOfOneFileAreKeptApart() throws IOException {
		final String region = "{\"type\": \"rectanglelabels\", \"original_width\": 200, \"original_height\": 100, " +
			"\"value\": {\"x\": %d, \"y\": 0, \"width\": 5, \"height\": 5, \"rectanglelabels\": [\"a\"]}}";
		final Path file = Files.writeString(folder.resolve("two.json"), "[{\"data\": {\"image\": \"s1.png\"}, \"annotations\": [" +
			"{\"completed_by\": {\"email\": \"anna@x.org\"}, \"result\": [" + region.formatted(0) + "]}, {\"completed_by\": 2, \"result\": [" +
			region.formatted(10) + "]}, {\"completed_by\": 4, \"was_cancelled\": true, \"result\": [" + region.formatted(20) + "]}]}]");
		final List<ReadPrompts> all = PromptFiles.readAll(file, ReadOptions.DEFAULT);
		assertEquals(List.of("anna@x.org", "user 2"), all.stream().map(r -> r.prompts().annotator()).toList());
		assertEquals(new Box(20, 0, 30, 5), all.get(1).prompts().prompts().get(0).box());
		assertTrue(assertThrows(InputException.class, () -> PromptFiles.read(file, ReadOptions.DEFAULT)).getMessage()
			.contains("prompts of 2 annotators: anna@x.org, user 2"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
		"\"x\": 101 | [0].annotations[0].result[0].value.x must be per cent, 0 to 100, not 101.0",
		"\"x\": null | [0].annotations[0].result[0].value.x is missing",
		"\"x\": 1, \"rectanglelabels\": [] | the key \"rectanglelabels\" is there twice" })
	void badLabelStudioIsNamed(final String x, final String message) {
		final String full = assertThrows(InputException.class, () -> read("bad.json",
			"[{\"data\": {\"image\": \"s1.png\"}, \"annotations\": [{\"result\": [{\"type\": \"rectanglelabels\", \"original_width\": 200, " +
				"\"original_height\": 100, \"value\": {\"rectanglelabels\": [\"a\"], \"y\": 0, \"width\": 5, \"height\": 5, " + x +
				"}}]}]}]")).getMessage();
		assertTrue(full.contains(message), full);
	}

	@Test
	void folderOfAnnotatorsIsReadWhole() throws IOException {
		final Path crowd = Files.createDirectories(folder.resolve("alle Leute"));
		Files.createDirectory(crowd.resolve("bob"));
		Files.writeString(crowd.resolve("bob/s0.txt"), "0 0.5 0.5 0.5 0.5");
		Files.writeString(crowd.resolve("Zoë.json"),
			"{\"stacksam_prompts\": 1, \"labels\": [{\"value\": 1, \"name\": \"class 0\"}], \"prompts\": []}");
		Files.writeString(crowd.resolve("cvat.xml"), CVAT.replace("<username>anna</username>", ""));
		Files.writeString(crowd.resolve("README.md"), "not prompts");
		assertEquals(List.of("Zoë", "bob", "cvat"), PromptFiles.readAnnotators(crowd, ReadOptions.of(40, 30, 0)).stream()
			.map(r -> r.prompts().annotator()).toList());
		final Path empty = Files.createDirectory(folder.resolve("empty"));
		assertTrue(assertThrows(InputException.class, () -> PromptFiles.readAnnotators(empty, ReadOptions.DEFAULT))
			.getMessage().contains("Nothing to read"));
	}

	@Test
	void unknownEndingsAreNamed() throws IOException {
		assertTrue(message("a.csv", "").contains("its ending is none of"));
		assertThrows(InputException.class, () -> PromptFiles.read(folder.resolve("gone.json"), ReadOptions.DEFAULT));
		assertThrows(InputException.class, () -> PromptFiles.write(folder.resolve("a.xml"), new PromptSet("", "", 1, 1, 1,
			List.of(), List.of()), false));
	}

	private String message(final String name, final String text) throws IOException {
		Files.writeString(folder.resolve(name), text);
		return assertThrows(InputException.class, () -> PromptFiles.read(folder.resolve(name), ReadOptions.DEFAULT))
			.getMessage();
	}

	private ReadPrompts read(final String name, final String text) throws IOException {
		return PromptFiles.read(Files.writeString(folder.resolve(name), text), ReadOptions.DEFAULT);
	}
}
