package org.stacksam.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.evaluation.ScorePlots;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.EncodedSlice;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.SlicePrompt;
import org.stacksam.volume.MaskListener;
import org.stacksam.volume.VolumeResult;
import org.stacksam.volume.VolumeSegmenter;

/**
 * Dice, runs, time and reliability of whole volumes: {@code mvn -Pbench verify}. Prints Markdown, writes CSV and plots
 * to the folder it is given. Embeddings are kept in the folder and shared between settings, but counted for each as if
 * it ran alone; times are measured without them.
 */
public final class VolumeBench {

	private static final String ONLY = "only=";
	private static final long KEPT_IN_MEMORY = 768L << 20, KEPT_ON_DISK = 8L << 30;

	private final SamModel model = TestModel.get();
	private final Path folder;
	private final EmbeddingCache cache;
	private final List<BenchResult> results = new ArrayList<>(), ablations = new ArrayList<>();

	private VolumeBench(final Path folder) {
		this.folder = folder;
		cache = new EmbeddingCache(new CacheOptions(KEPT_IN_MEMORY, folder.resolve("embeddings").toAbsolutePath(),
			KEPT_ON_DISK));
	}

	/**
	 * @param args the folder for the results; then "short" to leave the ablations out, "untimed" to leave the times out,
	 *          names of volumes to measure these alone, "3/8" to measure the third of eight parts of the settings, and
	 *          "only=TEXT" to measure those whose names hold a text
	 */
	public static void main(final String[] args) throws IOException {
		final Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target/bench"));
		final List<String> options = Arrays.asList(args);
		final List<BenchVolume> all = BenchVolume.all(), named = all.stream().filter(v -> options.contains(v.name()))
			.toList();
		final String part = options.stream().filter(o -> o.matches("\\d+/\\d+")).findFirst().orElse("1/1");
		final String only = options.stream().filter(o -> o.startsWith(ONLY)).findFirst().orElse(ONLY).substring(ONLY.length());
		new VolumeBench(folder).run(named.isEmpty() ? all : named, !options.contains("short"), !options.contains("untimed"), only,
			Integer.parseInt(part.split("/")[0]) - 1, Integer.parseInt(part.split("/")[1]));
		System.exit(0);
	}

	private void run(final List<BenchVolume> volumes, final boolean withAblations, final boolean timed, final String only,
		final int part, final int parts) throws IOException
	{
		final List<List<Object>> times = new ArrayList<>();
		final List<BenchSetting> settings = named(BenchSetting.all(), only), left = withAblations ? named(BenchSetting
			.ablations(), only) : List.of();
		for (final BenchVolume volume : volumes) {
			final PromptSet every = BenchSetting.everyNth(1).draw(volume, 0);
			if (timed) times.add(time(volume, every));
			for (int i = part; i < settings.size(); i += parts) results.add(measure(volume, settings.get(i), every));
			for (int i = part; i < left.size(); i += parts) ablations.add(measure(volume, left.get(i), every));
		}
		table("dice", List.of("volume", "prompts", "prompt count", "encoder runs", "decoder runs", "mean Dice", "by seed",
			"by class"), results.stream().map(VolumeBench::diceRow).toList());
		table("ablations", List.of("volume", "setting", "mean Dice", "by class"), ablations.stream().map(r -> List.<Object>of(
			r.volume().name(), r.setting().name(), rounded(r.dice()), r.byClass())).toList());
		table("reliability", List.of("volume", "prompts", "Spearman", "calibration error",
			"bins: confidence/right (voxels)"), results.stream().map(VolumeBench::reliabilityRow).toList());
		table("time", List.of("volume", "slices", "encoder runs", "decoder runs", "seconds", "bare runs s",
			"ratio to bare runs", "Dice without cache", "load"), times);
		if (parts == 1 && only.isEmpty()) plots(volumes);
	}

	private static List<BenchSetting> named(final List<BenchSetting> settings, final String text) {
		return settings.stream().filter(s -> s.name().contains(text)).toList();
	}

	private BenchResult measure(final BenchVolume volume, final BenchSetting setting, final PromptSet every) {
		final long start = System.nanoTime();
		final List<BenchResult.One> runs = new ArrayList<>();
		for (final int seed : setting.seeds()) {
			final CountingEncoder encoder = new CountingEncoder(cache.encoder(model, Progress.NONE));
			final VolumeResult result = segment(volume, setting, setting.draw(volume, seed), encoder);
			runs.add(BenchResult.One.of(volume, result, encoder.runs(), every));
		}
		final BenchResult out = new BenchResult(volume, setting, setting.draw(volume, setting.seeds().get(0)).prompts()
			.size(), runs);
		System.out.printf(Locale.ROOT, "%.1f s: %s; %s%n", seconds(start), diceRow(out), reliabilityRow(out));
		return out;
	}

