package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.batch.Shard;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.io.NiftiFile;
import org.stacksam.io.OutputFile;

/** Writes raw datasets of nnU-Net v2, one case in memory at a time. */
public final class DatasetWriter {

	private final DatasetSpec spec;
	private final List<DatasetCase> cases;
	private final Shard shard;
	private final LabelMapping mapping;
	private final LabelEncoder encoder;
	private final Progress progress;
	private final Progress quiet;

	private DatasetWriter(final DatasetSpec spec, final List<DatasetCase> cases, final Shard shard,
		final Progress progress)
	{
		this.spec = spec;
		this.cases = cases;
		this.shard = shard;
		this.progress = progress;
		quiet = new QuietProgress(progress);
		mapping = LabelMapping.consecutive(spec.labels());
		encoder = new LabelEncoder(spec, mapping);
	}

	/**
	 * Checks everything, then writes the dataset into a hidden folder and gives that its name at the end. An export that
	 * was interrupted or canceled goes on when it is started again with the same settings.
	 *
	 * @param nnunetRaw the folder nnUNet_raw
	 * @param found problems that the caller knows already, such as labels without an image
	 * @param overwrite whether a dataset of this id and name is replaced
	 * @param dryRun only check, and count what would be ignored
	 * @throws InputException listing every problem, before anything is written
	 */
	public static DatasetReport write(final DatasetSpec spec, final List<DatasetCase> cases, final Path nnunetRaw,
		final List<String> found, final boolean overwrite, final boolean dryRun, final Progress progress)
		throws IOException
	{
		final DatasetChecks.Report checked = DatasetChecks.check(spec, cases, nnunetRaw, overwrite, found, progress);
		if (!dryRun) throwIfBad(checked);
		final List<String> warnings = new ArrayList<>(checked.warnings());
		if (!checked.problems().isEmpty()) {
			final LabelMapping none = new LabelMapping(List.of());
			return new DatasetReport(null, checked.problems(), warnings, 0, 0, SetAside.empty(none, IgnoreOptions.NONE), none, "");
		}
		final DatasetWriter writer = new DatasetWriter(spec, cases, Shard.ALL, progress);
		return dryRun ? writer.count(warnings) : writer.write(nnunetRaw, checked.flat(), warnings);
	}

	private static void throwIfBad(final DatasetChecks.Report checked) {
		if (!checked.problems().isEmpty()) throw InputException.of("The nnU-Net dataset was not written", checked.problems());
	}

	/**
	 * Checks everything, then writes one part of the cases, while other processes write the other parts. When all are
	 * written, {@link #write} with the same cases and settings finds them and makes the dataset.
	 *
	 * @param cases all, the same in the same order for each part
	 * @return what was written and kept of this part; there is no folder yet
	 * @throws InputException listing every problem, before anything is written
	 */
	public static DatasetReport writePart(final DatasetSpec spec, final List<DatasetCase> cases, final Shard shard,
		final Path nnunetRaw, final List<String> found, final boolean overwrite, final Progress progress) throws IOException
	{
		final DatasetChecks.Report checked = DatasetChecks.check(spec, cases, nnunetRaw, overwrite, found, progress);
		throwIfBad(checked);
		final DatasetWriter writer = new DatasetWriter(spec, cases, shard, progress);
		final List<String> warnings = new ArrayList<>(checked.warnings());
		try (Staging staging = new Staging(nnunetRaw, spec.folderName(), spec.toString(), shard.number())) {
			final Written written = writer.writeCases(staging, warnings);
			return new DatasetReport(null, List.of(), warnings, written.cases, written.kept, written.setAside, writer.mapping, "");
		}
	}

	private DatasetReport count(final List<String> warnings) throws IOException {
		SetAside total = SetAside.empty(mapping, spec.ignore());
		for (int i = 0; i < cases.size(); i++) {
			progress.check();
			progress.report(i, cases.size(), "Counting " + cases.get(i).id());
			if (!cases.get(i).isTest()) total = total.plus(encode(cases.get(i), warnings).setAside());
		}
		warnAboutBackground(total, warnings);
		return new DatasetReport(null, List.of(), warnings, 0, 0, total, mapping, "");
	}

	private DatasetReport write(final Path raw, final boolean flat, final List<String> warnings) throws IOException {
		try (Staging staging = new Staging(raw, spec.folderName(), spec.toString())) {
			final Written written = writeCases(staging, warnings);
			warnAboutBackground(written.setAside, warnings);
			final String commands = writeDescription(staging, raw.resolve(spec.folderName()), flat);
			final Path folder = staging.finish(allFiles());
			return new DatasetReport(folder, List.of(), warnings, written.cases, written.kept, written.setAside, mapping, commands);
		}
	}

	/** Cases of a shard: how many were written and were there before, and what is ignored in all of them. */
	private record Written(int cases, int kept, SetAside setAside) {}

	private Written writeCases(final Staging staging, final List<String> warnings) throws IOException {
		final List<DatasetCase> mine = shard.of(cases);
		SetAside total = SetAside.empty(mapping, spec.ignore());
		int kept = 0;
		for (int i = 0; i < mine.size(); i++) {
			final DatasetCase c = mine.get(i);
			progress.check();
			progress.report(i, mine.size(), "Writing " + c.id());
			final String stamp = stamp(c);
			Staging.Done done = staging.done(c.id(), stamp, files(c));
			if (done != null) kept++;
			else {
				done = new Staging.Done(c.id(), stamp, writeCase(c, staging, warnings));
				staging.complete(done);
			}
			total = total.plus(done.setAside());
		}
		return new Written(mine.size() - kept, kept, total);
	}

