package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.MenuEntry;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

/** What makes a command's keys work in macros, held over all commands; each rule was seen to matter. */
class CommandParametersTest {

	private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

	private static Context context;

	@BeforeAll
	static void start() {
		context = new Context();
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	static Stream<CommandInfo> commands() {
		try (Context own = new Context(CommandService.class)) {
			return own.service(CommandService.class).getCommands().stream().filter(c -> c.getDelegateClassName().startsWith(
				"org.stacksam.")).toList().stream();
		}
	}

	private static List<ModuleItem<?>> keys(final CommandInfo command) {
		final List<ModuleItem<?>> keys = new ArrayList<>();
		for (final ModuleItem<?> input : command.inputs())
			if (!Service.class.isAssignableFrom(input.getType()) && input.getType() != Context.class) keys.add(input);
		return keys;
	}

	/** Labels and keys are promised to scripts: they may grow, never change. */
	@Test
	void promisedLabelsAndKeysAreThere() {
		final Map<String, Set<String>> promised = Map.ofEntries(
			Map.entry("SAM Segment Slice", Set.of("model", "device", "threads", "window", "add_rois")),
			Map.entry("SAM Segment Volume", Set.of("image_path", "prompts_path", "model", "device", "threads", "window", "fill", "refine",
				"detail", "clean_prompts", "z_min", "z_max", "frame", "channel", "series", "save_labels", "save_confidence",
				"save_report", "overwrite")),
			Map.entry("SAM Segment Folder", Set.of("images_dir", "prompts_dir", "cases", "output_dir", "shard", "workers",
				"memory_mb", "save_report", "model", "window", "fill", "refine", "detail", "overwrite")),
			Map.entry("SAM Segment Everything", Set.of("model", "device", "threads", "window", "points_per_side", "pred_iou_thresh",
				"stability_score_thresh", "stability_score_offset", "box_nms_thresh", "crop_n_layers", "crop_nms_thresh",
				"crop_overlap_ratio", "crop_n_points_downscale_factor", "min_mask_region_area", "keep_background",
				"add_rois")),
			Map.entry("SAM Simulate Annotators", Set.of("reference_path", "label_names", "every_nth_slice", "prompt_kind",
				"jitter", "missing", "annotators", "seed", "save_prompts", "overwrite")),
			Map.entry("SAM Evaluate Labels", Set.of("predicted_path", "reference_path", "label_names", "save_table",
				"save_plot", "overwrite")),
			Map.entry("SAM Compare Results", Set.of("results_a", "results_b", "margin", "save_table", "save_plot",
				"overwrite")),
			Map.entry("SAM Export nnU-Net Dataset", Set.of("images_dir", "labels_dir", "images_ts_dir", "nnunet_raw",
				"dataset_id", "dataset_name", "label_names", "label_colors", "channel_names", "regions", "file_ending",
				"reader", "series", "each_frame", "groups", "ignore_unlabelled", "prompts_dir", "ignore_below",
				"confidence_dir", "disagreement_dir", "ignore_above", "ignore_value", "dry_run", "overwrite")),
			Map.entry("SAM Import nnU-Net Predictions", Set.of("predictions_dir", "images_dir", "series", "show",
				"save_labels_dir", "file_ending", "save_tables_dir", "overwrite")),
			Map.entry("SAM Models", Set.of("action", "model", "device", "threads")),
			Map.entry("SAM Open Sample", Set.of("seed")),
			Map.entry("SAM Convert Prompts", Set.of("prompts_path", "image_path", "save_prompts", "flip_y", "transpose",
				"slice_order", "overwrite")),
			Map.entry("SAM Plan Annotation", Set.of("image_path", "reference_path", "label_names", "model", "device", "threads", "save_table",
				"save_plot", "overwrite")),
			Map.entry("SAM Merge Annotators", Set.of("annotations_dir", "image_path", "method", "model", "device", "threads", "save_labels",
				"save_disagreement", "save_table", "overwrite")));
		final Set<String> missing = new TreeSet<>();
		promised.forEach((label, keys) -> {
			final CommandInfo command = commands().filter(c -> c.getMenuPath().getLeaf().getName().equals(label)).findFirst()
				.orElseThrow(() -> new AssertionError("No command " + label));
			keys.stream().filter(key -> command.getInput(key) == null).forEach(key -> missing.add(label + ": " + key));
		});
		assertEquals(Set.of(), missing);
	}

	@ParameterizedTest
	@MethodSource("commands")
	void labelsAreInOurMenuAndUnmistakable(final CommandInfo command) {
		final List<String> path = command.getMenuPath().stream().map(MenuEntry::getName).toList();
		assertEquals(List.of("Plugins", "StackSAM"), path.subList(0, 2));
		assertEquals(3, path.size());
		assertTrue(path.get(2).startsWith("SAM "), path.get(2));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void keysSurviveMacros(final CommandInfo command) {
		final List<String> names = keys(command).stream().map(ModuleItem::getName).toList();
		for (final String name : names) {
			assertTrue(SNAKE_CASE.matcher(name).matches(), name + " would be dropped by ImageJ's lower-casing");
			for (final String other : names)
				assertFalse(other.endsWith("_" + name), name + " would read the value of " + other);
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void nothingIsRememberedFromEarlierRuns(final CommandInfo command) {
		for (final ModuleItem<?> key : keys(command))
			assertFalse(key.isPersisted(), key.getName());
	}

	/** Headless SciJava cancels a command with an optional File without a reason. */
	@ParameterizedTest
	@MethodSource("commands")
	void pathsAreText(final CommandInfo command) {
		for (final ModuleItem<?> key : keys(command)) {
			assertFalse(File.class.isAssignableFrom(key.getType()) || Path.class.isAssignableFrom(key.getType()), key
				.getName());
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void commandsAreOurs(final CommandInfo command) throws Exception {
		assertTrue(StackSamCommand.class.isAssignableFrom(command.loadClass()), command.getClassName());
	}
}
