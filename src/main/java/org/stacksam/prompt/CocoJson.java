package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;

/**
 * Reads COCO's instances and keypoints JSON: each of its {@code images} is a slice, told by {@code file_name}
 * ({@link SliceOrder}). A {@code bbox} [x, y, w, h] is a box; a {@code segmentation} (polygons, runs, compressed runs) is
 * a mask, and a box that only bounds it is left out; of the {@code keypoints} x, y, v those with v = 2 (visible) belong
 * to the object, those with v = 1 do not, those with v = 0 are not set. Coordinates are pixel edges, as COCO's boxes. The
 * id of a category is the label's value. What {@link CocoJsonWriter} adds (object, channel and frame under
 * {@code attributes}) is read too.
 */
final class CocoJson {

	/** Pixels that all masks of a file may span; each is kept in its tight rectangle, so this is time more than memory. */
	private static final long MAX_MASK_PIXELS = 1L << 34;

	private final SliceImages stack;
	private final Map<Integer, String> imageOf = new HashMap<>();
	private final Map<Integer, String> categoryOf = new HashMap<>();
	private long maskPixels;

	private CocoJson(final SliceImages stack) {
		this.stack = stack;
	}

	static boolean isOne(final JsonNode root) {
		return root.has("images") && (root.has("annotations") || root.has("categories"));
	}

	static ReadPrompts read(final JsonElement tree, final String file, final ReadOptions options) {
		final SliceImages stack = new SliceImages(file, options);
		final JsonNode root = JsonNode.root(tree, stack.problems);
		final CocoJson reader = new CocoJson(stack);
		reader.categories(root.get("categories").items());
		root.get("images").items().forEach(reader::image);
		// Without these nothing can be placed.
		stack.stopAtProblems();
		root.get("annotations").items().forEach(reader::annotation);
		final JsonNode info = root.get("info");
		return stack.finish(info.get("contributor").text(""), info.get(CocoJsonWriter.IMAGE).text(""), info.get(
			CocoJsonWriter.DEPTH).integer(0, Integer.MAX_VALUE, 0));
	}

	private void categories(final List<JsonNode> nodes) {
		// Label 0 is the background, so a file that counts its categories from 0 is moved up by one.
		final int[] ids = nodes.stream().mapToInt(node -> node.get("id").integer(0, LabelNames.MAX_VALUE - 1)).toArray();
		final boolean fromZero = Arrays.stream(ids).anyMatch(id -> id == 0);
		if (fromZero) stack.notes.add("The categories count from 0; each label value is the category's id + 1.");
		for (int i = 0; i < ids.length; i++) {
			final JsonNode node = nodes.get(i);
			final int id = ids[i];
			final String name = node.get("name").text();
			if (categoryOf.putIfAbsent(id, name) != null) node.get("id").problem("is there twice: " + id);
			stack.classes.declare(new LabelClass(fromZero ? id + 1 : id, name, color(node.get("color")), node.get(
				"heterogeneous").flag()), stack.problems);
		}
	}

	private static int color(final JsonNode node) {
		if (!node.isArray()) return -1;
		final List<JsonNode> rgb = node.items(3, 3);
		return rgb.isEmpty() ? -1 : rgb.get(0).integer(0, 255) << 16 | rgb.get(1).integer(0, 255) << 8 | rgb.get(2).integer(
			0, 255);
	}

	private void image(final JsonNode node) {
		final int id = node.get("id").integer(0, Integer.MAX_VALUE);
		final String name = node.get("file_name").text();
		if (imageOf.putIfAbsent(id, name) != null) node.get("id").problem("is there twice: " + id);
		stack.addImage(name, node.get("width").integer(0, MaskRuns.MAX_SIDE, 0), node.get("height").integer(0,
			MaskRuns.MAX_SIDE, 0), node.path());
	}

	private void annotation(final JsonNode node) {
		final int before = stack.problems.count();
		final int image = node.get("image_id").integer(0, Integer.MAX_VALUE);
		final int category = node.get("category_id").integer(0, LabelNames.MAX_VALUE);
		if (!imageOf.containsKey(image)) node.get("image_id").problem("is " + image + ", which none of the images has");
		final String name = categoryOf.get(category);
		if (name == null) node.get("category_id").problem("is " + category + ", which none of the categories has");
		final MaskPrompt mask = segmentation(node.get("segmentation"));
		final Box box = box(node.get("bbox"), mask);
		final List<PointPrompt> points = keypoints(node.get("keypoints"));
		if (stack.problems.count() > before) return;
		if (mask == null && box == null && points.isEmpty()) {
			stack.dropped.count("annotations without box, segmentation and keypoints");
			return;
		}
		final JsonNode own = node.get("attributes");
		stack.addPrompt(imageOf.get(image), new Prompt(own.get("object").integer(1, Integer.MAX_VALUE, 0), stack.classes
			.value(name, node.path(), stack.problems), 0, own.get("channel").integer(1, Integer.MAX_VALUE, 0) - 1, own.get(
				"frame").integer(1, Integer.MAX_VALUE, 0) - 1, box, points, mask, false));
	}

