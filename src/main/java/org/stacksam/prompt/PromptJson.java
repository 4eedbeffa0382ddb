package org.stacksam.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;

import org.stacksam.io.JsonFile;

/**
 * Reads StackSAM's own prompt file, JSON in UTF-8:
 *
 * <pre>
 * {"stacksam_prompts": 1,
 *  "annotator": "anna",
 *  "image": {"name": "ct.nii.gz", "width": 122, "height": 101, "depth": 30},
 *  "labels": [
 *   {"value": 5, "name": "liver", "color": "#ff8800", "heterogeneous": false}],
 *  "prompts": [
 *   {"slice": 13, "label": "liver", "object": 1, "box": [20, 31.5, 64, 80]},
 *   {"slice": 14, "label": 5, "object": 1, "points": [[40, 52.5, 1], [70, 52.5, 0]]},
 *   {"slice": 15, "label": 5, "object": 1, "mask": {"x": 20, "y": 31, "width": 3, "height": 2, "rle": [1, 4, 1]}},
 *   {"slice": 20, "label": 5, "object": 1, "absent": true}]}
 * </pre>
 * <table>
 * <caption>Fields; those with ? may be missing</caption>
 * <tr><td>{@code stacksam_prompts}</td><td>version of this schema: 1</td></tr>
 * <tr><td>{@code annotator}?</td><td>who drew them</td></tr>
 * <tr><td>{@code image}?</td><td>{@code name}?, {@code width}?, {@code height}?, {@code depth}? of the stack in
 * pixels</td></tr>
 * <tr><td>{@code labels}</td><td>the classes: {@code value} 1..65535 in the label image, {@code name}, {@code color}?
 * as #rrggbb, {@code heterogeneous}? for hollow or mixed organs</td></tr>
 * <tr><td>{@code prompts}</td><td>the prompts, one for an object and slice</td></tr>
 * <tr><td>{@code slice}</td><td>1-based, as ImageJ shows it; {@code channel}? and {@code frame}? too</td></tr>
 * <tr><td>{@code label}</td><td>value or name of one of the labels</td></tr>
 * <tr><td>{@code object}?</td><td>number of the object, ≥ 1, of one label only; missing = not stated, boxes are then
 * linked along the stack by overlap</td></tr>
 * <tr><td>{@code box}?</td><td>[x0, y0, x1, y1] in pixels at pixel edges: columns 3 to 5 are x0 = 3, x1 = 6</td></tr>
 * <tr><td>{@code points}?</td><td>[x, y, 1 or 0]: 1 belongs to the object, 0 does not; the centre of pixel 0 is
 * 0.5</td></tr>
 * <tr><td>{@code mask}?</td><td>a rectangle of pixels, {@code x} and {@code y} of its first, and {@code rle}: lengths
 * of runs in it row by row, first of pixels that are not set (may be 0), then set, and so on in turn</td></tr>
 * <tr><td>{@code absent}?</td><td>true: a stop mark, the object is not on this slice</td></tr>
 * </table>
 * Each prompt has at least one of box, points, mask and {@code "absent": true}. Unknown fields are errors. Bounds:
 * 64 MiB, 4 million values, 2³¹ mask pixels a file. Writing: {@link PromptJsonWriter}.
 */
public final class PromptJson {

	/** Version of the schema that is read and written. */
	public static final int VERSION = 1;

	/** The key that marks our files. */
	static final String MARK = "stacksam_prompts";

	private static final long MAX_MASK_PIXELS = 1L << 31;

	private final Problems problems = new Problems();
	private final List<String> notes = new ArrayList<>();
	private final Map<Integer, LabelClass> byValue = new LinkedHashMap<>();
	private final Map<String, LabelClass> byName = new HashMap<>();
	private final Map<Integer, JsonNode> firstOfObject = new HashMap<>();
	private final Map<Integer, Integer> labelOfObject = new HashMap<>();
	private long maskPixels;

	private PromptJson() {}

	/**
	 * Reads a file.
	 *
	 * @throws org.stacksam.InputException listing every problem with the path of the element
	 */
	public static ReadPrompts read(final Path file) throws IOException {
		return of(JsonFile.read(file), file.toString());
	}

	/**
	 * Reads a text.
	 *
	 * @param name shown in messages
	 * @throws org.stacksam.InputException listing every problem with the path of the element
	 */
	public static ReadPrompts parse(final String text, final String name) throws IOException {
		return of(JsonFile.parse(text, name), name);
	}

	static ReadPrompts of(final JsonElement tree, final String name) {
		return new PromptJson().set(tree, name);
	}

	private ReadPrompts set(final JsonElement tree, final String file) {
		final JsonNode root = JsonNode.root(tree, problems);
		checkVersion(root, file);
		root.onlyKeys(MARK, "annotator", "image", "labels", "prompts");
		final JsonNode image = root.get("image");
		if (image.present()) image.onlyKeys("name", "width", "height", "depth");
		root.get("labels").items().forEach(this::label);
		final List<Prompt> prompts = new ArrayList<>();
		for (final JsonNode node : root.get("prompts").items())
			prompts.add(prompt(node));
		final PromptSet set = new PromptSet(root.get("annotator").text(""), image.get("name").text(""), size(image, "width"),
			size(image, "height"), size(image, "depth"), List.copyOf(byValue.values()), problems.isEmpty() ? prompts : List
				.of());
		problems.throwIfAny("Cannot read prompts from " + file);
		return new ReadPrompts(set, notes);
	}

