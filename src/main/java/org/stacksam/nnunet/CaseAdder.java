package org.stacksam.nnunet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.io.Folders;
import org.stacksam.io.OutputFile;

/** Adds cases one by one to a dataset, as they are annotated. */
public final class CaseAdder {

	private static final String COUNT = "numTraining", TEMPORARY = ".adding-";
	/** What all cases of a dataset share. */
	private static final List<String> SHARED = List.of("channel_names", "labels", "regions_class_order", "file_ending",
		"overwrite_image_reader_writer", DatasetJson.KEY);

	private CaseAdder() {}

	/**
	 * Adds a training case to the dataset of this id and name; the first makes the dataset. The case is written apart and
	 * checked as every export is, then its files are moved into the dataset, which counts it last.
	 *
	 * @param nnunetRaw the folder nnUNet_raw
	 * @return of this case alone
	 * @throws InputException if the dataset holds the case already, has other labels or channels, or fixed splits; then
	 *           nothing is changed
	 */
	public static DatasetReport add(final DatasetSpec spec, final DatasetCase one, final Path nnunetRaw,
		final Progress progress) throws IOException
	{
		final Path dataset = nnunetRaw.resolve(spec.folderName());
		if (!Files.exists(dataset)) return DatasetWriter.write(spec, List.of(one), nnunetRaw, List.of(), false, false,
			progress);
		if (Files.exists(dataset.resolve(Splits.NAME))) throw new InputException(dataset + " has a " + Splits.NAME +
			", in which the new case would be missing. Export all images by SAM Export nnU-Net Dataset.");
		Folders.deleteStale(nnunetRaw, TEMPORARY);
		final Path apart = Files.createTempDirectory(nnunetRaw, TEMPORARY);
		try {
			final DatasetReport report = DatasetWriter.write(spec, List.of(one), apart, List.of(), false, false, progress);
			move(report.folder(), dataset, one.id());
			return new DatasetReport(dataset, report.problems(), report.warnings(), report.written(), report.kept(), report
				.setAside(), report.mapping(), report.nextCommands());
		}
		catch (final JsonParseException e) {
			throw new InputException(dataset.resolve(DatasetJson.NAME) + " is not a dataset.json of nnU-Net: " + e
				.getMessage() + ". Choose another dataset.", e);
		}
		finally {
			Folders.delete(apart);
		}
	}

	private static void move(final Path from, final Path dataset, final String id) throws IOException {
		final Path description = dataset.resolve(DatasetJson.NAME);
		final JsonObject there = Json.read(description), here = Json.read(from.resolve(DatasetJson.NAME));
		for (final String key : SHARED)
			if (there.has(key) != here.has(key) || there.has(key) && !there.get(key).equals(here.get(key)))
				throw new InputException(dataset + " has other " + key + " (" + there.get(key) + ") than " + id + " (" + here.get(
					key) + "). Give both the same classes, or choose another dataset.");
		final List<Path> files = new ArrayList<>();
		for (final String folder : List.of("imagesTr", "labelsTr")) {
			try (Stream<Path> list = Files.list(from.resolve(folder))) {
				list.sorted().map(from::relativize).forEach(files::add);
			}
		}
		for (final Path file : files)
			if (Files.exists(dataset.resolve(file))) throw new InputException(dataset + " holds the case " + id +
				" already. Choose another dataset, or remove the case and its label.");
		for (final Path file : files) Files.move(from.resolve(file), dataset.resolve(file));
		there.addProperty(COUNT, Json.whole(there, COUNT) + 1);
		OutputFile.writeText(description, true, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(
			there) + "\n");
	}
}
