package org.stacksam.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;

import com.sun.management.OperatingSystemMXBean;

import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.crowd.Agreement;
import org.stacksam.crowd.Annotation;
import org.stacksam.crowd.LabelMerging;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.Evaluation;
import org.stacksam.evaluation.LabelPair;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.evaluation.SurfaceDefinition;
import org.stacksam.evaluation.SurfaceOptions;
import org.stacksam.io.Folders;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.nnunet.DatasetCase;
import org.stacksam.nnunet.DatasetSpec;
import org.stacksam.nnunet.DatasetWriter;
import org.stacksam.nnunet.ImageSource;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.PromptCheck;
import org.stacksam.volume.VolumeOptions;
import org.stacksam.volume.VolumeOptions.Detail;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;
import org.stacksam.volume.fill.PromptCleaning;
import org.stacksam.volume.fill.PromptLinking;

/**
 * Whether costs are linear: each is measured at a point and at twice as many slices or objects, {@code mvn -Pscale
 * verify}. Prints Markdown and writes CSV to the folder it is given, in seconds of one core; a ratio of 2 is linear, below
 * 2 is a fixed share.
 */
public final class ScaleBench {

	private static final int SIZE = 256, SLICES = 12, OBJECTS = 8;

	private final SamModel model;
	private final Map<LongVolume, SliceEncoder> encoders = new HashMap<>();
	private final List<List<Object>> rows = new ArrayList<>();

	private ScaleBench(final SamModel model) {
		this.model = model;
	}

	/** Seconds with an empty cache of embeddings, with a full one, and runs. */
	private record Cost(double cold, double warm, long encoderRuns, long decoderRuns) {}

	/** Work that can be measured. */
	@FunctionalInterface
	private interface Work {

		void run() throws IOException;
	}

	/** @param args the folder for the table; then "short" to leave out what runs the model */
	public static void main(final String[] args) throws IOException {
		final Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target/bench"));
		final boolean runs = !Arrays.asList(args).contains("short");
		final ScaleBench bench = new ScaleBench(runs ? TestModel.get() : null);
		if (runs) bench.segmentations();
		bench.others();
		bench.write(folder.resolve("scale.csv"));
		System.exit(0);
	}

	private void segmentations() {
		final LongVolume one = volume(SLICES, OBJECTS), slices = volume(2 * SLICES, OBJECTS), objects = volume(SLICES, 2 *
			OBJECTS);
		segment(volume(4, 2), false); // warms up
		segmentation("between", one, slices, objects, false);
		segmentation("beyond", one, slices, objects, true);
	}

	private static LongVolume volume(final int slices, final int objects) {
		return new LongVolume(SIZE, SIZE, slices, 4, objects, slices, slices, 1);
	}

	private void segmentation(final String fill, final LongVolume one, final LongVolume slices, final LongVolume objects,
		final boolean beyond)
	{
		final Cost base = segment(one, beyond), long_ = segment(slices, beyond), many = segment(objects, beyond);
		for (final Cost more : List.of(long_, many)) {
			final String twice = more == long_ ? "slices" : "objects";
			row("segment, fill=" + fill + ", without the encoder", twice, base.warm, more.warm, base, more);
			// The second time all embeddings are known.
			if (!beyond) row("segment, fill=" + fill + ", with it", twice, base.cold, more.cold, base, more);
		}
	}

