package org.stacksam.nnunet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.io.NiftiFile;

/** What can be wrong with the cases; each image is opened once, one at a time. */
final class CaseChecks {

	private final DatasetSpec spec;
	private final LabelEncoder encoder;
	private final List<String> problems;
	private final List<String> warnings;
	private final Map<String, String> ids = new HashMap<>();
	private final List<String> uncalibrated = new ArrayList<>();
	private boolean anyFlat;
	private boolean anyDeep;

	CaseChecks(final DatasetSpec spec, final LabelEncoder encoder, final List<String> problems,
		final List<String> warnings)
	{
		this.spec = spec;
		this.encoder = encoder;
		this.problems = problems;
		this.warnings = warnings;
	}

	void check(final DatasetCase c, final Progress progress) {
		checkId(c.id());
		if (c.channels().size() != spec.channelNames().size()) problems.add("case " + c.id() + " has " + c.channels()
			.size() + " channel(s), the dataset has " + spec.channelNames().size() + " (" + String.join(", ", spec
				.channelNames()) + ")");
		Geometry grid = null;
		for (int i = 0; i < c.channels().size(); i++) {
			final NiftiFile.Volume volume = open(c, c.channels().get(i), progress);
			if (volume == null) continue;
			checkImage(c, c.channels().get(i), volume, i == 0);
			if (grid == null) grid = volume.geometry();
			else checkGrid(c, c.channels().get(0).name(), grid, c.channels().get(i).name(), volume.geometry());
		}
		if (c.label() != null) checkLabel(c, grid, progress);
		if (c.confidence() != null) checkConfidence(c, grid, progress);
		if (c.disagreement() != null) openOnGrid(c, c.disagreement(), grid, progress);
	}

	/** Once all cases were seen. */
	void finish() {
		if (anyFlat && anyDeep) problems.add(
			"some cases have one slice and others several; nnU-Net needs either 2D or 3D throughout, so split the dataset");
		if (!uncalibrated.isEmpty() && spec.readerWriter() != ReaderWriter.NaturalImage2DIO) warnings.add(uncalibrated
			.size() + " case(s) have no calibration, " + uncalibrated.get(0) +
			" for one; their voxels are taken as 1 × 1 × 1 mm. Set the voxel size of the images (Image > Properties) if it is known");
	}

	boolean isFlat() {
		return anyFlat && !anyDeep;
	}

	private void checkId(final String id) {
		final String before = ids.put(id.toLowerCase(Locale.ROOT), id);
		if (before != null) problems.add(before.equals(id) ? "two cases are called " + id + "; rename one" : "the cases " +
			before + " and " + id + " differ only in upper and lower case, which not every disk tells apart; rename one");
		if (id.isBlank() || id.startsWith(".") || id.matches("(?s).*[\\\\/:*?\"<>|\\p{Cntrl}].*")) problems.add(
			"the case name \"" + id + "\" is empty, hidden (begins with a dot) or has a character that file names cannot have; rename it");
		if (id.endsWith("_seg")) problems.add("the case name " + id + " ends in _seg; nnU-Net would drop it, rename it");
		if (id.matches("(?s).*_\\d{4}")) problems.add("the case name " + id +
			" ends in _ and four digits, which nnU-Net takes for a channel number; rename it");
	}

	private NiftiFile.Volume open(final DatasetCase c, final ImageSource source, final Progress progress) {
		try {
			return source.open(progress);
		}
		catch (final InputException e) {
			problems.add("case " + c.id() + ": " + e.getMessage());
		}
		catch (final IOException e) {
			problems.add("case " + c.id() + ": " + source.name() + " cannot be read (" + e + ")");
		}
		return null;
	}

	private NiftiFile.Volume openOnGrid(final DatasetCase c, final ImageSource source, final Geometry grid,
		final Progress progress)
	{
		final NiftiFile.Volume volume = open(c, source, progress);
		if (volume != null && grid != null) checkGrid(c, c.channels().get(0).name(), grid, source.name(), volume
			.geometry());
		return volume;
	}

	private void checkImage(final DatasetCase c, final ImageSource source, final NiftiFile.Volume volume,
		final boolean first)
	{
		final Geometry g = volume.geometry();
		anyFlat |= g.depth() == 1;
		anyDeep |= g.depth() > 1;
		if (first) checkFormat(c, source, g);
		if (spec.fileEnding().equals(".png")) checkPng(c, source, volume.image());
		final long replaced = TrainingImage.of(volume.image()).replaced();
		if (replaced > 0) warnings.add("case " + c.id() + ": " + source.name() + " has " + replaced +
			" voxels that are NaN or infinite; they are written as its lowest value");
		if (first && isUncalibrated(g)) uncalibrated.add(c.id());
	}

