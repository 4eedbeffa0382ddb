package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.StackSelection;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptSet;
import org.stacksam.prompt.PromptTransform;
import org.stacksam.prompt.ReadOptions;
import org.stacksam.prompt.SliceOrder;
import org.stacksam.volume.SharedWindow;

/** Prompts of one format in another, turned onto their image; a picture shows whether they lie the right way round. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Convert Prompts")
public final class ConvertPromptsCommand extends StackSamCommand {

	@Parameter(label = "Prompts", persist = false,
		description = "Path: .json (ours, COCO, Label Studio), .zip or .roi (ImageJ), .xml (CVAT), a folder (YOLO)")
	private String prompts_path = "";

	@Parameter(label = "Image", required = false, persist = false,
		description = "Path of the image; YOLO, Label Studio and turns need its size, the picture its pixels")
	private String image_path = "";

	@Parameter(label = "Label names", required = false, persist = false,
		description = "Values for the names in the file: liver=5,spleen=1, or a JSON file")
	private String label_names = "";

	@Parameter(label = "Save prompts as", persist = false,
		description = ".json (ours), coco.json, .zip (ImageJ ROIs) or a folder (YOLO)")
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

	@Parameter(label = "Save picture as", required = false, persist = false,
		description = ".png: some slices with the prompts drawn on them")
	private String save_picture = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path source = Keys.requiredPath("prompts_path", prompts_path);
		final Path target = Keys.requiredPath("save_prompts", save_prompts);
		final Optional<Path> imageFile = Keys.path("image_path", image_path);
		final Optional<Path> pictureFile = Outputs.file("save_picture", save_picture, overwrite, ".png");
		if (pictureFile.isPresent() && imageFile.isEmpty()) throw new InputException(
			"save_picture draws the prompts on the image: give image_path.");
		final StackSelection volume = imageFile.isEmpty() ? null : ImageOpener.select(imageFile.get(), 0, 0, 0, progress);
		final PromptTransform transform = new PromptTransform(transpose, flip_y, SliceOrder.parse(slice_order));
		final List<LabelClass> labels = label_names.isBlank() ? List.of() : Classes.named(label_names);
		final ReadOptions options = (volume == null ? ReadOptions.DEFAULT : ReadOptions.of(volume.image().getWidth(), volume
			.image().getHeight(), volume.depth())).withTransform(transform).withLabels(labels);
		final PromptSet prompts = Prompts.read(source, volume, options, progress);
		if (volume != null) Prompts.checkOn(prompts, volume);
		Prompts.write(target, prompts, overwrite, progress);
		if (pictureFile.isPresent()) Pictures.write(pictureFile.get(), volume, SharedWindow.of(ImagePlusViews.floats(volume),
			volume.geometry(), prompts), null, prompts, overwrite);
	}
}
