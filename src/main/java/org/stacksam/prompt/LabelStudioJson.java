package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.google.gson.JsonElement;

/**
 * Reads Label Studio's JSON export: rectangle labels as boxes, keypoint labels as points that belong to the object,
 * polygon labels as masks; all in per cent of {@code original_width} and {@code original_height}. Each task is a slice,
 * told by the file name of its image ({@link SliceOrder}). Labels get the values 1, 2, … in alphabetical order, unless
 * the caller knows the classes. Annotations of several people ({@code completed_by}) become a set each.
 */
final class LabelStudioJson {

	private final String file;
	private final ReadOptions options;
	private final Problems problems = new Problems();
	private final TreeSet<String> names = new TreeSet<>();
	private final Map<String, SliceImages> byAnnotator = new LinkedHashMap<>();

	private LabelStudioJson(final String file, final ReadOptions options) {
		this.file = file;
		this.options = options;
	}

	static boolean isOne(final JsonNode root) {
		return root.isArray();
	}

	/** One set an annotator, in order of appearance; at least one. */
	static List<ReadPrompts> read(final JsonElement tree, final String file, final ReadOptions options) {
		final LabelStudioJson reader = new LabelStudioJson(file, options);
		final List<JsonNode> tasks = JsonNode.root(tree, reader.problems).items();
		if (tasks.isEmpty()) reader.problems.add("there is no task in it");
		final List<Task> read = tasks.stream().map(reader::task).toList();
		read.forEach(task -> task.results.forEach(result -> reader.declare(result.node)));
		read.forEach(task -> task.results.forEach(result -> reader.stack(result.annotator)));
		if (reader.byAnnotator.isEmpty()) reader.stack("");
		for (final Task task : read)
			for (final Result result : task.results)
				reader.region(reader.stack(result.annotator), task.image, result.node);
		reader.problems.throwIfAny("Cannot read prompts from " + file);
		final List<ReadPrompts> sets = new ArrayList<>();
		reader.byAnnotator.forEach((annotator, stack) -> sets.add(stack.finish(annotator, "", 0)));
		return sets;
	}

	private record Result(String annotator, JsonNode node) {}

	private record Task(String image, List<Result> results) {}

	/** The regions of a task that anyone submitted; none is a slice without prompts. */
	private Task task(final JsonNode task) {
		final List<Result> results = new ArrayList<>();
		final JsonNode annotations = task.get("annotations");
		if (!annotations.present()) task.problem("has no annotations; export as JSON, not JSON-MIN");
		else for (final JsonNode annotation : annotations.items()) {
			if (annotation.get("was_cancelled").flag()) continue;
			final String annotator = annotator(annotation.get("completed_by"));
			annotation.get("result").items().forEach(node -> results.add(new Result(annotator, node)));
		}
		return new Task(image(task), results);
	}

	private static String annotator(final JsonNode node) {
		if (!node.present()) return "";
		if (node.isText()) return node.text();
		return node.isObject() ? node.get("email").text("") : "user " + node.integer(0, Integer.MAX_VALUE);
	}

	private void declare(final JsonNode result) {
		final String kind = result.get("type").text("");
		if (isRead(kind)) result.get("value").get(kind).items().forEach(name -> names.add(name.text()));
	}

	private static boolean isRead(final String kind) {
		return kind.equals("rectanglelabels") || kind.equals("keypointlabels") || kind.equals("polygonlabels");
	}

	private SliceImages stack(final String annotator) {
		return byAnnotator.computeIfAbsent(annotator, key -> {
			final SliceImages stack = new SliceImages(file, options);
			names.forEach(name -> stack.classes.declareNext(name, -1));
			return stack;
		});
	}

	/** The image's name: as uploaded, or the first text in the task's data that looks like a path. */
	private static String image(final JsonNode task) {
		final JsonNode data = task.get("data");
		for (final String key : data.keys())
			if (data.get(key).isText() && data.get(key).text().contains(".")) return data.get(key).text().replaceFirst(
				"[?#].*$", "");
		return task.get("file_upload").text();
	}

	private void region(final SliceImages stack, final String image, final JsonNode node) {
		final String kind = node.get("type").text("");
		if (!isRead(kind)) {
			stack.dropped.count("regions of type \"" + kind + "\"");
			return;
		}
		final int before = problems.count();
		final int width = node.get("original_width").integer(1, MaskRuns.MAX_SIDE), height = node.get("original_height")
			.integer(1, MaskRuns.MAX_SIDE);
		final JsonNode value = node.get("value");
		final List<JsonNode> labels = value.get(kind).items(1, 1);
		if (problems.count() > before) return;
		stack.addImage(image, width, height, node.path());
		final int label = stack.classes.value(labels.get(0).text(), node.path(), problems);
		final Prompt empty = new Prompt(0, label, 0, -1, -1, null, List.of(), null, false);
		switch (kind) {
			case "rectanglelabels" -> stack.addPrompt(image, empty.withBox(rectangle(stack, value, width, height)));
			case "keypointlabels" -> stack.addPrompt(image, Prompt.points(0, label, 0, List.of(new PointPrompt(share(value
				.get("x"), width), share(value.get("y"), height), true))));
			default -> {
				final MaskPrompt mask = polygon(value.get("points"), width, height);
				if (mask != null) stack.addPrompt(image, new Prompt(0, label, 0, -1, -1, null, List.of(), mask, false));
			}
		}
	}

	private Box rectangle(final SliceImages stack, final JsonNode value, final int width, final int height) {
		final double x = share(value.get("x"), width), y = share(value.get("y"), height);
		final double w = share(value.get("width"), width), h = share(value.get("height"), height);
		final double turned = value.get("rotation").present() ? Math.toRadians(value.get("rotation").number()) : 0;
		if (turned == 0) return new Box(x, y, x + w, y + h).clip(width, height);
		stack.dropped.count("rotations of boxes (their upright bounds were taken)");
		// Label Studio turns about the upper left corner.
		final double cx = x + Math.cos(turned) * w / 2 - Math.sin(turned) * h / 2, cy = y + Math.sin(turned) * w / 2 + Math
			.cos(turned) * h / 2;
		return CvatXml.bounds(new Box(cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2), turned).clip(width, height);
	}

	private MaskPrompt polygon(final JsonNode points, final int width, final int height) {
		final int before = problems.count();
		final List<Double> xy = new ArrayList<>();
		for (final JsonNode point : points.items(3, Integer.MAX_VALUE)) {
			final List<JsonNode> pair = point.items(2, 2);
			if (pair.isEmpty()) continue;
			xy.add(share(pair.get(0), width));
			xy.add(share(pair.get(1), height));
		}
		if (problems.count() > before) return null;
		final MaskPrompt mask = Polygons.mask(List.of(xy.stream().mapToDouble(Double::doubleValue).toArray()), width,
			height);
		if (mask == null) points.problem("covers no pixel of the image");
		return mask;
	}

	/** Per cent of a side in pixels; a problem outside of 0 to 100. */
	private static double share(final JsonNode node, final int side) {
		final double percent = node.number();
		if (percent < -1e-6 || percent > 100 + 1e-6) node.problem("must be per cent, 0 to 100, not " + percent);
		return percent / 100 * side;
	}
}
