package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.prompt.LabelClass;

class DatasetChecksTest {

	@TempDir
	private Path raw;

	private DatasetChecks.Report check(final DatasetSpec spec, final DatasetCase... cases) throws IOException {
		return DatasetChecks.check(spec, List.of(cases), raw, false, List.of(), Progress.NONE);
	}

	private static void has(final List<String> lines, final String... parts) {
		assertTrue(lines.stream().anyMatch(l -> List.of(parts).stream().allMatch(l::contains)), () -> "No line with " + List
			.of(parts) + " in " + lines);
	}

	private static DatasetCase withLabel(final ImageSource label) {
		return DatasetCase.of("a", Cases.image("a.tif", 0), label);
	}

	@Test
	void goodDatasetHasNothingToReport() throws IOException {
		final DatasetChecks.Report report = check(Cases.spec(), Cases.named("a"), Cases.named("b"));
		assertEquals(List.of(), report.problems());
		assertEquals(List.of(), report.warnings());
	}

	@Test
	void everyProblemIsListedAndNothingWritten() throws IOException {
		Files.createDirectory(raw.resolve("Dataset005_Other"));
		final DatasetSpec spec = Cases.spec().withChannels(List.of("T1", "T2"));
		final List<DatasetCase> cases = List.of(Cases.named("a_0000"), Cases.named("b_seg"), Cases.named("._x"), Cases.named(
			"same"), Cases.named("same"), Cases.named("Same"));
		final InputException all = assertThrows(InputException.class, () -> DatasetWriter.write(spec, cases, raw, List.of(
			"the label z.nii has no image"), false, false, Progress.NONE));
		for (final String part : List.of("the label z.nii has no image", "dataset_id 5 is used by", "Dataset005_Other",
			"case a_0000 has 1 channel(s), the dataset has 2 (T1, T2)", "a_0000 ends in _ and four digits", "b_seg ends in _seg",
			"\"._x\" is empty, hidden", "two cases are called same", "same and Same differ only"))
			assertTrue(all.getMessage().contains(part), () -> part + " is not in " + all.getMessage());
		assertEquals(1, raw.toFile().list().length);
	}

	@Test
	void namesAndNumbersOfTheSpecification() throws IOException {
		final DatasetSpec bad = new DatasetSpec(0, "my set", List.of(new LabelClass(1, "liver"), new LabelClass(1, "liver"),
			new LabelClass(2, "ignore")), List.of(), ".nii", ReaderWriter.SimpleITKIO, new IgnoreOptions(false, 7, 2), List.of(
				new Region("all", List.of(1, 9), 5)), "", "", "");
		final List<String> problems = check(bad, Cases.named("a")).problems();
		has(problems, "dataset_id is 0");
		has(problems, "\"my set\"");
		has(problems, "two labels are called \"liver\"");
		has(problems, "two labels have the value 1");
		has(problems, "\"ignore\"", "rename");
		has(problems, "channel_names is empty");
		has(problems, "\".nii\" is not read by SimpleITKIO");
		has(problems, "ignore_below is 7");
		has(problems, "2 means undecided and is a label too");
		has(problems, "region \"all\"", "value 9");
		has(problems, "painted as 5");
		has(problems, "no region holds the label value(s) [2]");
		has(check(DatasetSpec.of(1, "a", List.of()), Cases.named("a")).problems(), "label_names is empty");
		has(check(Cases.spec()).problems(), "no case with an image and a label");
	}

	@Test
	void labelsThatAreNone() throws IOException {
		final float[] half = new float[24];
		half[6] = 0.5f;
		has(check(Cases.spec(), withLabel(ImageSource.of("half.tif", ArrayImgs.floats(half, 4, 3, 2), Cases.GRID)))
			.problems(), "half.tif is not a label image", "0.5 at voxel (2, 1, 0)");
		final byte[] other = new byte[24];
		other[1] = 5;
		other[2] = 9;
		has(check(Cases.spec(), withLabel(ImageSource.of("other.tif", ArrayImgs.unsignedBytes(other, 4, 3, 2), Cases.GRID)))
			.problems(), "other.tif holds the value(s) [5, 9]", "label_names");
		has(check(Cases.spec(), withLabel(ImageSource.of("empty.tif", ArrayImgs.unsignedBytes(4, 3, 2), Cases.GRID)))
			.warnings(), "empty.tif is empty");
	}

	@Test
	void gridsThatDiffer() throws IOException {
		final Geometry small = Geometry.of(4, 3, 1, new double[] { 0.5, 0.7, 3 }, new double[3]);
		has(check(Cases.spec(), withLabel(ImageSource.of("l", ArrayImgs.unsignedBytes(4, 3, 1), small))).problems(),
			"l is not on the grid of a.tif", "4 × 3 × 1");
		final Geometry wider = Geometry.of(4, 3, 2, new double[] { 0.6, 0.7, 3 }, new double[3]);
		has(check(Cases.spec(), withLabel(ImageSource.of("l", ArrayImgs.unsignedBytes(4, 3, 2), wider))).problems(),
			"l is not on the grid of a.tif", "0.6");
		has(check(Cases.spec().withChannels(List.of("T1", "T2")), new DatasetCase("a", List.of(Cases.image("t1", 0),
			ImageSource.of("t2", ArrayImgs.shorts(4, 3, 2), wider)), Cases.label("l"), null, null, "")).problems(),
			"t2 is not on the grid of t1");
		final Geometry placed = new Geometry(4, 3, 2, Cases.GRID.affine(), true);
		final double[][] moved = Cases.GRID.affine();
		moved[0][3] += 5;
		has(check(Cases.spec(), DatasetCase.of("a", ImageSource.of("i", ArrayImgs.shorts(4, 3, 2), placed), ImageSource.of(
			"l", ArrayImgs.unsignedBytes(4, 3, 2), new Geometry(4, 3, 2, moved, true)))).problems(), "l is not on the grid of i");
		final Geometry bare = Geometry.of(4, 3, 2, new double[] { 1, 1, 1 }, new double[3]);
		assertEquals(List.of(), check(Cases.spec(), withLabel(ImageSource.of("l", Cases.label("l").open(Progress.NONE)
			.image(), bare))).problems());
	}

