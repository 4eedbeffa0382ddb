package org.stacksam.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.evaluation.EvaluatedLabel;
import org.stacksam.evaluation.LabelPair;
import org.stacksam.evaluation.Overlap;
import org.stacksam.evaluation.OverlapMetrics;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.evaluation.ScorePlots;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.SlicePrompt;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;

/**
 * Dice, runs, time and reliability of whole volumes: {@code mvn -Pbench verify}. Prints Markdown, writes CSV and plots
 * to the folder it is given. Everything runs in one process; embeddings are shared between settings, but counted for
 * each as if it ran alone.
 */
public final class VolumeBench {

	private final SamModel model = TestModel.get();
	private final Path folder;
	private final ConcurrentMap<String, EncodedSlice> embeddings = new ConcurrentHashMap<>();

	private VolumeBench(final Path folder) {
		this.folder = folder;
	}

	/** @param args the folder for the results; then "short" to leave the ablations out */
	public static void main(final String[] args) throws IOException {
		final Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target/bench"));
		new VolumeBench(folder).run(!Arrays.asList(args).contains("short"));
		System.exit(0);
	}

	private void run(final boolean ablations) throws IOException {
		final List<BenchSetting> settings = new ArrayList<>(BenchSetting.all());
		if (ablations) settings.addAll(BenchSetting.ablations());
		final List<List<Object>> dice = new ArrayList<>(), reliability = new ArrayList<>(), times = new ArrayList<>();
		final List<ScorePlots.Line> lines = new ArrayList<>();
		for (final BenchVolume volume : BenchVolume.all()) {
			embeddings.clear();
			final PromptSet every = BenchSetting.everyNth(1).draw(volume);
			final List<ScorePlots.Point> points = new ArrayList<>();
			for (final BenchSetting setting : settings) {
				final PromptSet drawn = setting.draw(volume);
				final Set<String> asked = ConcurrentHashMap.newKeySet();
				final VolumeResult result = segment(volume, setting, drawn, counting(asked));
				final double mean = scores(dice, volume, setting, drawn, result, asked.size());
				final int sparse = settings.indexOf(setting);
				if (sparse < BenchSetting.sparseness().size()) points.add(new ScorePlots.Point(drawn.prompts().size(), mean));
				reliable(reliability, volume, setting, Reliability.of(volume, result, every));
				System.out.println(volume.name() + ", " + setting.name() + ": mean Dice " + rounded(mean));
			}
			lines.add(new ScorePlots.Line(volume.name(), points));
			times.add(time(volume, every));
		}
		table("dice", List.of("volume", "prompts", "prompt count", "encoder runs", "decoder runs", "mean Dice", "by class"),
			dice);
		table("reliability", List.of("volume", "prompts", "Spearman", "calibration error", "bins: confidence/right (voxels)"),
			reliability);
		table("time", List.of("volume", "slices", "seconds", "bare encoder s", "bare decoder s", "ratio to bare runs"), times);
		ScorePlots.lines("Boxes drawn and Dice reached", "boxes", "mean Dice", lines, true).save(folder.resolve("dice.png"),
			true);
	}

	private VolumeResult segment(final BenchVolume volume, final BenchSetting setting, final PromptSet drawn,
		final SliceEncoder encoder)
	{
		return VolumeSegmenter.segment(volume.image(), volume.geometry(), drawn, model, encoder, setting.options(), setting
			.parameters(), Progress.NONE);
	}

	private static double scores(final List<List<Object>> rows, final BenchVolume volume, final BenchSetting setting,
		final PromptSet drawn, final VolumeResult result, final int encoderRuns)
	{
		final List<EvaluatedLabel> labels = volume.classes().stream().map(c -> EvaluatedLabel.of(c.name(), c.value()))
			.toList();
		final List<Overlap> overlaps = OverlapMetrics.compute(new LabelPair(result.labels(), volume.reference(), volume
			.geometry().spacing()), labels, Progress.NONE);
		final double mean = overlaps.stream().mapToDouble(Overlap::dice).average().orElse(Double.NaN);
		final StringBuilder byClass = new StringBuilder();
		for (int i = 0; i < labels.size(); i++)
			byClass.append(String.format(Locale.ROOT, "%s%s %.3f", i > 0 ? ", " : "", labels.get(i).name(), overlaps.get(i)
				.dice()));
		rows.add(List.of(volume.name(), setting.name(), drawn.prompts().size(), encoderRuns, result.decoderRuns(), rounded(
			mean), byClass.toString()));
		return mean;
	}

