package org.stacksam.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A short way through all commands that write, on a phantom with boxes on a few slices: segment, evaluate, convert,
 * export. Prepared once for all tests; what other runs make is compared with the undisturbed one, byte for byte.
 */
final class Way {

	private static final String NAMES = "liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5";

	/** Less time to start, in which most of a short run goes. */
	private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private static final String MACRO = """
		parts = split(getArgument(), "|");
		p = parts[0]; d = parts[1];
		run("SAM Segment Volume", "image_path=[" + p + "/images/case1.nii.gz] prompts_path=[" + p + "/prompts.json] fill=none detail=fast save_labels=[" + d + "/labels/case1.nii.gz] save_confidence=[" + d + "/confidence.tif] save_report=[" + d + "/report.csv] overwrite=true");
		print("segmented");
		run("SAM Evaluate Labels", "predicted_path=[" + d + "/labels/case1.nii.gz] reference_path=[" + p + "/truth.nii.gz] label_names=NAMES save_table=[" + d + "/scores.csv] overwrite=true");
		run("SAM Evaluate Labels", "predicted_path=[" + d + "/labels/case1.nii.gz] reference_path=[" + p + "/truth.nii.gz] label_names=NAMES save_table=[" + d + "/summary.json] overwrite=true");
		run("SAM Convert Prompts", "prompts_path=[" + p + "/prompts.json] image_path=[" + p + "/images/case1.nii.gz] save_prompts=[" + d + "/coco.json] overwrite=true");
		run("SAM Convert Prompts", "prompts_path=[" + p + "/prompts.json] image_path=[" + p + "/images/case1.nii.gz] save_prompts=[" + d + "/yolo] overwrite=true");
		run("SAM Export nnU-Net Dataset", "images_dir=[" + p + "/images] labels_dir=[" + d + "/labels] nnunet_raw=[" + d + "] dataset_id=7 dataset_name=Phantom label_names=NAMES channel_names=CT overwrite=true");
		"""
		.replace("NAMES", NAMES);

	/** Image, truth, prompts, and a run's results and embeddings. */
	record Prepared(Path folder, Path cache, Map<String, byte[]> results) {}

	/** Made at first use, by Java's own rule for the initialisation of classes. */
	private static final class Holder {

		static final Prepared PREPARED = prepare();
	}

	private Way() {}

	/** The phantom and the undisturbed run. */
	static Prepared prepared() {
		return Holder.PREPARED;
	}

	private static Prepared prepare() {
		try {
			final Path above = Files.createTempDirectory("stacksam-way"), folder = above.resolve("phantom"), cache = above
				.resolve("embeddings");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(above)));
			Files.createDirectories(folder.resolve("images"));
			App.macro(folder, QUICK, """
				p = getArgument();
				run("SAM Open Sample", "seed=3 save_image=[" + p + "/images/case1.nii.gz] save_labels=[" + p + "/truth.nii.gz]");
				run("SAM Simulate Annotators", "reference_path=[" + p + "/truth.nii.gz] every_nth_slice=12 label_names=NAMES save_prompts=[" + p + "/prompts.json]");
				"""
				.replace("NAMES", NAMES), folder.toString()).ok();
			final Path results = results(above.resolve("undisturbed"));
			run(folder, results, cache, "-Duser.language=", "-Duser.country=").ok();
			return new Prepared(folder, cache, files(results, folder));
		}
		catch (final IOException e) {
			throw new ExceptionInInitializerError(e);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new ExceptionInInitializerError(e);
		}
	}

	/** A folder for results. */
	static Path results(final Path folder) throws IOException {
		Files.createDirectories(folder.resolve("labels"));
		return folder;
	}

	/**
	 * Starts the way.
	 *
	 * @param from the phantom's folder, or a copy of it
	 * @param results of {@link #results}
	 */
	static App.Running start(final Path from, final Path results, final Path cache, final Path java,
		final Map<String, String> environment, final String... javaOptions) throws IOException
	{
		final Path macro = Files.writeString(Files.createTempFile("way", ".ijm"), MACRO);
		macro.toFile().deleteOnExit();
		final List<String> options = new ArrayList<>(QUICK);
		options.add("-Dstacksam.embeddings=" + cache);
		options.addAll(Arrays.asList(javaOptions));
		final Path log = Files.createTempDirectory("way");
		Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(log)));
		return App.launch(log, java, environment, options, List.of("--headless", macro.toString(), from + "|" + results));
	}

	/** Goes the way to its end. */
	static App.Outcome run(final Path from, final Path results, final Path cache, final String... javaOptions)
		throws IOException, InterruptedException
	{
		return start(from, results, cache, App.JAVA, Map.of(), javaOptions).end();
	}

	/** The same files with the same bytes as the undisturbed run. */
	static void assertSame(final Path results) throws IOException {
		assertSame(results, prepared().folder());
	}

	/** The same, of a run that started from a copy of the phantom. */
	static void assertSame(final Path results, final Path from) throws IOException {
		final Map<String, byte[]> expected = prepared().results(), found = files(results, from);
		assertTrue(expected.size() > 8 && expected.get("labels/case1.nii.gz").length > 1000, expected.keySet()::toString);
		assertEquals(expected.keySet(), found.keySet());
		assertEquals(List.of(), expected.keySet().stream().filter(name -> !Arrays.equals(expected.get(name), found.get(name)))
			.map(name -> name.endsWith("z") || name.endsWith("tif") ? name : name + ":\n" + new String(found.get(name),
				StandardCharsets.UTF_8)).toList());
	}

	/** All files by their path in the folder; of texts, the folders of the run are left out. */
	static Map<String, byte[]> files(final Path folder, final Path from) throws IOException {
		final Map<String, byte[]> files = new TreeMap<>();
		try (Stream<Path> walk = Files.walk(folder)) {
			for (final Path file : walk.filter(Files::isRegularFile).toList()) {
				final String name = folder.relativize(file).toString().replace('\\', '/');
				// what a killed run left under a temporary name
				if (name.contains(".stacksam-")) continue;
				final byte[] content = Files.readAllBytes(file);
				files.put(name, name.matches(".*\\.(csv|json|txt)") ? new String(content, StandardCharsets.UTF_8).replace(from
					.toString(), "PHANTOM").replace(folder.toString(), "RESULTS").replace(folder.getParent().toString(), "ABOVE")
					.getBytes(StandardCharsets.UTF_8) : content);
			}
		}
		return files;
	}

	/** Removes a folder with all that is in it. */
	static void delete(final Path folder) {
		try (Stream<Path> walk = Files.walk(folder)) {
			walk.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
		}
		catch (final IOException e) {
			// left to the system's own clearing of temporary files
		}
	}
}
