package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.ImagePlus;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.crowd.LabelPrompts;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.io.LabelImages;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.ReadPrompts;
import org.stacksam.volume.SharedWindow;

/**
 * Prompts of one format, or a label image, as prompts of another format, turned onto their image; a picture shows
 * whether they lie the right way round.
 */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Convert Prompts")
public final class ConvertPromptsCommand extends StackSamCommand {

	private static final List<String> LABEL_IMAGES = List.of(".nii.gz", ".nii", ".tif", ".tiff");

	@Parameter(label = "Prompts", persist = false,
		description = "Path: .json (ours, COCO, Label Studio), .zip or .roi (ImageJ), .xml (CVAT), a folder (YOLO), " +
			"or a label image (.nii.gz, .nii, .tif)")
	private String prompts_path = "";

	@Parameter(label = "Image", required = false, persist = false,
		description = "Path of the image, for its size (YOLO, Label Studio, turns) and the picture")
	private String image_path = "";

	@Parameter(label = "Label names", required = false, persist = false,
		description = "Values for the names in the file: liver=5,spleen=1, or a JSON file; of a label image, which ones")
	private String label_names = "";

	@Parameter(label = "Save prompts as", persist = false,
		description = ".json (ours), coco.json, .zip (ImageJ ROIs) or a folder (YOLO); several annotators get a file each")
	private String save_prompts = "";

	@Parameter(label = "Flip y", required = false, persist = false,
		description = "The prompts were drawn on slices shown upside down")
	private boolean flip_y = false;

	@Parameter(label = "Transpose", required = false, persist = false,
		description = "The prompts were drawn on slices with x and y exchanged")
	private boolean transpose = false;

	@Parameter(label = "Slice order", required = false, persist = false,
		description = "How file names tell the slice: number (counted from 0), number1, sorted; with ,reversed if the " +
			"stack runs the other way")
	private String slice_order = "number";

	@Parameter(label = "Prompts of labels", choices = { "box", "points", "both", "mask" }, required = false,
		persist = false, description = "Of a label image: what is drawn on each piece")
	private String prompt_kind = "box";

	@Parameter(label = "Every n-th slice", min = "1", required = false, persist = false,
		description = "Of a label image: counted from each object's first slice; its last is always included")
	private int every_nth_slice = 1;

	@Parameter(label = "Slices", required = false, persist = false,
		description = "Of a label image: only these, counted from 1, such as 3,7-9; empty: all")
	private String slices = "";

	@Parameter(label = "Save picture as", required = false, persist = false,
		description = ".png: some slices with the prompts drawn on them")
	private String save_picture = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Picture", type = ItemIO.OUTPUT)
	private ImagePlus picture;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path source = Keys.requiredPath("prompts_path", prompts_path);
		final Path target = Keys.requiredPath("save_prompts", save_prompts);
		final Optional<Path> imageFile = Keys.path("image_path", image_path);
		final Optional<Path> pictureFile = Outputs.file("save_picture", save_picture, overwrite, ".png");
		final Optional<StackSelection> volume = imageFile.isPresent() ? Optional.of(ImageOpener.select(imageFile.get(), 0, 0,
			0, progress)) : Optional.empty();
		if (pictureFile.isPresent() && volume.isEmpty()) throw new InputException(
			"save_picture draws the prompts on the image: give image_path.");
		final List<PromptSet> sets = read(source, volume, progress);
		volume.ifPresent(on -> sets.forEach(set -> Prompts.checkOn(set, on)));
		if (sets.size() == 1) Prompts.write(target, sets.get(0), overwrite, progress);
		else for (final PromptSet set : sets)
			Prompts.write(ofAnnotator(target, set.annotator()), set, overwrite, progress);
		if (volume.isPresent()) picture(volume.get(), sets, pictureFile);
	}

	/** One set an annotator. */
	private List<PromptSet> read(final Path source, final Optional<StackSelection> volume, final Progress progress)
		throws IOException
	{
		if (Files.isRegularFile(source) && Outputs.hasEnding(source, LABEL_IMAGES)) return List.of(ofLabels(source,
			progress));
		final List<LabelClass> classes = label_names.isBlank() ? List.of() : Classes.named(label_names);
		final List<PromptSet> sets = new ArrayList<>();
		for (final ReadPrompts read : PromptSources.of(volume, classes, flip_y, transpose, slice_order).read(source)) {
			read.notes().forEach(progress::log);
			sets.add(PromptSources.named(read.prompts(), "annotator " + (sets.size() + 1)));
		}
		return sets;
	}

	private PromptSet ofLabels(final Path file, final Progress progress) throws IOException {
		if (flip_y || transpose) throw new InputException("flip_y and transpose turn prompts, but prompts_path=" + file +
			" is a label image. Leave them out.");
		final BitSet chosen = Keys.slices("slices", slices);
		final LabelImages.Labels labels = LabelFiles.labels(LabelFiles.open(file, progress));
		return LabelPrompts.of(labels.image(), file.getFileName().toString(), Classes.of(label_names, labels),
			new LabelPrompts.Options(Keys.choice("prompt_kind", prompt_kind, LabelPrompts.Kind.class), chosen,
				every_nth_slice, 1), progress);
	}

	/** A file, or for YOLO a folder, beside the one that was named. */
	private static Path ofAnnotator(final Path target, final String annotator) throws IOException {
		final String name = target.getFileName().toString(), safe = annotator.replaceAll("[^\\p{L}\\p{N}._-]+", "_");
		final String lower = name.toLowerCase(Locale.ROOT);
		final int dot = lower.endsWith("coco.json") ? name.length() - "coco.json".length() : name.lastIndexOf('.');
		if (dot >= 0) return target.resolveSibling(name.substring(0, dot) + (dot > 0 ? "-" : "") + safe + (lower.endsWith(
			"coco.json") ? "." : "") + name.substring(dot));
		return Files.createDirectories(target).resolve(safe);
	}

	/** All annotators' prompts on some slices. */
	private void picture(final StackSelection volume, final List<PromptSet> sets, final Optional<Path> file)
		throws IOException
	{
		final PromptSet all = sets.get(0).withPrompts(sets.stream().flatMap(set -> set.prompts().stream()).toList());
		final var window = SharedWindow.of(ImagePlusViews.floats(volume), volume.geometry(), all);
		if (file.isPresent()) Pictures.write(file.get(), volume, window, null, all, overwrite);
		picture = Pictures.image(volume, window, all, "prompts on " + volume.image().getTitle());
	}
}
