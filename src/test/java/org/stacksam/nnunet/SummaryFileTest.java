package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.evaluation.EvaluationTable;
import org.stacksam.evaluation.Metric;
import org.stacksam.prompt.LabelClass;

class SummaryFileTest {

	/** As nnU-Net writes it, with bare NaN; the second case has no label 2 at all. */
	private static final String SUMMARY = """
		{
		    "foreground_mean": {"Dice": NaN},
		    "mean": {"1": {"Dice": 0.45}, "2": {"Dice": 0.5}},
		    "metric_per_case": [
		        {
		            "metrics": {
		                "10": {"Dice": 0.8, "FN": 1, "FP": 1, "IoU": 0.6666666666666666, "TN": 90, "TP": 4, "n_pred": 5, "n_ref": 5},
		                "2": {"Dice": 0.5, "FN": 2, "FP": 0, "IoU": 0.3333333333333333, "TN": 97, "TP": 1, "n_pred": 1, "n_ref": 3}
		            },
		            "prediction_file": "/home/a b/predictions/case 1.nii.gz",
		            "reference_file": "/home/a b/labelsTr/case 1.nii.gz"
		        },
		        {
		            "metrics": {
		                "10": {"Dice": 0.0, "FN": 7, "FP": 0, "IoU": 0.0, "TN": 93.0, "TP": 0, "n_pred": 0, "n_ref": 7},
		                "2": {"Dice": NaN, "FN": 0, "FP": 0, "IoU": NaN, "TN": 100, "TP": 0, "n_pred": 0, "n_ref": 0}
		            },
		            "prediction_file": "C:\\\\data\\\\case2.nii.gz",
		            "reference_file": "x"
		        }
		    ]
		}
		""";

	@TempDir
	private Path folder;

	private Path save(final String text) throws IOException {
		return Files.writeString(folder.resolve("summary.json"), text);
	}

	@Test
	void countsBecomeTheScoresThatNnUnetWrote() throws IOException {
		final LabelMapping names = LabelMapping.consecutive(List.of(new LabelClass(5, "spleen"), new LabelClass(8, "liver")));
		final EvaluationTable table = SummaryFile.read(save(SUMMARY), names);
		assertEquals(List.of("2", "10"), table.labels().stream().map(l -> l.key()).toList()); // by value, not by text
		assertEquals(List.of("liver", "10"), table.labels().stream().map(l -> l.name()).toList());
		assertEquals(List.of("case 1", "case2"), table.cases().stream().map(c -> c.name()).toList());
		assertEquals(0.8, Metric.DICE.of(table.cases().get(0).labels().get(1)), 1e-12);
		assertEquals(1 / 3.0, Metric.IOU.of(table.cases().get(0).labels().get(0)), 1e-12);
		assertTrue(Double.isNaN(Metric.DICE.of(table.cases().get(1).labels().get(0))));
		assertEquals(0.5, table.mean(Metric.DICE, 0), 1e-12); // NaN is left out
		assertEquals(0.4, table.mean(Metric.DICE, 1), 1e-12);
	}

	@Test
	void regionsAreTuples() throws IOException {
		final EvaluationTable table = SummaryFile.read(save(SUMMARY.replace("\"10\":", "\"(1, 2, 3)\":").replace("\"2\": {\"D",
			"\"(3,)\": {\"D")), null);
		assertEquals(List.of(List.of(1, 2, 3), List.of(3)), table.labels().stream().map(l -> l.values()).toList());
		assertEquals(List.of("(1, 2, 3)", "(3,)"), table.labels().stream().map(l -> l.key()).toList());
	}

	@Test
	void everyOtherShapeIsRefused() throws IOException {
		for (final String[] bad : new String[][] { { "", "the file must be an object" }, { "[]", "must be an object" }, { "{",
			"" }, { "{}", "\"metric_per_case\" is missing" }, { "{\"metric_per_case\": []}", "it has no case" }, { SUMMARY
				.replaceFirst("\"TP\": 4, ", ""), "TP is missing" }, { SUMMARY.replace("\"TP\": 4", "\"TP\": NaN"), "TP = NaN" }, {
					SUMMARY.replace("\"TP\": 4", "\"TP\": \"x\""), "TP must be a number" }, { SUMMARY.replaceFirst("\"10\"",
						"\"liver\""), "\"liver\" is neither" }, { SUMMARY.replaceFirst("\"10\"", "\"11\""), "is missing" } })
		{
			final Path file = save(bad[0]);
			final String message = assertThrows(InputException.class, () -> SummaryFile.read(file, null), bad[1]).getMessage();
			assertTrue(message.contains(file.toString()) && message.contains(bad[1]), message);
		}
		assertThrows(InputException.class, () -> SummaryFile.read(folder.resolve("none.json"), null));
	}

	@Test
	void summariesOfFoldsCrossValidationAndEnsemblesAreFound() throws IOException {
		final List<String> places = List.of("Dataset005_Organs/ensembles/ensemble___A___B___0_1_2_3_4",
			"Dataset005_Organs/nnUNetTrainer__nnUNetPlans__2d/crossval_results_folds_0_1_2_3_4",
			"Dataset005_Organs/nnUNetTrainer__nnUNetPlans__2d/crossval_results_folds_0_1_2_3_4/postprocessed",
			"Dataset005_Organs/nnUNetTrainer__nnUNetPlans__2d/fold_0/validation");
		for (final String place : places)
			Files.writeString(Files.createDirectories(folder.resolve(place)).resolve("summary.json"), SUMMARY);
		assertEquals(places, SummaryFile.find(folder).stream().map(SummaryFile.Found::name).toList());
		assertThrows(InputException.class, () -> SummaryFile.find(folder.resolve("none")));
	}
}
