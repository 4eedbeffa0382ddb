package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.Shard;
import org.stacksam.ij.CaseImages;
import org.stacksam.nnunet.DatasetCase;
import org.stacksam.nnunet.DatasetChecks;
import org.stacksam.nnunet.DatasetReport;
import org.stacksam.nnunet.DatasetSpec;
import org.stacksam.nnunet.DatasetWriter;
import org.stacksam.nnunet.Groups;
import org.stacksam.nnunet.IgnoreOptions;
import org.stacksam.nnunet.ReaderWriter;
import org.stacksam.nnunet.Regions;
import org.stacksam.prompt.LabelClass;

/** Images and their labels become a raw dataset that nnU-Net trains on. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Export nnU-Net Dataset")
public final class ExportNnunetCommand extends StackSamCommand {

	@Parameter(label = "Images folder", persist = false,
		description = "An image or DICOM folder a case, or nnU-Net's CASE_0000, CASE_0001 … for several channels")
	private String images_dir = "";

	@Parameter(label = "Labels folder", persist = false, description = "A label image a case, named as the case")
	private String labels_dir = "";

	@Parameter(label = "Test images folder", required = false, persist = false,
		description = "Images without labels, for imagesTs")
	private String images_ts_dir = "";

	@Parameter(label = "nnUNet_raw", persist = false, description = "Folder that gets DatasetXXX_name")
	private String nnunet_raw = "";

	@Parameter(label = "Dataset number", min = "1", max = "999", persist = false)
	private int dataset_id = 0;

	@Parameter(label = "Dataset name", persist = false, description = "Letters, digits, - and _")
	private String dataset_name = "";

	@Parameter(label = "Label names", persist = false, description = "liver=1,spleen=2, or a JSON file")
	private String label_names = "";

	@Parameter(label = "Label colors", required = false, persist = false,
		description = "liver=#aa5500,spleen=#2040ff: kept in dataset.json for the way back")
	private String label_colors = "";

	@Parameter(label = "Channel names", required = false, persist = false,
		description = "With commas between; several for images with several channels, or RGB. " +
			"CT makes nnU-Net normalise by the whole dataset, others by image")
	private String channel_names = "image";

	@Parameter(label = "Regions", required = false, persist = false,
		description = "Labels that are learned together: tumour=core+rim,core=core; later ones are painted over earlier")
	private String regions = "";

	@Parameter(label = "File ending", choices = { ".nii.gz", ".nii", ".tif", ".tiff", ".png" }, required = false,
		persist = false)
	private String file_ending = ".nii.gz";

	@Parameter(label = "nnU-Net's reader", choices = { "auto", "SimpleITKIO", "NibabelIO", "NibabelIOWithReorient",
		"Tiff3DIO", "NaturalImage2DIO" }, required = false, persist = false)
	private String reader = "auto";

	@Parameter(label = "Series", min = "0", required = false, persist = false, description = "Of files with several images")
	private int series = 0;

	@Parameter(label = "Each frame is a case", required = false, persist = false,
		description = "Of time series; else their first frame is taken")
	private boolean each_frame = false;

	@Parameter(label = "Groups", required = false, persist = false,
		description = "Cases of one patient stay in one fold: a .csv with the columns case and group, or a regular " +
			"expression for the beginning of a case's name, such as p[0-9]+")
	private String groups = "";

	@Parameter(label = "Ignore unlabelled slices", required = false, persist = false,
		description = "Slices that nobody annotated get nnU-Net's ignore label")
	private boolean ignore_unlabelled = false;

	@Parameter(label = "Prompts folder", required = false, persist = false,
		description = "Says which slices were annotated: a prompt file, or report of SAM Segment Volume (.csv), a case. " +
			"Empty: those that hold a label")
	private String prompts_dir = "";

	@Parameter(label = "Ignore below confidence", min = "0", max = "1", required = false, persist = false,
		description = "Voxels of less confidence get the ignore label. 0: none")
	private double ignore_below = 0;

	@Parameter(label = "Confidence folder", required = false, persist = false,
		description = "A confidence image a case, named as the case. Empty: \"confidence\" in the labels' folder")
	private String confidence_dir = "";

	@Parameter(label = "Disagreement folder", required = false, persist = false,
		description = "A disagreement image a case (SAM Merge Annotators): disputed voxels get the ignore label")
	private String disagreement_dir = "";

	@Parameter(label = "Ignore above disagreement", min = "0", required = false, persist = false,
		description = "Bits of disagreement that are still trained on. 0: none")
	private double ignore_above = 0;

	@Parameter(label = "Undecided value", min = "0", required = false, persist = false,
		description = "Value of the label images that means undecided; it gets the ignore label. 0: none")
	private int ignore_value = 0;

	@Parameter(label = "Description", required = false, persist = false)
	private String description = "";

	@Parameter(label = "Licence", required = false, persist = false)
	private String licence = "";

	@Parameter(label = "Reference", required = false, persist = false)
	private String reference = "";

	@Parameter(label = "Leave out bad cases", required = false, persist = false,
		description = "Write the dataset without cases that have problems, and fail at the end with their names; else " +
			"one such case keeps it from being written")
	private boolean leave_out_bad = false;

	@Parameter(label = "Shard", required = false, persist = false,
		description = "2/8: write the second of eight parts of the cases only, so that machines share them; when all parts " +
			"are written, the same command without shard makes the dataset of them")
	private String shard = "";

	@Parameter(label = "Only check", required = false, persist = false, description = "List all problems, write nothing")
	private boolean dry_run = false;

	@Parameter(label = "Overwrite the dataset", required = false, persist = false)
	private boolean overwrite = false;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path images = Keys.folder("images_dir", images_dir), labels = Keys.folder("labels_dir", labels_dir);
		final Optional<Path> test = Keys.optionalFolder("images_ts_dir", images_ts_dir);
		final Path raw = Keys.requiredPath("nnunet_raw", nnunet_raw);
		final Shard part = Shard.parse(shard);
		if (part.count() > 1 && dry_run) throw new InputException("shard=" + shard +
			" with dry_run=true: all cases are checked at once. Leave shard out.");
		final DatasetSpec spec = spec();
		final ExportCases finder = new ExportCases(new CaseImages(Keys.series(series), each_frame), spec.channelNames()
			.size(), Groups.parse(groups), confidence(labels), disagreement(), prompts());
		final List<String> problems = new ArrayList<>();
		final List<String> leftOut = new ArrayList<>();
		final List<DatasetCase> found = new ArrayList<>(finder.training(images, labels, problems, leave_out_bad ? leftOut
			: null, progress));
		if (test.isPresent()) found.addAll(finder.test(test.get(), problems, progress));
		final List<DatasetCase> cases = leave_out_bad ? DatasetChecks.usable(spec, found, leftOut, progress) : found;
		report(part.count() > 1 ? DatasetWriter.writePart(spec, cases, part, raw, problems, overwrite, progress) : DatasetWriter
			.write(spec, cases, raw, problems, overwrite, dry_run, progress), spec, progress);
		if (!leftOut.isEmpty()) throw InputException.of(dry_run ? "Cases would be left out"
			: "The dataset was written, but cases were left out", leftOut);
	}

	private DatasetSpec spec() throws IOException {
		if (!(ignore_below >= 0 && ignore_below <= 1)) throw new InputException("ignore_below=" + ignore_below +
			" is a confidence: give 0 to 1.");
		if (!(ignore_above >= 0)) throw new InputException("ignore_above=" + ignore_above +
			" is a disagreement in bits: give 0 or more.");
		final List<LabelClass> labels = LabelColors.of(label_colors, Classes.named(Keys.required("label_names", label_names)));
		final ReaderWriter format = Keys.choice("reader", reader, ReaderWriter.names("auto")).equals("auto") ? ReaderWriter
			.forEnding(file_ending.strip()) : ReaderWriter.valueOf(reader.strip());
		return DatasetSpec.of(dataset_id, Keys.required("dataset_name", dataset_name), labels).withChannels(Arrays.stream(
			channel_names.split(",", -1)).map(String::strip).toList()).withFormat(file_ending.strip(), format).withRegions(Regions
				.parse(regions, labels)).withTexts(description.strip(), licence.strip(), reference.strip()).withIgnore(
					new IgnoreOptions(ignore_unlabelled, ignore_below, disagreement_dir.isBlank() ? IgnoreOptions.NO_LIMIT
						: ignore_above, ignore_value));
	}

	private Optional<Path> confidence(final Path labels) {
		if (!confidence_dir.isBlank() && ignore_below == 0) throw new InputException(
			"confidence_dir is given, but ignore_below is 0. Say below which confidence voxels are ignored.");
		if (ignore_below == 0) return Optional.empty();
		return Optional.of(Keys.folder("confidence_dir", confidence_dir.isBlank() ? labels.resolve("confidence").toString()
			: confidence_dir));
	}

	private Optional<Path> disagreement() {
		if (disagreement_dir.isBlank() && ignore_above > 0) throw new InputException(
			"ignore_above is given, but disagreement_dir is not. Say where the disagreement images are.");
		return Keys.optionalFolder("disagreement_dir", disagreement_dir);
	}

	private Optional<Path> prompts() {
		if (!prompts_dir.isBlank() && !ignore_unlabelled) throw new InputException(
			"prompts_dir is given, but ignore_unlabelled is not true. Say ignore_unlabelled=true, or leave it out.");
		return Keys.optionalFolder("prompts_dir", prompts_dir);
	}

	private void report(final DatasetReport report, final DatasetSpec spec, final Progress progress) {
		report.warnings().forEach(warning -> progress.log("Warning: " + warning));
		report.problems().forEach(problem -> progress.log("Problem: " + problem));
		if (spec.ignore().any() && report.problems().isEmpty()) report.setAside().rows().forEach(row -> progress.log(row
			.toString()));
		if (!report.mapping().isIdentity()) progress.log("Labels are renumbered for nnU-Net: " + report.mapping() +
			". SAM Import nnU-Net Predictions turns them back.");
		if (dry_run) progress.log(report.problems().isEmpty() ? "The dataset could be written." : report.problems().size() +
			" problems: the dataset cannot be written.");
		else if (report.folder() == null) progress.log(report.written() + " cases of part " + shard.strip() + " written, " + report
			.kept() + " kept. When all parts are written, the same command without shard makes the dataset of them.");
		else progress.log(report.written() + " cases written, " + report.kept() + " kept, in " + report.folder() + "\n" +
			report.nextCommands());
	}
}