	private void checkVersion(final JsonNode root, final String file) {
		final JsonNode version = root.get(MARK);
		final int number = version.integer(1, Integer.MAX_VALUE);
		if (number > VERSION) version.problem("is " + number + ", newer than the version " + VERSION +
			" that this StackSAM reads. Update StackSAM, or save the file as version " + VERSION);
		// Of another version (or format) nothing else can be judged.
		problems.throwIfAny("Cannot read prompts from " + file);
	}

	private static int size(final JsonNode image, final String key) {
		return image.get(key).integer(0, Integer.MAX_VALUE, 0);
	}

	private void label(final JsonNode node) {
		final int before = problems.count();
		node.onlyKeys("value", "name", "color", "heterogeneous");
		final int value = node.get("value").integer(1, LabelNames.MAX_VALUE);
		final String name = node.get("name").text().strip();
		if (name.isEmpty()) node.get("name").problem("must not be empty");
		final LabelClass label = new LabelClass(value, name, color(node.get("color")), node.get("heterogeneous").flag());
		if (problems.count() > before) return;
		if (byValue.putIfAbsent(value, label) != null) node.get("value").problem("is there twice: " + value);
		if (byName.putIfAbsent(name, label) != null) node.get("name").problem("is there twice: \"" + name + "\"");
	}

	private static int color(final JsonNode node) {
		if (!node.present()) return -1;
		final String text = node.text();
		if (text.matches("#[0-9a-fA-F]{6}")) return Integer.parseInt(text.substring(1), 16);
		if (node.isText()) node.problem("must be a colour as \"#ff8800\", not \"" + text + "\"");
		return -1;
	}

	private Prompt prompt(final JsonNode node) {
		node.onlyKeys("slice", "label", "object", "box", "points", "mask", "absent", "channel", "frame");
		final int slice = node.get("slice").integer(1, Integer.MAX_VALUE) - 1;
		final int label = labelOf(node.get("label"));
		final int object = node.get("object").integer(1, Integer.MAX_VALUE, 0);
		final boolean absent = node.get("absent").flag();
		if (node.isObject() && !absent && !node.has("box") && !node.has("points") && !node.has("mask")) node.problem(
			"says nothing: it needs a box, points, a mask or \"absent\": true");
		if (object > 0) checkObject(node.get("object"), object, label);
		return new Prompt(object, label, slice, node.get("channel").integer(1, Integer.MAX_VALUE, 0) - 1, node.get("frame")
			.integer(1, Integer.MAX_VALUE, 0) - 1, box(node.get("box")), points(node.get("points")), mask(node.get("mask")),
			absent);
	}

	private int labelOf(final JsonNode node) {
		final LabelClass label = node.isText() ? byName.get(node.text().strip()) : byValue.get(node.integer(1,
			LabelNames.MAX_VALUE));
		if (label != null) return label.value();
		if (node.present()) node.problem("is not one of the labels: " + byValue.values().stream().map(l -> l.value() + " " +
			l.name()).toList());
		return 0;
	}

	private void checkObject(final JsonNode node, final int object, final int label) {
		final JsonNode first = firstOfObject.putIfAbsent(object, node);
		final Integer other = labelOfObject.putIfAbsent(object, label);
		if (first != null && other != label) node.problem("is " + object + " with label " + label + ", but at " + first
			.path() + " that object has label " + other + ". Give each object one label");
	}

	private Box box(final JsonNode node) {
		if (!node.present()) return null;
		final List<JsonNode> items = node.items(4, 4);
		if (items.isEmpty()) return null;
		final double[] v = items.stream().mapToDouble(JsonNode::coordinate).toArray();
		final Box ordered = Box.ordered(v[0], v[1], v[2], v[3]);
		if (v[0] > v[2] || v[1] > v[3]) notes.add(node.path() + " had reversed corners; they were put in order.");
		return ordered;
	}

	private static List<PointPrompt> points(final JsonNode node) {
		final List<PointPrompt> points = new ArrayList<>();
		if (!node.present()) return points;
		for (final JsonNode item : node.items(1, Integer.MAX_VALUE)) {
			final List<JsonNode> v = item.items(3, 3);
			if (!v.isEmpty()) points.add(new PointPrompt(v.get(0).coordinate(), v.get(1).coordinate(), v.get(2).integer(0,
				1) == 1));
		}
		return points;
	}

	private MaskPrompt mask(final JsonNode node) {
		if (!node.present()) return null;
		node.onlyKeys("x", "y", "width", "height", "rle");
		final int x = node.get("x").integer(0, MaskRuns.MAX_SIDE), y = node.get("y").integer(0, MaskRuns.MAX_SIDE);
		final int width = node.get("width").integer(1, MaskRuns.MAX_SIDE), height = node.get("height").integer(1,
			MaskRuns.MAX_SIDE);
		final int[] runs = node.get("rle").items().stream().mapToInt(run -> run.integer(0, Integer.MAX_VALUE)).toArray();
		final long pixels = (long) width * height;
		final String wrong = MaskRuns.check(runs, pixels);
		if (wrong != null) node.get("rle").problem(wrong);
		maskPixels += pixels;
		// A few bytes can claim any size, and each mask takes memory by its size.
		if (maskPixels > MAX_MASK_PIXELS) node.problem("brings the masks to more than " + MAX_MASK_PIXELS +
			" pixels. Split the file");
		return problems.isEmpty() ? new MaskPrompt(x, y, width, height, MaskRuns.decode(runs)) : null;
	}
}
