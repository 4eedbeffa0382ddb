package org.stacksam.prompt;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.InputException;

/** Files with random damage are read or refused with a message, whatever the damage; nothing else is ever thrown. */
class DamagedFilesTest {

	private static final String OURS = """
		{"stacksam_prompts": 1, "annotator": "a", "image": {"name": "ct", "width": 20, "height": 10, "depth": 4},
		"labels": [{"value": 1, "name": "b", "color": "#ff8800"}], "prompts": [{"slice": 1, "label": "b", "object": 1,
		"box": [1, 2, 3.5, 4], "points": [[1, 2, 1]], "mask": {"x": 1, "y": 1, "width": 2, "height": 2, "rle": [1, 3]}}]}""";
	private static final String COCO = """
		{"images": [{"id": 1, "file_name": "a1.png", "width": 7, "height": 9}], "categories": [{"id": 1, "name": "a", "color": [1, 2, 3]}],
		"annotations": [{"image_id": 1, "category_id": 1, "bbox": [1, 1, 2, 2], "segmentation": {"size": [9, 7], "counts": ";45000>M^O060"},
		"keypoints": [1, 2, 2]}, {"image_id": 1, "category_id": 1, "segmentation": [[1, 1, 4, 1, 4, 5]]}]}""";
	private static final String STUDIO = """
		[{"data": {"image": "s1.png"}, "annotations": [{"completed_by": 1, "result": [{"type": "rectanglelabels", "original_width": 200,
		"original_height": 100, "value": {"x": 1, "y": 2, "width": 5, "height": 5, "rotation": 3, "rectanglelabels": ["a"]}},
		{"type": "polygonlabels", "original_width": 200, "original_height": 100, "value": {"points": [[1, 1], [9, 1], [9, 9]], "polygonlabels": ["a"]}}]}]}]""";
	private static final String CVAT = """
		<annotations><meta><task><labels><label><name>a</name></label></labels></task></meta><image id="0" name="f4.png" width="40" height="30">
		<box label="a" xtl="1.5" ytl="2" xbr="11" ybr="22" rotation="4"/><points label="a" points="3.5,4.5;6,7"/><polygon label="a" points="2,1;6,1;6,3"/>
		<mask label="a" rle="1, 2, 3" left="5" top="6" width="3" height="2"/></image></annotations>""";
	private static final String NOISE = "\"{}[]:,.-0123456789eE<>/=;# anulltrue\u00e4\n";

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "ours, json", "coco, json", "studio, json", "cvat, xml", "yolo, txt", "yaml, yaml" })
	void areReadOrRefused(final String format, final String ending) throws IOException {
		final String good = switch (format) {
			case "ours" -> OURS;
			case "coco" -> COCO;
			case "studio" -> STUDIO;
			case "cvat" -> CVAT;
			case "yolo" -> "0 0.5 0.5 0.1 0.1\n1 0.2 0.2 0.1 0.1 0.9\n0 0.1 0.1 0.5 0.1 0.5 0.5\n";
			default -> "nc: 2\nnames: {0: a, 1: b}\nstacksam_values: [5, 1]\n";
		};
		Files.writeString(folder.resolve("s0.txt"), "0 0.5 0.5 0.1 0.1\n");
		final boolean inFolder = ending.equals("txt") || ending.equals("yaml");
		final Path file = folder.resolve(switch (ending) {
			case "txt" -> "s0.txt";
			case "yaml" -> "data.yaml";
			default -> "a." + ending;
		});
		final SplittableRandom random = new SplittableRandom(11);
		int refused = 0;
		for (int run = 0; run < 250; run++) {
			final String damaged = run == 0 ? good : damage(good, random);
			Files.write(file, damaged.getBytes(StandardCharsets.UTF_8));
			try {
				PromptFiles.readAll(inFolder ? folder : file, inFolder
					? ReadOptions.of(200, 100, 5) : ReadOptions.DEFAULT);
			}
			catch (final InputException e) {
				refused++;
				if (run == 0 || e.getMessage().isBlank()) fail(e);
			}
			catch (final RuntimeException e) {
				fail("Not refused but failed: " + damaged, e);
			}
		}
		assertTrue(refused > 20, "the damage does nothing: " + refused);
	}

	/** One to three times a character replaced, a stretch left out, or a stretch doubled. */
	private static String damage(final String good, final SplittableRandom random) {
		final StringBuilder text = new StringBuilder(good);
		for (int n = random.nextInt(3); n >= 0; n--) {
			final int at = random.nextInt(text.length()), end = Math.min(text.length(), at + 1 + random.nextInt(12));
			switch (random.nextInt(3)) {
				case 0 -> text.setCharAt(at, NOISE.charAt(random.nextInt(NOISE.length())));
				case 1 -> text.delete(at, end);
				default -> text.insert(at, text.substring(at, end));
			}
			if (text.isEmpty()) text.append(' ');
		}
		return text.toString();
	}
}
