package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.evaluation.EvaluationTable;
import org.stacksam.evaluation.Metric;
import org.stacksam.evaluation.ReportTables;
import org.stacksam.ij.PredictedCase;
import org.stacksam.ij.PredictionImages;
import org.stacksam.ij.Tables;
import org.stacksam.nnunet.PredictionFolder;
import org.stacksam.nnunet.SummaryFile;

/** Brings what nnU-Net predicted, and how it scored, back to ImageJ. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Import nnU-Net Predictions")
public final class ImportNnunetCommand extends StackSamCommand {

	@Parameter(label = "Predictions folder", persist = false,
		description = "What nnUNetv2_predict wrote, a crossval_results folder, an ensemble, or nnUNet_results for the scores")
	private String predictions_dir = "";

	@Parameter(label = "Images folder", required = false, persist = false,
		description = "The images that were predicted, in any format: labels get their grid, and are checked against it")
	private String images_dir = "";

	@Parameter(label = "Series", min = "0", required = false, persist = false, description = "Of images with several")
	private int series = 0;

	@Parameter(label = "Show images", required = false, persist = false,
		description = "Opens a label image, and a confidence image where there are probabilities, a case")
	private boolean show = true;

	@Parameter(label = "Save labels into", required = false, persist = false,
		description = "Folder that gets CASE and a folder \"confidence\"")
	private String save_labels_dir = "";

	@Parameter(label = "File ending", choices = { ".nii.gz", ".nii", ".tif" }, required = false, persist = false,
		description = "Of the files that are saved")
	private String file_ending = ".nii.gz";

	@Parameter(label = "Save tables into", required = false, persist = false,
		description = "Folder that gets a .csv for each summary.json, for SAM Compare Results")
	private String save_tables_dir = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Predictions", type = ItemIO.OUTPUT)
	private ImagePlus[] predictions = {};

	@Parameter(label = "nnU-Net scores", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path folder = Keys.folder("predictions_dir", predictions_dir);
		final Optional<Path> images = Keys.optionalFolder("images_dir", images_dir);
		final Optional<Path> labelFolder = Keys.path("save_labels_dir", save_labels_dir), tableFolder = Keys.path(
			"save_tables_dir", save_tables_dir);
		final String ending = Keys.choice("file_ending", file_ending, List.of(".nii.gz", ".nii", ".tif"));
		final List<SummaryFile.Found> summaries = SummaryFile.find(folder);
		if (tableFolder.isPresent() && summaries.isEmpty()) throw new InputException("save_tables_dir=" + tableFolder.get() +
			": " + folder + " holds no summary.json. nnUNetv2_predict writes none; nnUNetv2_evaluate_folder does.");
		if (!PredictionFolder.isOne(folder) && !summaries.isEmpty()) {
			progress.log(folder + " holds no predictions; only its " + summaries.size() + " summaries are read.");
			readSummaries(summaries, tableFolder, progress);
			return;
		}
		final PredictionImages source = PredictionImages.of(folder, images, Keys.series(series), progress);
		if (labelFolder.isPresent()) source.checkTargets(labelFolder.get(), ending, overwrite);
		readSummaries(summaries, tableFolder, progress);
		read(source, labelFolder, ending, progress);
	}

	private void read(final PredictionImages source, final Optional<Path> target, final String ending,
		final Progress progress) throws IOException
	{
		final List<ImagePlus> shown = new ArrayList<>();
		final int count = source.cases().size();
		for (int i = 0; i < count; i++) {
			progress.check();
			progress.report(i, count, "Importing " + source.cases().get(i).prediction().id());
			final PredictedCase predicted = source.open(source.cases().get(i), progress);
			if (target.isPresent()) predicted.save(target.get(), ending, overwrite);
			if (show) predicted.images().forEach(shown::add);
		}
		predictions = shown.toArray(ImagePlus[]::new);
		progress.log(count + " predictions read from " + source.folder());
	}

	/** A table a summary; the first one is shown. */
	private void readSummaries(final List<SummaryFile.Found> summaries, final Optional<Path> target,
		final Progress progress) throws IOException
	{
		if (target.isPresent()) Files.createDirectories(target.get());
		for (final SummaryFile.Found found : summaries) {
			final EvaluationTable scores = SummaryFile.read(found.file(), PredictionFolder.mappingBeside(found.file()));
			if (table == null) table = Tables.of(ReportTables.scores(scores));
			progress.log(String.format(Locale.ROOT, "%s: %d case(s), mean Dice of %d labels %.4f", found.name().isEmpty()
				? predictions_dir : found.name(), scores.cases().size(), scores.labels().size(), scores.foregroundMean(
					Metric.DICE)));
			if (target.isPresent()) ReportTables.scores(scores).writeCsv(target.get().resolve(tableName(found)), overwrite);
		}
	}

	/** The folders that lead to a summary, in one word. */
	private static String tableName(final SummaryFile.Found found) {
		return (found.name().isEmpty() ? "summary" : found.name().replace("/", "__")) + ".csv";
	}
}