	private VolumeResult segment(final BenchVolume volume, final BenchSetting setting, final PromptSet drawn,
		final SliceEncoder encoder)
	{
		return VolumeSegmenter.segment(volume.image(), volume.geometry(), drawn, model, encoder, setting.options(), setting
			.prompting(), setting.parameters(), MaskListener.NONE, Progress.NONE);
	}

	private static List<Object> diceRow(final BenchResult r) {
		return List.of(r.volume().name(), r.setting().name(), r.prompts(), Math.round(r.mean(
			BenchResult.One::encoderRuns)), Math.round(r.mean(BenchResult.One::decoderRuns)), rounded(r.dice()), r.range(), r
				.byClass());
	}

	private static List<Object> reliabilityRow(final BenchResult r) {
		final StringBuilder bins = new StringBuilder();
		for (final Reliability.Bin b : r.bySeed().get(0).reliability().bins())
			bins.append(String.format(Locale.ROOT, "%.2f/%.2f (%d) ", b.confidence(), b.right(), b.voxels()));
		return List.of(r.volume().name(), r.setting().name(), rounded(r.mean(one -> one.reliability().spearman())), rounded(r
			.mean(one -> one.reliability().calibrationError())), bins.toString().strip());
	}

	/**
	 * A box on every slice, without any cache, against as many bare runs of encoder and decoder. Its Dice is that of
	 * embeddings in single precision; those that are kept are rounded to half.
	 */
	private List<Object> time(final BenchVolume volume, final PromptSet every) {
		final Plane plane = new Plane(new float[(int) (volume.geometry().width() * volume.geometry().height())], (int) volume
			.geometry().width(), (int) volume.geometry().height());
		model.encode(plane);
		final long start = System.nanoTime();
		final VolumeResult result = segment(volume, BenchSetting.everyNth(1), every, SliceEncoder.of(model));
		final double whole = seconds(start);
		final long bareStart = System.nanoTime();
		EncodedSlice slice = null;
		for (int i = 0; i < result.encoderRuns(); i++) slice = model.encode(plane);
		for (int i = 0; i < result.decoderRuns(); i++) model.decode(slice, SlicePrompt.of(every.prompts().get(i % every
			.prompts().size()).box()));
		final double bare = seconds(bareStart);
		final double dice = BenchResult.One.of(volume, result, 0, every).mean();
		System.out.printf(Locale.ROOT, "%s, a box on every slice: %.1f s, bare runs %.1f s, Dice without cache %.4f%n", volume
			.name(), whole, bare, dice);
		return List.of(volume.name(), volume.geometry().depth(), result.encoderRuns(), result.decoderRuns(), rounded(whole),
			rounded(bare), rounded(whole / bare), rounded(dice), rounded(ManagementFactory.getOperatingSystemMXBean()
				.getSystemLoadAverage()));
	}

	private static double seconds(final long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	private void plots(final List<BenchVolume> volumes) throws IOException {
		final int sparse = BenchSetting.sparseness().size();
		final List<ScorePlots.Line> dice = new ArrayList<>(), calibration = new ArrayList<>();
		for (final BenchVolume volume : volumes) {
			final List<BenchResult> own = results.stream().filter(r -> r.volume() == volume).toList();
			dice.add(new ScorePlots.Line(volume.name(), own.subList(0, sparse).stream().map(r -> new ScorePlots.Point(r
				.prompts(), r.dice())).sorted((a, b) -> Double.compare(a.x(), b.x())).toList()));
			calibration.add(new ScorePlots.Line(volume.name(), own.get(0).bySeed().get(0).reliability().bins().stream().map(
				b -> new ScorePlots.Point(b.confidence(), b.right())).toList()));
			if (ablations.isEmpty()) continue;
			ScorePlots.bars("Steps left out, " + volume.name(), "mean Dice", ablations.stream().filter(r -> r
				.volume() == volume).map(r -> new ScorePlots.Bar(r.setting().name(), r.dice())).toList()).save(folder.resolve(
					"ablations-" + volume.name() + ".png"), true);
		}
		ScorePlots.lines("Boxes drawn and Dice reached", "boxes", "mean Dice", dice, true).save(folder.resolve("dice.png"),
			true);
		ScorePlots.lines("Confidence of voxels, a box on every slice", "confidence", "share of right labels", calibration,
			false).save(folder.resolve("reliability.png"), true);
	}

	private void table(final String name, final List<String> columns, final List<List<Object>> rows) throws IOException {
		if (rows.isEmpty()) return;
		new ReportTable(columns, rows).writeCsv(folder.resolve(name + ".csv"), true);
		System.out.println("\n| " + String.join(" | ", columns) + " |\n|" + "---|".repeat(columns.size()));
		for (final List<Object> row : rows)
			System.out.println("| " + String.join(" | ", row.stream().map(String::valueOf).toList()) + " |");
	}

	private static double rounded(final double value) {
		return Math.round(value * 1e4) / 1e4;
	}
}