	private void checkFormat(final DatasetCase c, final ImageSource source, final Geometry g) {
		final String of = "case " + c.id() + ": " + source.name() + " ";
		final ReaderWriter format = spec.readerWriter();
		if (format == ReaderWriter.NaturalImage2DIO && g.depth() > 1) problems.add(of + "has " + g.depth() +
			" slices, but NaturalImage2DIO is for 2D; use file_ending .nii.gz");
		if (format == ReaderWriter.Tiff3DIO && g.depth() == 1) problems.add(of +
			"has one slice, but Tiff3DIO is for 3D; use file_ending .png or .nii.gz");
		if (format == ReaderWriter.SimpleITKIO && g.isSheared()) problems.add(of +
			"has axes that are not perpendicular, which ITK cannot read; use NibabelIO, or resample the image");
		if (format.isNifti() && Math.max(g.width(), Math.max(g.height(), g.depth())) > Short.MAX_VALUE) problems.add(of +
			"is larger than the 32767 voxels a side of NIfTI; crop it");
	}

	private <T extends RealType<?>> void checkPng(final DatasetCase c, final ImageSource source,
		final RandomAccessibleInterval<T> image)
	{
		for (final T voxel : Views.flatIterable(image)) {
			final double v = voxel.getRealDouble();
			if (v == Math.rint(v) && v >= 0 && v <= 0xffff) continue;
			problems.add("case " + c.id() + ": " + source.name() + " holds " + v +
				"; a PNG holds whole numbers 0 to 65535, use file_ending .nii.gz or .tif");
			return;
		}
	}

	private void checkGrid(final DatasetCase c, final String imageName, final Geometry image, final String otherName,
		final Geometry other)
	{
		final String of = "case " + c.id() + ": " + otherName + " is not on the grid of " + imageName + ": ";
		if (!image.sameSize(other)) problems.add(of + other + " instead of " + image);
		else if (image.oriented() && other.oriented() ? !image.sameGrid(other) : !sameSpacing(image, other)) problems.add(
			of + other + " instead of " + image + "; save it with the image's geometry");
	}

	/**
	 * Whether grids of which one has no orientation agree: one that was saved without any calibration (spacing 1) says
	 * nothing that could contradict, nor does the thickness of a single slice.
	 */
	static boolean sameSpacing(final Geometry a, final Geometry b) {
		if (isUncalibrated(b)) return true;
		for (int axis = 0; axis < (a.depth() == 1 ? 2 : 3); axis++)
			if (!(Math.abs(a.spacing(axis) - b.spacing(axis)) <= 0.01 * a.spacing(axis))) return false;
		return true;
	}

	static boolean isUncalibrated(final Geometry g) {
		return !g.oriented() && g.spacing(0) == 1 && g.spacing(1) == 1 && g.spacing(2) == 1;
	}

	private void checkLabel(final DatasetCase c, final Geometry grid, final Progress progress) {
		final NiftiFile.Volume volume = openOnGrid(c, c.label(), grid, progress);
		if (volume == null) return;
		try {
			final LabelImages.Labels labels = LabelImages.ofAny(volume.image(), c.label().name());
			final List<Integer> unknown = encoder.unknown(labels.values());
			if (!unknown.isEmpty()) problems.add("case " + c.id() + ": " + c.label().name() + " holds the value(s) " + unknown
				.stream().limit(20).map(String::valueOf).toList() + ", which label_names does not name");
			else if (labels.values().cardinality() == (labels.values().get(0) ? 1 : 0)) warnings.add("case " + c.id() + ": " + c
				.label().name() + " is empty, all background");
		}
		catch (final InputException e) {
			problems.add("case " + c.id() + ": " + e.getMessage());
		}
	}

	private void checkConfidence(final DatasetCase c, final Geometry grid, final Progress progress) {
		final NiftiFile.Volume volume = openOnGrid(c, c.confidence(), grid, progress);
		if (volume == null || volume.image().getType() instanceof UnsignedByteType) return;
		for (final RealType<?> voxel : Views.flatIterable(volume.image())) {
			final double v = voxel.getRealDouble();
			if (v >= 0 && v <= 1.001) continue;
			problems.add("case " + c.id() + ": " + c.confidence().name() + " holds " + v +
				"; a confidence is 0 to 1, or 8-bit with 255 for 1");
			return;
		}
	}
}
