package org.stacksam.nnunet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The nnU-Net commands that follow an export, ready to paste into a shell. */
final class NextCommands {

	/** Name of the file beside the dataset's images. */
	static final String NAME = "nnunet_commands.txt";

	private NextCommands() {}

	/**
	 * @param flat whether the dataset is 2D
	 * @param folds in splits_final.json; 0 if nnU-Net's own five are used, −1 if there can be none
	 * @param test whether there is an imagesTs
	 */
	static String text(final DatasetSpec spec, final Path dataset, final boolean flat, final int folds,
		final boolean test)
	{
		final Path raw = dataset.toAbsolutePath().getParent();
		final String configuration = flat ? "2d" : "3d_fullres";
		final int id = spec.id();
		final List<String> lines = new ArrayList<>();
		lines.add("# Environment: nnU-Net finds its three folders by these.");
		lines.add("export nnUNet_raw=" + quoted(raw));
		lines.add("export nnUNet_preprocessed=" + quoted(raw.resolveSibling("nnUNet_preprocessed")));
		lines.add("export nnUNet_results=" + quoted(raw.resolveSibling("nnUNet_results")));
		lines.add("");
		lines.add("# Check, plan and preprocess.");
		lines.add("nnUNetv2_plan_and_preprocess -d " + id + " --verify_dataset_integrity -c " + configuration);
		if (folds > 0) {
			lines.add("# Folds that keep the cases of one group together.");
			lines.add("cp " + quoted(dataset.toAbsolutePath().resolve(Splits.NAME)) + " \"$nnUNet_preprocessed/" + spec
				.folderName() + "/\"");
		}
		lines.add("");
		if (folds < 0) {
			lines.add("# One group only: there is nothing to validate with, so train on all.");
			lines.add("nnUNetv2_train " + id + " " + configuration + " all");
		}
		else {
			lines.add("# Train, one run a fold.");
			for (int fold = 0; fold < (folds > 0 ? folds : 5); fold++)
				lines.add("nnUNetv2_train " + id + " " + configuration + " " + fold + " --npz");
			lines.add("nnUNetv2_find_best_configuration " + id + " -c " + configuration + folds(" -f", folds));
		}
		lines.add("");
		lines.add("# Predict; --save_probabilities gives the confidence that SAM Import nnU-Net Predictions shows.");
		lines.add("nnUNetv2_predict -d " + id + " -c " + configuration + (folds < 0 ? " -f all" : folds(" -f", folds)) +
			" -i " + (test ? quoted(dataset.toAbsolutePath().resolve("imagesTs")) : "INPUT_FOLDER") +
			" -o OUTPUT_FOLDER --save_probabilities");
		return String.join("\n", lines) + "\n";
	}

	private static String folds(final String flag, final int folds) {
		if (folds <= 0 || folds == 5) return "";
		final StringBuilder text = new StringBuilder(flag);
		for (int fold = 0; fold < folds; fold++)
			text.append(' ').append(fold);
		return text.toString();
	}

	private static String quoted(final Path path) {
		return "'" + path.toString().replace("'", "'\\''") + "'";
	}
}