	private static void reliable(final List<List<Object>> rows, final BenchVolume volume, final BenchSetting setting,
		final Reliability r)
	{
		final StringBuilder bins = new StringBuilder();
		for (final Reliability.Bin b : r.bins())
			bins.append(String.format(Locale.ROOT, "%.2f/%.2f (%d) ", b.confidence(), b.right(), b.voxels()));
		rows.add(List.of(volume.name(), setting.name(), rounded(r.spearman()), rounded(r.calibrationError()), bins.toString()
			.strip()));
	}

	/** A run without any cache against as many bare runs of encoder and decoder. */
	private List<Object> time(final BenchVolume volume, final PromptSet every) {
		final long start = System.nanoTime();
		final VolumeResult result = segment(volume, BenchSetting.everyNth(1), every, SliceEncoder.of(model));
		final double seconds = (System.nanoTime() - start) / 1e9;
		final Plane plane = new Plane(new float[(int) (volume.geometry().width() * volume.geometry().height())], (int) volume
			.geometry().width(), (int) volume.geometry().height());
		final EncodedSlice slice = model.encode(plane);
		final double encode = best(5, () -> model.encode(plane));
		final double decode = best(20, () -> model.decode(slice, SlicePrompt.of(every.prompts().get(0).box())));
		return List.of(volume.name(), volume.geometry().depth(), rounded(seconds), rounded(encode), rounded(decode), rounded(
			seconds / (result.encoderRuns() * encode + result.decoderRuns() * decode)));
	}

	private static double best(final int times, final Runnable work) {
		double best = Double.POSITIVE_INFINITY;
		for (int i = 0; i < times; i++) {
			final long start = System.nanoTime();
			work.run();
			best = Math.min(best, (System.nanoTime() - start) / 1e9);
		}
		return best;
	}

	/** Encodes each input once in the whole benchmark, and notes which ones a setting asked for. */
	private SliceEncoder counting(final Set<String> asked) {
		return new SliceEncoder() {

			@Override
			public EncodedSlice encode(final Plane slice) {
				final String key = key(List.of(slice));
				asked.add(key);
				return embeddings.computeIfAbsent(key, k -> model.encode(slice));
			}

			@Override
			public EncodedSlice encode(final Plane red, final Plane green, final Plane blue) {
				throw new IllegalStateException("Volumes of the benchmark are grey");
			}

			@Override
			public List<EncodedSlice> encodeMosaic(final List<Plane> slices, final int grid) {
				asked.add(key(slices));
				return model.encodeMosaic(slices, grid);
			}
		};
	}

	private static String key(final List<Plane> planes) {
		final StringBuilder key = new StringBuilder();
		for (final Plane p : planes) {
			double sum = 0;
			for (int i = 0; i < p.values().length; i++) sum += p.values()[i] * (1 + i % 9973);
			key.append(Arrays.hashCode(p.values())).append('/').append(sum).append(' ');
		}
		return key.toString();
	}

	private void table(final String name, final List<String> columns, final List<List<Object>> rows) throws IOException {
		new ReportTable(columns, rows).writeCsv(folder.resolve(name + ".csv"), true);
		System.out.println("\n| " + String.join(" | ", columns) + " |\n|" + "---|".repeat(columns.size()));
		for (final List<Object> row : rows)
			System.out.println("| " + String.join(" | ", row.stream().map(String::valueOf).toList()) + " |");
	}

	private static double rounded(final double value) {
		return Math.round(value * 1e4) / 1e4;
	}
}