	private static Box box(final JsonNode node, final MaskPrompt mask) {
		if (!node.present() || node.isArray() && node.items().isEmpty()) return null;
		final List<JsonNode> v = node.items(4, 4);
		if (v.isEmpty()) return null;
		final double x = v.get(0).coordinate(), y = v.get(1).coordinate();
		final Box box = Box.ordered(x, y, x + v.get(2).coordinate(), y + v.get(3).coordinate());
		if (mask == null) return box;
		return isDerived(box, mask) ? null : box;
	}

	/** Whether a box says no more than the bounds of the mask, within a pixel. */
	static boolean isDerived(final Box box, final MaskPrompt mask) {
		final Box bounds = mask.bounds();
		return Math.abs(box.x0() - bounds.x0()) <= 1 && Math.abs(box.y0() - bounds.y0()) <= 1 && Math.abs(box.x1() - bounds
			.x1()) <= 1 && Math.abs(box.y1() - bounds.y1()) <= 1;
	}

	private static List<PointPrompt> keypoints(final JsonNode node) {
		final List<PointPrompt> points = new ArrayList<>();
		if (!node.present()) return points;
		final List<JsonNode> v = node.items();
		if (v.size() % 3 != 0) node.problem("must hold x, y, v for each point, not " + v.size() + " numbers");
		for (int i = 0; i + 2 < v.size(); i += 3) {
			final int visible = v.get(i + 2).integer(0, 2);
			if (visible > 0) points.add(new PointPrompt(v.get(i).coordinate(), v.get(i + 1).coordinate(), visible == 2));
		}
		return points;
	}

	private MaskPrompt segmentation(final JsonNode node) {
		if (!node.present() || node.isArray() && node.items().isEmpty()) return null;
		return node.isArray() ? polygons(node) : runs(node);
	}

	private MaskPrompt polygons(final JsonNode node) {
		final List<double[]> polygons = new ArrayList<>();
		for (final JsonNode polygon : node.items()) {
			final double[] xy = polygon.items(6, Integer.MAX_VALUE).stream().mapToDouble(JsonNode::coordinate).toArray();
			if (xy.length % 2 == 1) polygon.problem("must hold x, y for each corner, not " + xy.length + " numbers");
			polygons.add(xy);
		}
		if (!claim((long) stack.width() * stack.height(), node) || !stack.problems.isEmpty()) return null;
		final MaskPrompt mask = Polygons.mask(polygons, stack.width(), stack.height());
		if (mask == null) node.problem("covers no pixel of the image");
		return mask;
	}

	private MaskPrompt runs(final JsonNode node) {
		final List<JsonNode> size = node.get("size").items(2, 2);
		if (size.isEmpty()) return null;
		final int height = size.get(0).integer(1, MaskRuns.MAX_SIDE), width = size.get(1).integer(1, MaskRuns.MAX_SIDE);
		if (width != stack.width() || height != stack.height()) node.get("size").problem("is " + height + " × " + width +
			" (height × width), the image " + stack.height() + " × " + stack.width());
		final JsonNode counts = node.get("counts");
		final int[] runs = counts.isText() ? CocoRle.decompress(counts.text()) : counts.items().stream().mapToInt(run -> run
			.integer(0, Integer.MAX_VALUE)).toArray();
		final String wrong = runs == null ? "is not COCO's compressed form of run lengths" : MaskRuns.check(runs,
			(long) width * height);
		if (wrong != null) counts.problem(wrong);
		if (!claim((long) width * height, node) || !stack.problems.isEmpty()) return null;
		final MaskPrompt mask = CocoRle.mask(runs, width, height);
		if (mask == null) node.problem("has no pixel set");
		return mask;
	}

	/** Counts the memory that masks ask for; few bytes of a file can ask for any. */
	private boolean claim(final long pixels, final JsonNode node) {
		maskPixels += pixels;
		final boolean allowed = maskPixels <= MAX_MASK_PIXELS;
		if (!allowed) node.problem("brings the masks to more than " + MAX_MASK_PIXELS + " pixels. Split the file");
		return allowed;
	}
}
