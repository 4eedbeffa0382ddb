package org.stacksam.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.stacksam.InputException;
import org.stacksam.io.OutputFile;

/** Writes COCO's instances and keypoints JSON, one image a slice; what stands where: {@link CocoJson}. */
final class CocoJsonWriter {

	/** Keys under {@code info} that keep what COCO has no place for. */
	static final String IMAGE = "stacksam_image", DEPTH = "stacksam_depth";

	private final PromptSet set;
	private final Dropped dropped = new Dropped();

	private CocoJsonWriter(final PromptSet set) {
		this.set = set;
	}

	/**
	 * Writes a file.
	 *
	 * @return what was dropped
	 */
	static List<String> write(final Path file, final PromptSet set, final boolean overwrite) throws IOException {
		if ((set.width() < 1 || set.height() < 1) && set.prompts().stream().anyMatch(p -> p.mask() != null))
			throw new InputException("Cannot write " + file +
				": COCO's masks need the image's size, which is not known. Give image_path.");
		final CocoJsonWriter writer = new CocoJsonWriter(set);
		final String text = new GsonBuilder().disableHtmlEscaping().create().toJson(writer.root());
		OutputFile.write(file, overwrite, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
		return writer.dropped.notes("COCO cannot hold them");
	}

	private JsonObject root() {
		final JsonObject root = new JsonObject(), info = new JsonObject();
		info.addProperty("contributor", set.annotator());
		info.addProperty(IMAGE, set.image());
		info.addProperty(DEPTH, set.depth());
		root.add("info", info);
		root.add("images", images());
		root.add("annotations", annotations());
		root.add("categories", categories());
		return root;
	}

	private JsonArray images() {
		final TreeSet<Integer> slices = new TreeSet<>();
		IntStream.range(0, set.depth()).forEach(slices::add);
		set.prompts().forEach(p -> slices.add(p.slice()));
		final String stem = set.image().isEmpty() ? "" : SliceOrder.stem(set.image()) + "-";
		final JsonArray images = new JsonArray();
		for (final int slice : slices) {
			final JsonObject image = new JsonObject();
			image.addProperty("id", slice + 1);
			image.addProperty("file_name", stem + String.format(Locale.ROOT, "slice%03d.png", slice));
			image.addProperty("width", set.width());
			image.addProperty("height", set.height());
			images.add(image);
		}
		return images;
	}

	private JsonArray categories() {
		final JsonArray categories = new JsonArray();
		for (final LabelClass label : set.labels()) {
			final JsonObject category = new JsonObject();
			category.addProperty("id", label.value());
			category.addProperty("name", label.name());
			if (label.color() >= 0) category.add("color", numbers(label.color() >> 16, label.color() >> 8 & 255, label
				.color() & 255));
			if (label.heterogeneous()) category.addProperty("heterogeneous", true);
			categories.add(category);
		}
		return categories;
	}

	private JsonArray annotations() {
		final JsonArray annotations = new JsonArray();
		for (final Prompt prompt : set.prompts()) {
			dropped.countIf(prompt.absent(), "stop marks");
			if (prompt.absent()) continue;
			annotations.add(annotation(prompt, annotations.size() + 1));
		}
		return annotations;
	}

	private JsonObject annotation(final Prompt prompt, final int id) {
		final JsonObject json = new JsonObject();
		json.addProperty("id", id);
		json.addProperty("image_id", prompt.slice() + 1);
		json.addProperty("category_id", prompt.label());
		json.addProperty("iscrowd", 0);
		final MaskPrompt mask = prompt.mask();
		final Box box = prompt.box() != null ? prompt.box() : mask == null ? null : mask.bounds();
		json.add("area", PromptJsonWriter.number(mask != null ? mask.pixels().cardinality() : box == null ? 0 : box.area()));
		if (box != null) json.add("bbox", numbers(box.x0(), box.y0(), box.width(), box.height()));
		if (mask != null) {
			dropped.countIf(mask.bounds() == null, "empty masks");
			dropped.countIf(prompt.box() != null && mask.bounds() != null && CocoJson.isDerived(prompt.box(), mask),
				"boxes that bound a mask within a pixel");
		}
		if (mask != null && mask.bounds() != null) {
			final JsonObject runs = new JsonObject();
			runs.add("size", numbers(set.height(), set.width()));
			runs.addProperty("counts", CocoRle.compress(CocoRle.runs(mask, set.width(), set.height())));
			json.add("segmentation", runs);
		}
		if (!prompt.points().isEmpty()) {
			json.add("keypoints", numbers(prompt.points().stream().flatMapToDouble(p -> DoubleStream.of(p
				.x(), p.y(), p.positive() ? 2 : 1)).toArray()));
			json.addProperty("num_keypoints", prompt.points().size());
		}
		final JsonObject own = new JsonObject();
		if (prompt.object() > 0) own.addProperty("object", prompt.object());
		if (prompt.channel() >= 0) own.addProperty("channel", prompt.channel() + 1);
		if (prompt.frame() >= 0) own.addProperty("frame", prompt.frame() + 1);
		if (own.size() > 0) json.add("attributes", own);
		return json;
	}

	private static JsonArray numbers(final double... values) {
		final JsonArray array = new JsonArray();
		for (final double value : values)
			array.add(PromptJsonWriter.number(value));
		return array;
	}
}
