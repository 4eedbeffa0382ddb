package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.ImageFileSource;
import org.stacksam.nnunet.CaseFiles;
import org.stacksam.nnunet.DatasetCase;
import org.stacksam.nnunet.DatasetReport;
import org.stacksam.nnunet.DatasetSpec;
import org.stacksam.nnunet.DatasetWriter;
import org.stacksam.nnunet.IgnoreOptions;
import org.stacksam.nnunet.ImageSource;
import org.stacksam.nnunet.ReaderWriter;
import org.stacksam.prompt.LabelNames;

/** Images and their labels become a raw dataset that nnU-Net trains on. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Export nnU-Net Dataset")
public final class ExportNnunetCommand extends StackSamCommand {

	/** Folder in the labels' folder that holds the confidence of each case, under its name. */
	private static final String CONFIDENCE = "confidence";

	@Parameter(label = "Images folder", persist = false,
		description = "An image a case, or nnU-Net's CASE_0000, CASE_0001 … for several channels")
	private String images_dir = "";

	@Parameter(label = "Labels folder", persist = false, description = "A label image a case, named as the case")
	private String labels_dir = "";

	@Parameter(label = "nnUNet_raw", persist = false, description = "Folder that gets DatasetXXX_name")
	private String nnunet_raw = "";

	@Parameter(label = "Dataset number", min = "1", max = "999", persist = false)
	private int dataset_id = 0;

	@Parameter(label = "Dataset name", persist = false, description = "Letters, digits, - and _")
	private String dataset_name = "";

	@Parameter(label = "Label names", persist = false, description = "liver=1,spleen=2, or a JSON file")
	private String label_names = "";

	@Parameter(label = "Channel names", required = false, persist = false,
		description = "With commas between. CT makes nnU-Net normalise by the whole dataset, others by image")
	private String channel_names = "image";

	@Parameter(label = "File ending", choices = { ".nii.gz", ".nii", ".tif", ".png" }, required = false, persist = false)
	private String file_ending = ".nii.gz";

	@Parameter(label = "Ignore unlabelled slices", required = false, persist = false,
		description = "Slices without any label get nnU-Net's ignore label")
	private boolean ignore_unlabelled = false;

	@Parameter(label = "Ignore below confidence", min = "0", max = "1", required = false, persist = false,
		description = "Voxels of less confidence get the ignore label; the confidence images lie in the folder " +
			"\"confidence\" in the labels' folder, named as the cases. 0: none")
	private double ignore_below = 0;

	@Parameter(label = "Only check", required = false, persist = false, description = "List all problems, write nothing")
	private boolean dry_run = false;

	@Parameter(label = "Overwrite the dataset", required = false, persist = false)
	private boolean overwrite = false;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path images = Keys.folder("images_dir", images_dir), labels = Keys.folder("labels_dir", labels_dir);
		final Path raw = Keys.requiredPath("nnunet_raw", nnunet_raw);
		if (!(ignore_below >= 0 && ignore_below <= 1)) throw new InputException("ignore_below=" + ignore_below +
			" is a confidence: give 0 to 1.");
		final DatasetSpec spec = DatasetSpec.of(dataset_id, Keys.required("dataset_name", dataset_name), LabelNames.parse(Keys
			.required("label_names", label_names))).withChannels(Arrays.stream(channel_names.split(",")).map(String::strip)
				.toList()).withFormat(file_ending, ReaderWriter.forEnding(file_ending)).withIgnore(new IgnoreOptions(
					ignore_unlabelled, ignore_below, 0));
		final CaseFiles.Listing listing = CaseFiles.pair(images, labels);
		listing.skipped().forEach(file -> progress.log("Left out, no image: " + file));
		final List<String> problems = new ArrayList<>(listing.problems());
		final List<DatasetCase> cases = listing.cases().stream().map(files -> datasetCase(files, labels, problems)).toList();
		report(DatasetWriter.write(spec, cases, raw, problems, overwrite, dry_run, progress), progress);
	}

	private DatasetCase datasetCase(final CaseFiles files, final Path labels, final List<String> problems) {
		final List<ImageSource> channels = files.channels().stream().map(ImageFileSource::of).toList();
		final ImageSource confidence = ignore_below > 0 ? confidence(files.id(), labels, problems) : null;
		return new DatasetCase(files.id(), channels, ImageFileSource.of(files.label()), confidence, null, "");
	}

	private static ImageSource confidence(final String id, final Path labels, final List<String> problems) {
		final Path folder = labels.resolve(CONFIDENCE);
		for (final String ending : List.of(".nii.gz", ".nii", ".tif"))
			if (folder.resolve(id + ending).toFile().isFile()) return ImageFileSource.of(folder.resolve(id + ending));
		problems.add("ignore_below needs the confidence of " + id + " (SAM Segment Volume, save_confidence) as " + folder
			.resolve(id + ".nii.gz"));
		return null;
	}

	private void report(final DatasetReport report, final Progress progress) {
		report.warnings().forEach(warning -> progress.log("Warning: " + warning));
		report.problems().forEach(problem -> progress.log("Problem: " + problem));
		if (ignore_unlabelled || ignore_below > 0) report.setAside().rows().forEach(row -> progress.log(row.toString()));
		if (dry_run) progress.log(report.problems().isEmpty() ? "The dataset could be written." : report.problems().size() +
			" problems: the dataset cannot be written.");
		else progress.log(report.written() + " cases written, " + report.kept() + " kept, in " + report.folder() + "\n" +
			report.nextCommands());
	}
}
