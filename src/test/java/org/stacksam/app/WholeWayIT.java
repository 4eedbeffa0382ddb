package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;

/** From an image to a dataset by macros of the real app, with the real model. */
class WholeWayIT {

	private static final String NAMES = "liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5";

	@TempDir
	Path temporary;

	/** In a folder with spaces, umlauts and Chinese characters, in a language with its own dotless i and decimal comma. */
	@Test
	void phantomToDataset() throws Exception {
		final Path folder = Files.createDirectory(temporary.resolve("Größe 肝臓 1"));
		final String macro = """
			d = getArgument();
			run("SAM Open Sample", "seed=3 save_image=[" + d + "image.nii.gz] save_labels=[" + d + "truth.nii.gz]");
			if (getTitle() != "sample" || nSlices != 30) exit("the sample is not the active image");
			run("SAM Simulate Annotators", "reference_path=[" + d + "truth.nii.gz] every_nth_slice=5 label_names=NAMES save_prompts=[" + d + "prompts.json]");
			run("SAM Segment Volume", "prompts_path=[" + d + "prompts.json] save_labels=[" + d + "labels.nii.gz] save_confidence=[" + d + "confidence.tif] save_report=[" + d + "report.csv]");
			print("title " + getTitle() + " slices " + nSlices + " rows " + nResults);
			run("SAM Evaluate Labels", "predicted_path=[" + d + "labels.nii.gz] reference_path=[" + d + "truth.nii.gz] label_names=NAMES save_table=[" + d + "scores.csv]");
			for (i = 0; i < nResults; i++) print("dice " + getResultString("name", i) + " " + getResult("Dice", i));
			File.makeDirectory(d + "images"); File.copy(d + "image.nii.gz", d + "images/case1.nii.gz");
			File.makeDirectory(d + "labels"); File.copy(d + "labels.nii.gz", d + "labels/case1.nii.gz");
			run("SAM Export nnU-Net Dataset", "images_dir=[" + d + "images] labels_dir=[" + d + "labels] nnunet_raw=[" + d + "] dataset_id=7 dataset_name=Phantom label_names=NAMES channel_names=CT");
			"""
			.replace("NAMES", NAMES);
		final App.Outcome outcome = App.macro(temporary, List.of("-Duser.language=tr", "-Duser.country=TR"), macro, folder +
			"/").ok();
		assertTrue(outcome.out().contains("title labels of sample slices 30"), outcome.out());
		assertEquals(5, outcome.out().lines().filter(line -> line.startsWith("dice ")).mapToDouble(line -> Double.parseDouble(
			line.substring(line.lastIndexOf(' ')))).filter(dice -> dice > 0.85).count(), outcome.out());
		final Path dataset = folder.resolve("Dataset007_Phantom");
		final Geometry image = NiftiFile.info(folder.resolve("image.nii.gz")).geometry();
		assertEquals(image, NiftiFile.info(folder.resolve("labels.nii.gz")).geometry());
		assertEquals(image, NiftiFile.info(dataset.resolve("imagesTr/case1_0000.nii.gz")).geometry());
		assertEquals(image, NiftiFile.info(dataset.resolve("labelsTr/case1.nii.gz")).geometry());
		assertTrue(Files.size(folder.resolve("confidence.tif")) > 160 * 128 * 30 * 4);
		assertTrue(Files.readString(folder.resolve("report.csv")).startsWith("object,label,name,slice,prompt,confidence"));
	}

	/** The plane as it is shown, by a selection; the outlines come beside the user's own. */
	@Test
	void sliceToOutlines() throws Exception {
		final String macro = """
			run("SAM Open Sample", "seed=1 add_prompts=false");
			setSlice(16);
			setMinAndMax(-1000, -900);
			makeRectangle(92, 26, 62, 66);
			Roi.setGroup(7);
			run("Add Selection...");
			makeRectangle(19, 33, 23, 38);
			run("SAM Segment Slice", "add_rois=true");
			print("title=" + getTitle() + " size=" + getWidth() + "x" + getHeight() + "x" + nSlices + " label=" + getValue(120, 60));
			getPixelSize(unit, w, h, d);
			print("pixel=" + w + unit + " depth=" + d);
			for (i = 0; i < nResults; i++) print(getResultString("name", i) + " area=" + getResult("area", i) + getResultString("area_unit", i));
			selectImage("sample");
			print("overlay=" + Overlay.size);
			""";
		final App.Outcome outcome = App.macro(temporary, macro).ok();
		final TreeSet<String> lines = new TreeSet<>(outcome.out().lines().toList());
		assertTrue(lines.contains("title=labels of sample size=160x128x1 label=0"), outcome.out());
		assertTrue(lines.contains("pixel=2mm depth=3"), outcome.out());
		assertTrue(lines.contains("overlay=2"), outcome.out());
	}

	/** What a newcomer does first: the sample comes with boxes, which are segmented without a word more. */
	@Test
	void sampleIsSegmentedAsItOpens() throws Exception {
		final String macro = """
			run("SAM Open Sample", "");
			print("boxes=" + Overlay.size);
			run("SAM Segment Volume", "fill=none refine=none detail=fast");
			Stack.getStatistics(voxels, mean, min, max);
			print("highest label=" + max);
			""";
		final App.Outcome outcome = App.macro(temporary, macro).ok();
		final Matcher boxes = Pattern.compile("boxes=(\\d+)").matcher(outcome.out());
		assertTrue(boxes.find() && Integer.parseInt(boxes.group(1)) > 15, outcome.out());
		assertTrue(outcome.out().contains("highest label=5"), outcome.out());
	}

	@Test
	void modelsAreListed() throws Exception {
		final App.Outcome outcome = App.macro(temporary,
			"run(\"SAM Models\", \"action=list\"); print(getResultString(\"model\", 0) + \" \" + getResultString(\"licence\", 0));")
			.ok();
		assertTrue(outcome.out().contains("mobilesam Apache-2.0"), outcome.out());
	}
}