	@Test
	void missingCalibrationIsSaidOnceForAllCases() throws IOException {
		final Geometry bare = Geometry.of(4, 3, 2, new double[] { 1, 1, 1 }, new double[3]);
		final ImageSource image = ImageSource.of("i", ArrayImgs.shorts(4, 3, 2), bare);
		final ImageSource label = ImageSource.of("l", Cases.label("l").open(Progress.NONE).image(), bare);
		final List<String> warnings = check(Cases.spec(), DatasetCase.of("a", image, label), DatasetCase.of("b", image,
			label)).warnings();
		assertEquals(1, warnings.size());
		has(warnings, "2 case(s) have no calibration, a for one");
	}

	@Test
	void confidenceThatIsMissingOrNone() throws IOException {
		final DatasetSpec spec = Cases.spec().withIgnore(new IgnoreOptions(false, 0.5, 0));
		has(check(spec, Cases.named("a")).problems(), "case a has no confidence image");
		final float[] percent = new float[24];
		percent[0] = 80;
		has(check(spec, new DatasetCase("a", List.of(Cases.image("a", 0)), Cases.label("l"), ImageSource.of("c.tif", ArrayImgs
			.floats(percent, 4, 3, 2), Cases.GRID), null, "")).problems(), "c.tif holds 80.0", "0 to 1");
	}

	@Test
	void formatsThatCannotHoldTheImages() throws IOException {
		has(check(Cases.spec().withFormat(".png", ReaderWriter.NaturalImage2DIO), Cases.named("a")).problems(),
			"has 2 slices, but NaturalImage2DIO is for 2D");
		final Geometry flat = Geometry.of(2, 2, 1, new double[] { 1, 1, 1 }, new double[3]);
		final DatasetCase one = DatasetCase.of("f", ImageSource.of("f.tif", ArrayImgs.shorts(new short[] { 5, -3, 0, 0 }, 2,
			2, 1), flat), ImageSource.of("l", ArrayImgs.unsignedBytes(new byte[] { 3, 0, 0, 0 }, 2, 2, 1), flat));
		has(check(Cases.spec().withFormat(".tif", ReaderWriter.Tiff3DIO), one).problems(), "has one slice");
		has(check(Cases.spec().withFormat(".png", ReaderWriter.NaturalImage2DIO), one).problems(), "f.tif holds -3.0");
		has(check(Cases.spec(), one, Cases.named("a")).problems(), "some cases have one slice and others several");
		final Geometry sheared = new Geometry(4, 3, 2, new double[][] { { 1, 0, 0.3, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } },
			true);
		final DatasetCase tilted = DatasetCase.of("s", ImageSource.of("s", ArrayImgs.shorts(4, 3, 2), sheared), ImageSource
			.of("l", ArrayImgs.unsignedBytes(4, 3, 2), sheared));
		has(check(Cases.spec(), tilted).problems(), "not perpendicular", "NibabelIO");
		assertEquals(List.of(), check(Cases.spec().withFormat(".nii", ReaderWriter.NibabelIO), tilted).problems());
	}

	@Test
	void filesThatCannotBeReadAreProblemsOfTheirCase() throws IOException {
		final Path broken = Files.writeString(raw.resolve("broken.nii.gz"), "no");
		final List<String> problems = check(Cases.spec(), DatasetCase.of("a", ImageSource.nifti(broken, 0), ImageSource.nifti(
			raw.resolve("gone.nii"), 0)), Cases.named("b_seg")).problems();
		has(problems, "case a: ", "broken.nii.gz is truncated");
		has(problems, "case a: ", "no file", "gone.nii");
		has(problems, "b_seg");
	}

	@Test
	void channelCalledCtWithIgnoreLabelIsWarnedAbout() throws IOException {
		final DatasetSpec spec = Cases.spec().withChannels(List.of("CT"));
		assertEquals(List.of(), check(spec, Cases.named("a")).warnings());
		has(check(spec.withIgnore(new IgnoreOptions(true, 0, 0)), Cases.named("a")).warnings(), "\"CT\"", "ignored voxels");
	}

	@Test
	void folderThatIsNoDatasetIsNeverReplaced() throws IOException {
		Files.createDirectory(raw.resolve("Dataset005_Organs"));
		has(DatasetChecks.check(Cases.spec(), List.of(Cases.named("a")), raw, true, List.of(), Progress.NONE).problems(),
			"is no dataset");
		has(DatasetChecks.check(Cases.spec(), List.of(Cases.named("a")), raw.resolve("none"), true, List.of(), Progress.NONE)
			.problems(), "does not exist");
	}

	@Test
	void idInUseInTheNeighbouringFoldersOfNnUnet() throws IOException {
		final Path inner = Files.createDirectory(raw.resolve("nnUNet_raw"));
		Files.createDirectories(raw.resolve("nnUNet_preprocessed/Dataset005_Old"));
		has(DatasetChecks.check(Cases.spec(), List.of(Cases.named("a")), inner, false, List.of(), Progress.NONE).problems(),
			"dataset_id 5 is used by", "Dataset005_Old");
	}
}
