package org.stacksam.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.evaluation.ReportTable;
import org.stacksam.ij.Tables;
import org.stacksam.sam.AddOptions;
import org.stacksam.sam.AddedModel;
import org.stacksam.sam.Device;
import org.stacksam.sam.DownloadConsent;
import org.stacksam.sam.EncoderSpec;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.ModelBenchmark;
import org.stacksam.sam.ModelManifest;
import org.stacksam.sam.ModelStore;
import org.stacksam.sam.PromptKind;
import org.stacksam.sam.SamModel;

/** Lists, installs, verifies, adds and times models, and empties the cache of embeddings. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Models")
public final class ModelsCommand extends StackSamCommand {

	private static final String CLEAR_CACHE = "clear_cache", AUTO = "auto";
	private static final int MAX_INPUT = 4096;
	private static final List<String> ACTIONS = List.of("list", "install", "verify", "add", "benchmark", CLEAR_CACHE);

	@Parameter
	private ModelService models;

	@Parameter(label = "Action", choices = { "list", "install", "verify", "add", "benchmark", CLEAR_CACHE }, required = false, persist = false,
		description = "list: what is there; install: download; verify: compare the checksums; add: two files of your own; " +
			"benchmark: time it here; " +
			"clear_cache: remove the embeddings kept of images")
	private String action = "list";

	@Parameter(label = "Model", required = false, persist = false,
		description = "Name of one model, or of the new one; empty: all of them, or the default one to install")
	private String model = "";

	@Parameter(label = "Encoder", required = false, persist = false, description = "To add: path of the encoder's .onnx file")
	private String encoder_path = "";

	@Parameter(label = "Decoder", required = false, persist = false, description = "To add: path of the decoder's .onnx file")
	private String decoder_path = "";

	@Parameter(label = "Scaling", choices = { "auto", "imagenet", "min_max", "unit", "none" }, required = false,
		persist = false, description = "To add: imagenet (SAM), min_max (MedSAM), unit (0..1), none (the model does it)")
	private String scaling = "auto";

	@Parameter(label = "Resize", choices = { "auto", "longest_side", "longest_side_unpadded", "squash" }, required = false,
		persist = false, description = "To add: how slices fill the square input")
	private String resize = "auto";

	@Parameter(label = "Input size", min = "0", required = false, persist = false,
		description = "To add: side of the input in pixels; 0: as the file says, else 1024")
	private int input_size = 0;

	@Parameter(label = "Prompt kinds", choices = { "auto", "both", "box", "point" }, required = false, persist = false,
		description = "To add: what the model was trained for")
	private String prompt_kinds = "auto";

	@Parameter(label = "Licence", required = false, persist = false, description = "To add: of the weights")
	private String licence = "";

	@Parameter(label = "Keep failed", required = false, persist = false,
		description = "To add: keep the model even if it does not find a painted disc")
	private boolean keep_failed = false;

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda", "tensorrt", "coreml", "directml", "rocm" },
		required = false, persist = false, description = "Of the benchmark; auto: the best that the installed ONNX Runtime offers")
	private String device = "auto";

	@Parameter(label = "Threads", min = "0", required = false, persist = false,
		description = "Of the benchmark on the CPU; 0: all cores")
	private int threads = 0;

	@Parameter(label = "SAM Models", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final ModelStore store = models.store();
		final String chosen = Keys.choice("action", action, ACTIONS);
		final ExecutionOptions execution = Keys.execution(device, threads);
		if ("benchmark".equals(chosen)) {
			benchmark(models.open(model, execution, progress), progress);
			return;
		}
		if (CLEAR_CACHE.equals(chosen)) {
			models.clearEmbeddings();
			progress.log("The embeddings kept in memory and on disk were removed.");
		}
		if ("install".equals(chosen)) {
			final ModelManifest manifest = store.manifest(model);
			progress.log("Model " + manifest.name() + " is installed in " + store.install(manifest, DownloadConsent.GIVEN,
				progress).folder());
		}
		if ("add".equals(chosen)) {
			final AddedModel added = store.add(Keys.required("model", model), Keys.file("encoder_path", encoder_path), Keys.file(
				"decoder_path", decoder_path), addOptions(), progress);
			progress.log(String.format(Locale.ROOT, "Model %s was added in %s: %s; IoU with a painted disc %.3f", added.model()
				.manifest().name(), added.model().folder(), added.model().manifest().describe(), added.iou()));
		}
		final List<ModelManifest> shown = model.isBlank() ? store.manifests() : List.of(store.manifest(model));
		final List<ModelStore.State> states = shown.stream().map(m -> "verify".equals(chosen) ? store.verify(m) : store.list()
			.stream().filter(s -> s.model().equals(m)).findFirst().orElseThrow()).toList();
		table = Tables.of(table(states));
		states.forEach(s -> progress.log(s.model().name() + ": " + (s.installed() ? "installed in " + s.folder()
			: "not installed (" + String.join("; ", s.problems()) + ")")));
		final List<String> damaged = states.stream().filter(s -> !s.installed()).flatMap(s -> s.problems().stream()).toList();
		if ("verify".equals(chosen) && !damaged.isEmpty()) throw InputException.of(
			"A model is not as it should be. Run SAM Models with action=install", damaged);
	}

	private AddOptions addOptions() {
		if (input_size < 0 || input_size > MAX_INPUT) throw new InputException("input_size=" + input_size + ": give 16 to " +
			MAX_INPUT + ", or 0.");
		final Set<PromptKind> kinds = switch (Keys.choice("prompt_kinds", prompt_kinds, List.of("auto", "both", "box",
			"point"))) {
			case "both" -> EnumSet.allOf(PromptKind.class);
			case "box" -> EnumSet.of(PromptKind.BOX);
			case "point" -> EnumSet.of(PromptKind.POINT);
			default -> null;
		};
		return new AddOptions(AUTO.equals(scaling) ? null : Keys.choice("scaling", scaling, AddOptions.Scale.class), AUTO
			.equals(resize) ? null : Keys.choice("resize", resize, EncoderSpec.Resize.class), input_size, kinds, licence
				.isBlank() ? AddOptions.AUTO.licence() : licence.strip(), keep_failed);
	}

	private void benchmark(final SamModel sam, final Progress progress) {
		final ModelBenchmark times = ModelBenchmark.run(sam, progress);
		final ExecutionOptions used = sam.execution();
		final String runtime = Device.runtimeVersion(), machine = System.getProperty("os.name") + " " + System.getProperty(
			"os.arch");
		table = Tables.of(new ReportTable(List.of("model", "device", "threads", "encoder ms", "decoder ms", "ONNX Runtime",
			"system"), List.of(List.of(sam.manifest().name(), used.device().toString(), used.threadCount(), times.encoderMs(),
				times.decoderMs(), runtime, machine))));
		progress.log(String.format(Locale.ROOT,
			"%s: encoder %.1f ms (median of %d), decoder %.1f ms (median of %d), device=%s threads=%d, ONNX Runtime %s, %s", sam
				.manifest().name(), times.encoderMs(), times.encoderRuns(), times.decoderMs(), times.decoderRuns(), used.device(),
			used.threadCount(), runtime, machine));
	}

	private static ReportTable table(final List<ModelStore.State> states) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final ModelStore.State state : states)
			rows.add(List.of(state.model().name(), state.installed() ? "yes" : "no", state.model().bytes() / 1e6, state.model()
				.licence(), state.folder().toString(), String.join("; ", state.problems())));
		return new ReportTable(List.of("model", "installed", "MB", "licence", "folder", "problem"), rows);
	}
}
