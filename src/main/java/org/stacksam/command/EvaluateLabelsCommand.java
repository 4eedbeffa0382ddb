package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.Shard;
import org.stacksam.evaluation.CaseScores;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.EvaluationBuilder;
import org.stacksam.evaluation.EvaluationTable;
import org.stacksam.evaluation.InstanceMetrics;
import org.stacksam.evaluation.InstanceScores;
import org.stacksam.evaluation.LabelPair;
import org.stacksam.evaluation.LabelScores;
import org.stacksam.evaluation.Metric;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.evaluation.ReportTables;
import org.stacksam.evaluation.ScorePlots;
import org.stacksam.evaluation.SummaryJsonWriter;
import org.stacksam.evaluation.SurfaceDefinition;
import org.stacksam.evaluation.SurfaceOptions;
import org.stacksam.ij.Tables;

/** Measures how well label images agree with a reference. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Evaluate Labels")
public final class EvaluateLabelsCommand extends StackSamCommand {

	@Parameter(required = false, persist = false)
	private ImagePlus predicted_image;

	@Parameter(required = false, persist = false)
	private ImagePlus reference_image;

	@Parameter(label = "Predicted labels", required = false, persist = false,
		description = "Path of a label image, or of a folder of them; empty: the active image")
	private String predicted_path = "";

	@Parameter(label = "Reference labels", required = false, persist = false,
		description = "Path of a label image, or of a folder with files of the same names; empty: the other open image")
	private String reference_path = "";

	@Parameter(label = "Label names", required = false, persist = false,
		description = "Which labels are scored: liver=5,spleen=1, or a JSON file; empty: all there are")
	private String label_names = "";

	@Parameter(label = "Ignore label", min = "0", max = "65535", required = false, persist = false,
		description = "Voxels of this value in the reference are left out of everything; 0: none")
	private int ignore_label = 0;

	@Parameter(label = "Surface definition", choices = { "medpy", "monai", "surface-distance", "none" }, required = false,
		persist = false, description = "medpy, monai: voxels at the edge, 95th percentile of both directions together or " +
			"the larger one; surface-distance: elements weighted by area; none: overlap alone")
	private String surface_definition = SurfaceDefinition.MEDPY.key();

	@Parameter(label = "Tolerance", min = "0", required = false, persist = false,
		description = "Distance up to which surfaces agree (NSD), in the unit of the voxels; 0: the voxel's diagonal")
	private double tolerance = 0;

	@Parameter(label = "Instance metrics", required = false, persist = false,
		description = "Each value is an object, as of cells: matches, F1, panoptic quality and average precision instead")
	private boolean instance_metrics = false;

	@Parameter(label = "Save table as", required = false, persist = false,
		description = ".csv, or .json in the form of nnU-Net's summary.json")
	private String save_table = "";

	@Parameter(label = "Save plot as", required = false, persist = false, description = ".png or .svg, no ending: both")
	private String save_plot = "";

	@Parameter(label = "Shard", required = false, persist = false,
		description = "Of folders, 2/8: score the second of eight parts of the cases only, so that machines share them; when " +
			"all parts are scored, the same command without shard writes the table")
	private String shard = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Scores", type = ItemIO.OUTPUT)
	private ImagePlus plot;

	@Parameter(label = "SAM Evaluation", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final SurfaceOptions surfaces = surfaces();
		if (instance_metrics && !label_names.isBlank()) throw new InputException("label_names=" + label_names +
			" names classes, but with instance_metrics each value is an object. Leave one of them out.");
		// what an evaluation left, of which some cases failed, is replaced when it goes on
		overwrite |= ScoredCases.isPending(Keys.path("save_table", save_table));
		final Optional<Path> tableFile = instance_metrics ? Outputs.file("save_table", save_table, overwrite, ".csv")
			: Outputs.file("save_table", save_table, overwrite, ".csv", ".json");
		final List<Path> plotFiles = Outputs.plots("save_plot", save_plot, "", overwrite);
		final LabelCases cases = LabelCases.of(Keys.path("predicted_path", predicted_path), Keys.path("reference_path",
			reference_path), predicted_image, reference_image, progress);
		final Shard part = Shard.parse(shard);
		if (part.count() > 1 && (tableFile.isEmpty() || !cases.areFolders())) throw new InputException("shard=" + shard +
			" is a part of the cases of two folders, whose scores are kept beside the table. Give folders and save_table, or " +
			"leave shard out.");
		if (instance_metrics) instances(cases, part, tableFile, plotFiles, progress);
		else semantic(cases, part, surfaces, tableFile, plotFiles, progress);
	}

	private SurfaceOptions surfaces() {
		if (!(tolerance >= 0)) throw new InputException("tolerance=" + tolerance + " is a distance: give 0 or more.");
		return "none".equals(surface_definition.strip()) ? null : new SurfaceOptions(SurfaceDefinition.named(
			surface_definition), tolerance == 0 ? Double.NaN : tolerance);
	}

	private void semantic(final LabelCases cases, final Shard part, final SurfaceOptions surfaces,
		final Optional<Path> tableFile, final List<Path> plotFiles, final Progress progress) throws IOException
	{
		final List<EvaluatedLabel> named = label_names.isBlank() ? List.of() : Classes.named(label_names).stream().map(
			label -> EvaluatedLabel.of(label.name(), label.value())).toList();
		final EvaluationBuilder builder = new EvaluationBuilder(named, surfaces);
		final ScoredCases<EvaluationBuilder.Evaluated> scored = ScoredCases.of(cases, part, EvaluationBuilder.Evaluated.class,
			(name, pair, own) -> {
				final LabelCases.Opened labels = LabelCases.labels(pair);
				return builder.evaluate(name, pair.predicted().source(), pair.reference().source(), new LabelPair(labels
					.predicted(), labels.reference(), pair.reference().selection().geometry().spacing(), ignore_label == 0
						? LabelPair.NO_IGNORE : ignore_label), labels.values(), own);
			}, tableFile, named + " " + surfaces + " " + ignore_label, progress);
		scored.byCase().values().forEach(builder::add);
		final EvaluationTable evaluation = builder.table();
		final ReportTable rows = ReportTables.scores(evaluation);
		table = Tables.of(rows);
		if (isPart(part, scored, progress)) return;
		if (tableFile.isPresent()) {
			if (Outputs.hasEnding(tableFile.get(), List.of(".json"))) SummaryJsonWriter.write(evaluation, tableFile.get(),
				overwrite);
			else rows.writeCsv(tableFile.get(), overwrite);
		}
		if (!plotFiles.isEmpty()) plot = Outputs.plot(ScorePlots.byLabel(evaluation, Metric.DICE), "Dice by label",
			plotFiles, overwrite);
		log(evaluation, progress);
		scored.end();
	}

	/** Of a part no table is written, since it would be taken for that of all: it ends here. */
	private static boolean isPart(final Shard part, final ScoredCases<?> scored, final Progress progress) {
		if (part.count() == 1) return false;
		progress.log("Part " + part.number() + "/" + part.count() +
			" is scored. When all parts are, the same command without shard writes the table.");
		scored.end();
		return true;
	}

	private void instances(final LabelCases cases, final Shard part, final Optional<Path> tableFile,
		final List<Path> plotFiles, final Progress progress) throws IOException
	{
		final ScoredCases<InstanceScores> scored = ScoredCases.of(cases, part, InstanceScores.class, (name, pair,
			own) -> InstanceMetrics.compute(pair.predicted().view(), pair.reference().view(), InstanceMetrics.thresholds(),
				own), tableFile, "instances", progress);
		final Map<String, InstanceScores> scores = new LinkedHashMap<>(scored.byCase());
		final InstanceScores pooled = InstanceScores.pooled(List.copyOf(scores.values()));
		if (scores.size() > 1) scores.put("all cases", pooled);
		final ReportTable rows = ReportTables.instances(scores);
		table = Tables.of(rows);
		if (isPart(part, scored, progress)) return;
		if (tableFile.isPresent()) rows.writeCsv(tableFile.get(), overwrite);
		if (!plotFiles.isEmpty()) plot = Outputs.plot(ScorePlots.instances(pooled), "Objects found", plotFiles, overwrite);
		final InstanceScores.AtThreshold half = pooled.atThresholds().get(0);
		progress.log(String.format(Locale.ROOT,
			"Objects: %d predicted, %d in the reference; at IoU 0.5 F1 %.4f, panoptic quality %.4f; mean average precision %.4f",
			pooled.predicted(), pooled.reference(), half.f1(), half.panopticQuality(), pooled.meanAveragePrecision()));
		scored.end();
	}

	private static void log(final EvaluationTable evaluation, final Progress progress) {
		for (final CaseScores scores : evaluation.cases())
			for (final LabelScores of : scores.labels())
				progress.log(String.format(Locale.ROOT, "%s, %s: Dice %.4f, IoU %.4f, %d voxels, reference %d", scores.name(), of
					.label().name(), Metric.DICE.of(of), Metric.IOU.of(of), of.overlap().predicted(), of.overlap().reference()));
		progress.log(String.format(Locale.ROOT, "Mean Dice of %d labels: %.4f", evaluation.labels().size(), evaluation
			.foregroundMean(Metric.DICE)));
	}
}
