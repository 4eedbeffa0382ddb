package org.stacksam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;

class ReportTablesTest {

	private static final EvaluatedLabel LIVER = EvaluatedLabel.of("liver", 5);
	private static final EvaluatedLabel ORGANS = EvaluatedLabel.region("organs", 1, 5);

	@TempDir
	Path folder;

	@Test
	void csvKeepsNanApartFromZero() throws IOException {
		final Path file = folder.resolve("Größe 图.csv");
		ReportTables.scores(table()).writeCsv(file, false);
		assertEquals("""
			case,label,name,Dice,IoU,sensitivity,precision,volume_mm3,reference_volume_mm3,relative_volume_error,TP,FP,FN,TN,n_pred,n_ref
			a,5,liver,0.5,0.3333333333333333,0.5,0.5,4.0,4.0,0.0,1,1,1,5,2,2
			a,"(1, 5)",organs,0.0,0.0,0.0,NaN,0.0,6.0,-1.0,0,0,3,5,0,3
			b,5,liver,NaN,NaN,NaN,NaN,0.0,0.0,NaN,0,0,0,8,0,0
			b,"(1, 5)",organs,1.0,1.0,1.0,1.0,8.0,8.0,0.0,4,0,0,4,4,4
			""", Files.readString(file));
	}

	@Test
	void summaryAsNnunetWritesIt() throws IOException {
		final Path file = folder.resolve("summary.json");
		SummaryJsonWriter.write(table(), file, false);
		final String json = Files.readString(file);
		assertEquals("""
			{
			    "foreground_mean": {
			        "Dice": 0.5,
			        "FN": 1.0,
			        "FP": 0.25,
			        "IoU": 0.41666666666666663,
			        "TN": 5.5,
			        "TP": 1.25,
			        "n_pred": 1.5,
			        "n_ref": 2.25
			    },
			    "mean": {
			        "(1, 5)": {
			            "Dice": 0.5,
			            "FN": 1.5,
			            "FP": 0.0,
			            "IoU": 0.5,
			            "TN": 4.5,
			            "TP": 2.0,
			            "n_pred": 2.0,
			            "n_ref": 3.5
			        },
			        "5": {
			            "Dice": 0.5,
			""", json.substring(0, json.indexOf("\"Dice\": 0.5,", json.indexOf("\"5\"")) + 13));
		assertEquals("""
			        {
			            "metrics": {
			                "(1, 5)": {
			                    "Dice": 1.0,
			                    "FN": 0,
			                    "FP": 0,
			                    "IoU": 1.0,
			                    "TN": 4,
			                    "TP": 4,
			                    "n_pred": 4,
			                    "n_ref": 4
			                },
			                "5": {
			                    "Dice": NaN,
			                    "FN": 0,
			                    "FP": 0,
			                    "IoU": NaN,
			                    "TN": 8,
			                    "TP": 0,
			                    "n_pred": 0,
			                    "n_ref": 0
			                }
			            },
			            "prediction_file": "p/b.nii.gz",
			            "reference_file": "r/b.nii.gz"
			        }
			    ]
			}""", json.substring(json.lastIndexOf("        {\n            \"metrics\"")));
	}

	@Test
	void regionKeysArePythonTuples() {
		assertEquals("5", LIVER.key());
		assertEquals("(1, 5)", ORGANS.key());
		assertEquals("(3,)", EvaluatedLabel.region("core", 3).key());
	}

	@Test
	void nothingIsOverwritten() throws IOException {
		final Path file = Files.writeString(folder.resolve("old.csv"), "old");
		assertThrows(InputException.class, () -> ReportTables.scores(table()).writeCsv(file, false));
		assertEquals("old", Files.readString(file));
	}

	@Test
	void meansSkipNanButTheirMeanDoesNot() {
		final ReportTable means = ReportTables.means(table());
		assertEquals(List.of("label", "name", "Dice", "IoU", "sensitivity", "precision"), means.columns().subList(0, 6));
		assertEquals(List.of("5", "liver", 0.5, 1 / 3.0, 0.5, 0.5), means.rows().get(0).subList(0, 6));
		assertEquals(List.of("(1, 5)", "organs", 0.5, 0.5, 0.5, 1.0), means.rows().get(1).subList(0, 6));
		assertEquals(0.5, means.rows().get(2).get(2));
	}

	@Test
	void comparisonAndInstances() throws IOException {
		final ResultTable a = ResultTable.of(table(), Metric.DICE, "a.csv");
		final ReportTable compared = ReportTables.comparison(PairedComparison.compare(a, a, ComparisonOptions.DEFAULT));
		assertEquals(List.of("liver", "Dice", 1, 0.5), compared.rows().get(0).subList(0, 4));
		assertEquals(List.of("organs", "Dice", 2, 0.5), compared.rows().get(1).subList(0, 4));
		assertEquals(1.0, compared.rows().get(1).get(compared.columns().indexOf("wilcoxon_p_holm")));
		assertEquals("", compared.rows().get(1).get(compared.columns().indexOf("margin")));
		compared.writeCsv(folder.resolve("compared.csv"), false);
		assertEquals(3, Files.readAllLines(folder.resolve("compared.csv")).size());

		final var at = new InstanceScores.AtThreshold(.5, 1, 1, 0, .75);
		assertEquals(List.of(List.of("a", .5, 2L, 1L, 1L, 1L, 0L, .5, 1.0, 2 / 3.0, .5, .5, .5)), ReportTables.instances(Map
			.of("a", new InstanceScores(2, 1, List.of(at)))).rows());
	}

	/** Voxels of 2 mm³. */
	private static EvaluationTable table() {
		return new EvaluationTable(List.of(LIVER, ORGANS), List.of(new CaseScores("a", "p/a.nii.gz", "r/a.nii.gz", List.of(
			new LabelScores(LIVER, new Overlap(1, 1, 1, 5), 2, null), new LabelScores(ORGANS, new Overlap(0, 0, 3, 5), 2,
				null))), new CaseScores("b", "p/b.nii.gz", "r/b.nii.gz", List.of(new LabelScores(LIVER, new Overlap(0, 0, 0, 8),
					2, null), new LabelScores(ORGANS, new Overlap(4, 0, 0, 4), 2, null)))));
	}
}
