package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.evaluation.Comparison;
import org.stacksam.evaluation.ComparisonOptions;
import org.stacksam.evaluation.ComparisonPlots;
import org.stacksam.evaluation.ComparisonText;
import org.stacksam.evaluation.LabelComparison;
import org.stacksam.evaluation.Metric;
import org.stacksam.evaluation.PairedComparison;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.evaluation.ReportTables;
import org.stacksam.evaluation.ResultReader;
import org.stacksam.ij.Tables;

/** Compares two tables of results case by case. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Compare Results")
public final class CompareResultsCommand extends StackSamCommand {

	@Parameter(label = "Results A", persist = false,
		description = "A table of SAM Evaluate Labels (.csv), nnU-Net's summary.json, or a .csv with a row a case and a " +
			"column a label; file.csv#MODEL chooses rows of one model")
	private String results_a = "";

	@Parameter(label = "Results B", persist = false, description = "As results A; cases are paired by name")
	private String results_b = "";

	@Parameter(label = "Metric", required = false, persist = false,
		description = "A column of both tables: Dice, IoU, HD95_mm …")
	private String metric = Metric.DICE.column();

	@Parameter(label = "Margin", min = "0", required = false, persist = false,
		description = "How much worse B may be and still count as not inferior, in the metric's own units; 0: not asked")
	private double margin = 0;

	@Parameter(label = "Resamples", min = "100", required = false, persist = false, description = "Of the bootstrap")
	private int resamples = ComparisonOptions.DEFAULT.resamples();

	@Parameter(label = "Seed", required = false, persist = false, description = "Of the bootstrap")
	private int seed = (int) ComparisonOptions.DEFAULT.seed();

	@Parameter(label = "Shape", choices = { "box", "violin" }, required = false, persist = false,
		description = "How distributions are drawn beside the paired lines")
	private String shape = "box";

	@Parameter(label = "Save table as", required = false, persist = false, description = ".csv")
	private String save_table = "";

	@Parameter(label = "Save plots as", required = false, persist = false,
		description = ".png or .svg, no ending: both; the differences go to a second file, NAME-bland-altman")
	private String save_plot = "";

	@Parameter(label = "Overwrite files", required = false, persist = false)
	private boolean overwrite = false;

	@Parameter(label = "Paired scores", type = ItemIO.OUTPUT)
	private ImagePlus plot;

	@Parameter(label = "Differences", type = ItemIO.OUTPUT)
	private ImagePlus differences;

	@Parameter(label = "SAM Comparison", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Parameter(label = "Meaning", type = ItemIO.OUTPUT)
	private String meaning;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final String a = Keys.requiredPath("results_a", results_a).toString(), b = Keys.requiredPath("results_b", results_b)
			.toString();
		final ComparisonOptions options = new ComparisonOptions(margin(), resamples, seed);
		final ComparisonPlots.Shape drawn = Keys.choice("shape", shape, ComparisonPlots.Shape.class);
		final Optional<Path> tableFile = Outputs.file("save_table", save_table, overwrite, ".csv");
		final List<Path> plotFiles = Outputs.plots("save_plot", save_plot, "", overwrite);
		final List<Path> differenceFiles = Outputs.plots("save_plot", save_plot, "-bland-altman", overwrite);

		final Metric compared = Metric.named(metric);
		final Comparison comparison = PairedComparison.compare(ResultReader.read(a, compared), ResultReader.read(b,
			compared), options);
		final ReportTable rows = ReportTables.comparison(comparison);
		table = Tables.of(rows);
		if (tableFile.isPresent()) rows.writeCsv(tableFile.get(), overwrite);
		plot = Outputs.plot(ComparisonPlots.paired(comparison, drawn), "paired scores", plotFiles, overwrite);
		differences = Outputs.plot(ComparisonPlots.blandAltman(comparison), "differences", differenceFiles, overwrite);
		comparison.leftOut().forEach(progress::log);
		meaning = ComparisonText.all(comparison);
		progress.log(meaning);
	}

	private double margin() {
		if (!(margin >= 0)) throw new InputException("margin=" + margin +
			" must be above 0, in the units of the metric (0.05 of Dice), or 0 for none.");
		return margin == 0 ? Double.NaN : margin;
	}
}
