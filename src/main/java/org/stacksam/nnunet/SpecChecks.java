package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.stacksam.prompt.LabelClass;

/** What can be wrong with a dataset before any of its images is looked at. */
final class SpecChecks {

	private final DatasetSpec spec;
	private final List<String> problems;
	private final List<String> warnings;

	SpecChecks(final DatasetSpec spec, final List<String> problems, final List<String> warnings) {
		this.spec = spec;
		this.problems = problems;
		this.warnings = warnings;
	}

	void check() {
		if (spec.id() < 1 || spec.id() > 999) problems.add("dataset_id is " + spec.id() + "; it must be 1 to 999");
		if (!spec.name().matches("[A-Za-z0-9_-]+")) problems.add("dataset_name is \"" + spec.name() +
			"\"; use letters, digits, - and _, at least one");
		if (!spec.readerWriter().endings().contains(spec.fileEnding())) problems.add("file_ending \"" + spec.fileEnding() +
			"\" is not read by " + spec.readerWriter() + ", which takes " + String.join(", ", spec.readerWriter().endings()));
		checkLabels();
		checkChannels();
		checkRegions();
		final double below = spec.ignore().belowConfidence();
		if (!(below >= 0 && below <= 1)) problems.add("ignore_below is " + below + "; a confidence is 0 to 1");
	}

	private void checkLabels() {
		if (spec.labels().isEmpty()) problems.add("label_names is empty; nnU-Net needs at least one label");
		final Set<String> names = new HashSet<>();
		final Set<Integer> values = new HashSet<>();
		for (final LabelClass label : spec.labels()) {
			if (label.name().isBlank()) problems.add("the label of value " + label.value() + " has no name");
			if (Set.of("background", "ignore").contains(label.name())) problems.add("a label is called \"" + label.name() +
				"\", which nnU-Net keeps for itself; rename it");
			if (!names.add(label.name())) problems.add("two labels are called \"" + label.name() + "\"");
			if (!values.add(label.value())) problems.add("two labels have the value " + label.value());
			if (label.value() < 1 || label.value() > 0xffff) problems.add("the label \"" + label.name() + "\" has the value " +
				label.value() + "; it must be 1 to 65535");
		}
		final int undecided = spec.ignore().value();
		if (undecided < 0 || undecided > 0xffff) problems.add("the value that means undecided is " + undecided +
			"; it must be 1 to 65535, or 0 for none");
		if (undecided > 0 && values.contains(undecided)) problems.add("the value " + undecided +
			" means undecided and is a label too; choose another");
	}

	private void checkChannels() {
		if (spec.channelNames().isEmpty()) problems.add("channel_names is empty; give one name a channel");
		for (final String name : spec.channelNames()) {
			if (name.isBlank()) problems.add("a channel has no name");
			// nnU-Net 2.8.1 counts ignored voxels in the intensities that it clips CT to (its issue 3055).
			if (name.toLowerCase(Locale.ROOT).equals("ct") && spec.ignore().any()) warnings.add("the channel is called \"" +
				name +
				"\" and there is an ignore label: nnU-Net would take its intensity clipping from the ignored voxels too; another channel name, such as \"CT_zscore\", normalises each case instead");
		}
	}

	private void checkRegions() {
		final Set<String> names = new HashSet<>();
		final Set<Integer> known = new LinkedHashSet<>();
		spec.labels().forEach(l -> known.add(l.value()));
		for (final Region region : spec.regions()) {
			if (region.name().isBlank() || Set.of("background", "ignore").contains(region.name()) || !names.add(region.name()))
				problems.add("the region name \"" + region.name() + "\" is empty, reserved or used twice");
			if (region.values().isEmpty()) problems.add("the region \"" + region.name() + "\" has no label");
			for (final int value : region.values())
				if (!known.contains(value)) problems.add("the region \"" + region.name() + "\" names the value " + value +
					", which no label has");
			if (!region.values().contains(region.paintedAs())) problems.add("the region \"" + region.name() +
				"\" is painted as " + region.paintedAs() + ", which is none of its labels " + region.values());
		}
		if (spec.regions().isEmpty()) return;
		spec.regions().forEach(r -> known.removeAll(r.values()));
		if (!known.isEmpty()) problems.add("no region holds the label value(s) " + known +
			"; nnU-Net wants every label in a region");
	}

	/** Whether the folder can take the dataset, and its id is free. */
	void checkFolders(final Path raw, final boolean overwrite) throws IOException {
		if (!Files.isDirectory(raw)) {
			problems.add("the folder nnunet_raw " + raw + " does not exist; create it");
			return;
		}
		if (!Files.isWritable(raw)) problems.add("the folder nnunet_raw " + raw + " is read-only");
		final Path target = raw.resolve(spec.folderName());
		if (Files.exists(target) && !overwrite) problems.add(target +
			" exists already; choose another dataset_id and name, or say overwrite=true to replace it");
		else if (Files.exists(target) && !Files.exists(target.resolve(DatasetJson.NAME))) problems.add(target +
			" exists and is no dataset (it has no dataset.json), so it is not replaced; move it away yourself");
		final List<Path> places = new ArrayList<>(List.of(raw));
		for (final String other : List.of("nnUNet_preprocessed", "nnUNet_results")) {
			places.add(raw.toAbsolutePath().resolveSibling(other));
			final String variable = System.getenv(other);
			if (variable != null) places.add(Path.of(variable));
		}
		for (final Path place : new LinkedHashSet<>(places))
			if (Files.isDirectory(place)) checkId(place);
	}

	private void checkId(final Path place) throws IOException {
		try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, spec.idPrefix() + "*")) {
			for (final Path folder : folders)
				if (Files.isDirectory(folder) && !folder.getFileName().toString().equals(spec.folderName())) problems.add(
					"dataset_id " + spec.id() + " is used by " + folder + " already; nnU-Net refuses one id with two names. Choose another");
		}
	}
}