	private SetAside writeCase(final DatasetCase c, final Staging staging, final List<String> warnings)
		throws IOException
	{
		final List<String> files = files(c);
		Geometry grid = null;
		for (int i = 0; i < c.channels().size(); i++) {
			final NiftiFile.Volume volume = c.channels().get(i).open(quiet);
			if (grid == null) grid = volume.geometry();
			ImageFiles.write(staging.file(files.get(i)), TrainingImage.of(volume.image()).image(), grid, spec.readerWriter(),
				quiet);
		}
		if (hasSidecars()) ImageFiles.writeSpacing(staging.file(sidecar(imagesFolder(c), c)), grid);
		if (c.isTest()) return SetAside.empty(mapping, spec.ignore());
		final LabelEncoder.Encoded encoded = encode(c, warnings);
		if (hasSidecars()) ImageFiles.writeSpacing(staging.file(sidecar("labelsTr", c)), grid);
		ImageFiles.write(staging.file(labelFile(c)), encoded.image(), grid, spec.readerWriter(), quiet);
		return encoded.setAside();
	}

	private LabelEncoder.Encoded encode(final DatasetCase c, final List<String> warnings) throws IOException {
		final LabelImages.Labels labels = LabelImages.ofAny(c.label().open(quiet).image(), c.label().name());
		final LabelEncoder.Doubts doubts = new LabelEncoder.Doubts(spec.ignore().belowConfidence() > 0 ? zeroToOne(c
			.confidence().open(quiet).image()) : null, spec.ignore().usesDisagreement() ? c.disagreement().open(quiet).image()
				: null, c.annotatedSlices());
		final LabelEncoder.Encoded encoded = encoder.encode(labels.image(), doubts, quiet);
		if (spec.ignore().any() && encoded.setAside().kept() == 0) warnings.add("case " + c.id() +
			": every voxel is ignored, it teaches nothing");
		return encoded;
	}

	private static RandomAccessibleInterval<? extends RealType<?>> zeroToOne(
		final RandomAccessibleInterval<? extends RealType<?>> confidence)
	{
		if (!(confidence.getType() instanceof UnsignedByteType)) return confidence;
		return Converters.convertRAI(confidence, (in, out) -> out.setReal(in.getRealDouble() / 255), new FloatType());
	}

	private void warnAboutBackground(final SetAside total, final List<String> warnings) {
		if (spec.ignore().any() && total.keptBackground() == 0) warnings.add(
			"no background voxel remains: nnU-Net cannot learn what is not an object. Annotate background too, or ignore less");
	}

	private String writeDescription(final Staging staging, final Path dataset, final boolean flat)
		throws IOException
	{
		final List<DatasetCase> training = cases.stream().filter(c -> !c.isTest()).toList();
		DatasetJson.write(staging.file(DatasetJson.NAME), spec, mapping, training.size());
		int folds = 0;
		if (Splits.needed(training)) {
			final List<Splits.Fold> splits = Splits.of(training);
			folds = splits.isEmpty() ? -1 : splits.size();
			if (folds > 0) Splits.write(staging.file(Splits.NAME), splits);
		}
		final String commands = NextCommands.text(spec, dataset, flat, folds, training.size() < cases.size());
		OutputFile.writeText(staging.file(NextCommands.NAME), true, commands);
		return commands;
	}

	private List<String> allFiles() {
		final List<String> all = new ArrayList<>(List.of(DatasetJson.NAME, Splits.NAME, NextCommands.NAME));
		cases.forEach(c -> all.addAll(files(c)));
		return all;
	}

	/** All files of a case, channels first. */
	private List<String> files(final DatasetCase c) {
		final List<String> files = new ArrayList<>();
		for (int i = 0; i < c.channels().size(); i++)
			files.add(String.format(Locale.ROOT, "%s/%s_%04d%s", imagesFolder(c), c.id(), i, spec.fileEnding()));
		if (!c.isTest()) files.add(labelFile(c));
		if (hasSidecars()) {
			files.add(sidecar(imagesFolder(c), c));
			if (!c.isTest()) files.add(sidecar("labelsTr", c));
		}
		return files;
	}

	private boolean hasSidecars() {
		return spec.readerWriter() == ReaderWriter.Tiff3DIO;
	}

	private static String imagesFolder(final DatasetCase c) {
		return c.isTest() ? "imagesTs" : "imagesTr";
	}

	private String labelFile(final DatasetCase c) {
		return "labelsTr/" + c.id() + spec.fileEnding();
	}

	private static String sidecar(final String folder, final DatasetCase c) {
		return folder + "/" + c.id() + ".json";
	}

	private static String stamp(final DatasetCase c) throws IOException {
		final StringBuilder stamp = new StringBuilder(c.group()).append('|').append(c.annotatedSlices());
		for (final ImageSource channel : c.channels())
			stamp.append('|').append(channel.stamp());
		if (c.label() != null) stamp.append("|label ").append(c.label().stamp());
		if (c.confidence() != null) stamp.append("|confidence ").append(c.confidence().stamp());
		if (c.disagreement() != null) stamp.append("|disagreement ").append(c.disagreement().stamp());
		return stamp.toString();
	}
}
