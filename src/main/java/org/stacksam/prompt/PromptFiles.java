package org.stacksam.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.google.gson.JsonElement;

import org.stacksam.InputException;
import org.stacksam.io.JsonFile;

/**
 * Reads and writes prompts in every format but ImageJ's ROIs, which the package {@code org.stacksam.ij} converts.
 * <table>
 * <caption>Formats</caption>
 * <tr><td>{@code .json}</td><td>told by its content: ours ({@link PromptJson}), COCO (boxes, keypoints, masks), Label
 * Studio (rectangles, keypoints, polygons; reading only)</td></tr>
 * <tr><td>{@code coco.json} at the end of the name</td><td>COCO when writing</td></tr>
 * <tr><td>a folder</td><td>YOLO text files, one a slice</td></tr>
 * <tr><td>{@code .xml}</td><td>CVAT for images 1.1 (reading only)</td></tr>
 * </table>
 */
public final class PromptFiles {

	private PromptFiles() {}

	/**
	 * Reads the prompts of one annotator.
	 *
	 * @param path file or folder
	 * @param options what is known of the image; prompts come out in its frame
	 * @throws InputException if it cannot be read, listing every problem, or holds prompts of several annotators
	 */
	public static ReadPrompts read(final Path path, final ReadOptions options) throws IOException {
		final List<ReadPrompts> all = readAll(path, options);
		if (all.size() > 1) throw new InputException(path + " holds prompts of " + all.size() + " annotators: " + String
			.join(", ", all.stream().map(r -> r.prompts().annotator()).toList()) +
			". Merge them by SAM Merge Annotators, or export one annotator.");
		return all.get(0);
	}

	/**
	 * Reads the prompts of all annotators of a file or folder (only Label Studio's files hold several).
	 *
	 * @return at least one set
	 */
	public static List<ReadPrompts> readAll(final Path path, final ReadOptions options) throws IOException {
		if (!Files.exists(path)) throw new InputException("There is no " + path + ". Check the path of the prompts.");
		return raw(path, options).stream().map(read -> place(read, options)).toList();
	}

	/**
	 * Reads a folder that holds a file or a YOLO folder for each annotator.
	 *
	 * @return in the order of their names, at least one; an annotator without a name has that of the file
	 * @throws InputException if it holds nothing readable
	 */
	public static List<ReadPrompts> readAnnotators(final Path folder, final ReadOptions options) throws IOException {
		if (!Files.isDirectory(folder)) throw new InputException("There is no folder " + folder +
			". Give the folder that holds a prompt file or a YOLO folder for each annotator.");
		final List<ReadPrompts> all = new ArrayList<>();
		try (Stream<Path> entries = Files.list(folder)) {
			for (final Path entry : entries.sorted().toList())
				if (isReadable(entry)) for (final ReadPrompts read : readAll(entry, options))
					all.add(named(read, SliceOrder.stem(entry.getFileName().toString())));
		}
		if (all.isEmpty()) throw new InputException("Nothing to read in " + folder +
			": it holds no prompt file (.json, .xml) and no folder of YOLO .txt files.");
		return all;
	}

	/** Whether the path looks like a prompt file or folder of this class, by its ending or content. */
	public static boolean isReadable(final Path path) throws IOException {
		return Files.isDirectory(path) ? YoloFolder.isOne(path) : hasEnding(path, ".json") || hasEnding(path, ".xml");
	}

	/**
	 * Writes prompts, in the format that the name says.
	 *
	 * @param overwrite whether an existing file or YOLO folder may be replaced
	 * @return what was dropped because the format cannot hold it, a line each
	 * @throws InputException if it must not or cannot be written there
	 */
	public static List<String> write(final Path path, final PromptSet set, final boolean overwrite) throws IOException {
		if (hasEnding(path, "coco.json")) return CocoJsonWriter.write(path, set, overwrite);
		if (hasEnding(path, ".json")) {
			PromptJsonWriter.write(path, set, overwrite);
			return List.of();
		}
		if (Files.isDirectory(path) || !path.getFileName().toString().contains(".")) return YoloWriter.write(path, set,
			overwrite);
		throw new InputException("Cannot write prompts to " + path +
			": the name should end in .json (ours), coco.json (COCO), .zip or .roi (ImageJ), or be a folder (YOLO).");
	}

	private static List<ReadPrompts> raw(final Path path, final ReadOptions options) throws IOException {
		if (Files.isDirectory(path)) return List.of(YoloFolder.read(path, options));
		if (hasEnding(path, ".xml")) return List.of(CvatXml.read(path, options));
		if (!hasEnding(path, ".json")) throw new InputException("Cannot read prompts from " + path +
			": its ending is none of .json, .xml, .zip and .roi, and it is no folder of YOLO .txt files.");
		final JsonElement tree = JsonFile.read(path);
		final JsonNode root = JsonNode.root(tree, new Problems());
		if (CocoJson.isOne(root)) return List.of(CocoJson.read(tree, path.toString(), options));
		if (LabelStudioJson.isOne(root)) return LabelStudioJson.read(tree, path.toString(), options);
		if (!root.has(PromptJson.MARK)) throw new InputException("Cannot read prompts from " + path +
			": it is neither ours (\"stacksam_prompts\": 1), nor COCO (images, annotations, categories), nor Label Studio's (a list of tasks).");
		return List.of(PromptJson.of(tree, path.toString()));
	}

	/** Gives a set the sizes that only the caller knows, and turns it onto the image. */
	private static ReadPrompts place(final ReadPrompts read, final ReadOptions options) {
		final PromptSet set = read.prompts();
		final boolean sized = set.width() > 0 && set.height() > 0;
		final PromptSet known = new PromptSet(set.annotator(), set.image(), sized ? set.width() : options.sourceWidth(),
			sized ? set.height() : options.sourceHeight(), set.depth() > 0 ? set.depth() : options.depth(), set.labels(), set
				.prompts());
		return new ReadPrompts(options.transform().apply(known), read.notes());
	}

	private static ReadPrompts named(final ReadPrompts read, final String name) {
		final PromptSet set = read.prompts();
		return set.annotator().isEmpty() ? new ReadPrompts(new PromptSet(name, set.image(), set.width(), set.height(), set
			.depth(), set.labels(), set.prompts()), read.notes()) : read;
	}

	private static boolean hasEnding(final Path path, final String ending) {
		return path.getFileName() != null && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
	}
}