	/** A box on every 10th slice of each object, or with {@code beyond} on its middle one. */
	private Cost segment(final LongVolume volume, final boolean beyond) {
		final PromptSet boxes = volume.boxes(beyond ? 1 : 10);
		final int middle = (int) volume.geometry().depth() / 2;
		final PromptSet prompts = !beyond ? boxes : boxes.withPrompts(boxes.prompts().stream().filter(p -> p
			.slice() == middle).toList());
		final SliceEncoder encoder = encoders.computeIfAbsent(volume, v -> new EmbeddingCache(new CacheOptions(1L << 30, null,
			0)).encoder(model, Progress.NONE));
		final RandomAccessibleInterval<FloatType> image = PlanarImgs.floats(volume.image().dimensionsAsLongArray());
		ImgUtil.copy(Converters.convert2(volume.image(), (in, out) -> out.setReal(in.getRealDouble()), FloatType::new), image);
		final VolumeOptions options = new VolumeOptions(new Window(-50, 200), beyond ? Fill.BEYOND : Fill.BETWEEN,
			Refine.AUTO, Detail.NORMAL, true, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
		final VolumeResult[] result = new VolumeResult[1];
		final Work work = () -> result[0] = VolumeSegmenter.segment(image, volume.geometry(), prompts, model, encoder,
			options, Progress.NONE);
		final double cold = seconds(work);
		final long encoderRuns = result[0].encoderRuns(), decoderRuns = result[0].decoderRuns();
		return new Cost(cold, seconds(work), encoderRuns, decoderRuns);
	}

	/** What needs no model: evaluation, merging, files, export. Larger volumes, since they are quick. */
	private void others() {
		final int factor = 5;
		final LongVolume a = volume(factor * SLICES, OBJECTS), b = volume(2 * factor * SLICES, OBJECTS), c = volume(factor *
			SLICES, 2 * OBJECTS);
		for (final LongVolume more : List.of(b, c)) {
			final String twice = more == b ? "slices" : "objects";
			row("evaluate, overlap and surfaces", twice, best(() -> evaluate(a)), best(() -> evaluate(more)), null, null);
			row("merge three by majority", twice, best(() -> merge(a)), best(() -> merge(more)), null, null);
			row("write and read .nii.gz", twice, best(() -> file(a)), best(() -> file(more)), null, null);
			row("export to nnU-Net", twice, best(() -> export(a)), best(() -> export(more)), null, null);
		}
		row("check, link and clean 10,000 boxes", "objects", best(() -> link(100, 100)), best(() -> link(100,
			200)), null, null);
		row("check, link and clean 10,000 boxes", "slices", best(() -> link(100, 100)), best(() -> link(200,
			100)), null, null);
	}

	private static void evaluate(final LongVolume volume) {
		final RandomAccessibleInterval<UnsignedShortType> truth = labels(volume);
		final List<EvaluatedLabel> labels = volume.boxes(10).labels().stream().map(l -> EvaluatedLabel.of(l.name(), l
			.value())).toList();
		Evaluation.evaluate(new LabelPair(truth, truth, volume.geometry().spacing()), labels, new SurfaceOptions(
			SurfaceDefinition.MEDPY, 1), Progress.NONE);
	}

	private static void merge(final LongVolume volume) {
		final RandomAccessibleInterval<UnsignedShortType> truth = labels(volume);
		LabelMerging.merge(List.of(new Annotation("a", truth, volume.geometry()), new Annotation("b", truth, volume
			.geometry()), new Annotation("c", truth, volume.geometry())), LabelMerging.Method.MAJORITY, Agreement.Region.ALL,
			Progress.NONE);
	}

	private static void file(final LongVolume volume) throws IOException {
		final Path file = Files.createTempFile("scale", ".nii.gz");
		try {
			NiftiFile.write(file, labels(volume), volume.geometry(), true);
			NiftiFile.read(file, 0);
		}
		finally {
			Files.delete(file);
		}
	}

	private static void export(final LongVolume volume) throws IOException {
		final Path raw = Files.createTempDirectory("scale");
		try {
			DatasetWriter.write(DatasetSpec.of(1, "Scale", volume.boxes(10).labels()), List.of(DatasetCase.of("a", ImageSource.of(
				"image", volume.image(), volume.geometry()), ImageSource.of("labels", labels(volume), volume.geometry()))), raw,
				List.of(), false, false, Progress.NONE);
		}
		finally {
			Folders.delete(raw);
		}
	}

	private static RandomAccessibleInterval<UnsignedShortType> labels(final LongVolume volume) {
		return Converters.convert2(volume.truth(), (in, out) -> out.set(in.get()), UnsignedShortType::new);
	}

	private void row(final String what, final String twice, final double one, final double two, final Cost before,
		final Cost after)
	{
		rows.add(List.of(what, twice, rounded(one), rounded(two), rounded(two / one), before == null ? "" : before
			.encoderRuns + " → " + after.encoderRuns, before == null ? "" : before.decoderRuns + " → " + after.decoderRuns));
		System.out.println(what + ", twice the " + twice + ": " + rounded(one) + " → " + rounded(two) + " s");
	}

	private void write(final Path file) throws IOException {
		final List<String> columns = List.of("what", "twice the", "CPU s", "CPU s of twice", "ratio", "encoder runs",
			"decoder runs");
		new ReportTable(columns, rows).writeCsv(file, true);
		System.out.println("\n| " + String.join(" | ", columns) + " |\n|" + "---|".repeat(columns.size()));
		for (final List<Object> row : rows)
			System.out.println("| " + String.join(" | ", row.stream().map(String::valueOf).toList()) + " |");
	}

	/** The quicker of two runs. */
	private static double best(final Work work) {
		return Math.min(seconds(work), seconds(work));
	}

	/** Of all threads of this process, so that other work on the machine does not count. */
	private static long cpu() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	private static double seconds(final Work work) {
		final long start = cpu();
		try {
			work.run();
		}
		catch (final IOException e) {
			throw new IllegalStateException(e);
		}
		return (cpu() - start) / 1e9;
	}

	/** Columns of unnumbered boxes, each through so many slices, as a person would draw them. */
	private static void link(final int slices, final int objects) {
		final List<Prompt> prompts = new ArrayList<>();
		for (int z = 0; z < slices; z++)
			for (int i = 0; i < objects; i++) prompts.add(Prompt.box(0, 1, z, new Box(i % 20 * 12, i / 20 * 12, i % 20 * 12 + 8, i /
				20 * 12 + 8)));
		final PromptSet set = new PromptSet("", "", SIZE, SIZE, slices, List.of(new LabelClass(1, "cell")), prompts);
		final PromptSet checked = PromptCheck.check(set, Geometry.of(SIZE, SIZE, slices, new double[] { 1, 1, 1 },
			new double[3]), 0, Integer.MAX_VALUE, new ArrayList<>());
		PromptCleaning.clean(PromptLinking.link(checked).prompts());
	}

	private static double rounded(final double value) {
		return Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
	}
}
