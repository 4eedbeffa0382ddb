package org.stacksam.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.stacksam.Progress;

/** Cases that turn a text file into two others in some steps, and note in a common file that they did. */
final class TextCases {

	private final Path folder;

	TextCases(final Path folder) {
		this.folder = folder;
	}

	/** Writes the inputs. */
	static TextCases write(final Path folder, final int count) throws IOException {
		Files.createDirectories(folder.resolve("in"));
		for (int i = 0; i < count; i++)
			Files.writeString(folder.resolve("in/" + name(i)), "text of " + i + "\n");
		return new TextCases(folder);
	}

	static String name(final int i) {
		return String.format(Locale.ROOT, "c%03d", i);
	}

	/** The cases of the inputs that are there. */
	List<BatchCase> all() throws IOException {
		try (Stream<Path> inputs = Files.list(folder.resolve("in"))) {
			final List<BatchCase> cases = new ArrayList<>();
			inputs.sorted().forEach(input -> cases.add(new TextCase(input)));
			return cases;
		}
	}

	BatchOptions options(final String settings, final int workers) {
		return new BatchOptions(folder.resolve("out/.journal"), settings, workers, 100, false, e -> e.getClass()
			.getSimpleName() + ": " + e.getMessage());
	}

	Path output(final String kind, final String name) {
		return folder.resolve("out/" + kind + "/" + name + ".txt");
	}

	/** Names of the cases that were worked on, by all processes, in order. */
	List<String> worked() throws IOException {
		final Path log = folder.resolve("worked");
		return Files.exists(log) ? Files.readAllLines(log) : List.of();
	}

	private final class TextCase implements BatchCase {

		private final Path input;

		TextCase(final Path input) {
			this.input = input;
		}

		@Override
		public String name() {
			return input.getFileName().toString();
		}

		@Override
		public List<Path> inputs() {
			return List.of(input);
		}

		@Override
		public List<Path> outputs() {
			return List.of(output("upper", name()), output("lower", name()));
		}

		@Override
		public long bytes() {
			return 10;
		}

		@Override
		public Map<String, Object> run(final List<Path> targets, final Progress progress) throws IOException {
			Files.writeString(folder.resolve("worked"), name() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			final String text = Files.readString(input);
			if (text.startsWith("bad")) throw new IllegalStateException("this text is bad");
			// 16 GB, more than any test has
			if (text.startsWith("huge")) return Map.of("letters", new long[Integer.MAX_VALUE - 8].length);
			// in steps, so that a kill finds files half-written
			for (int step = 0; step < 20; step++) {
				progress.check();
				progress.report(step, 20, "writing");
				Files.writeString(targets.get(0), text.toUpperCase(Locale.ROOT), StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
				Files.writeString(targets.get(1), text.toLowerCase(Locale.ROOT), StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
				if (text.endsWith("slow\n")) sleep();
			}
			progress.log("noted");
			return Map.of("letters", (long) text.length());
		}

		private void sleep() {
			try {
				Thread.sleep(10);
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** What an output has to hold. */
	String expected(final String kind, final String name) throws IOException {
		final String text = Files.readString(folder.resolve("in/" + name));
		return ("upper".equals(kind) ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT)).repeat(20);
	}

	/** As a process of its own: FOLDER WORKERS; status 1 if a case is bad. */
	public static void main(final String[] arguments) throws IOException {
		final TextCases texts = new TextCases(Path.of(arguments[0]));
		final List<CaseRow> rows = BatchRunner.run(texts.all(), texts.options("s", Integer.parseInt(arguments[1])),
			Progress.NONE);
		rows.forEach(row -> System.out.println(row.name() + " " + row.state()));
		System.exit(rows.stream().anyMatch(CaseRow::isBad) ? 1 : 0);
	}

	/** Starts {@link #main}. */
	static Process start(final Path folder, final int workers) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
			System.getProperty("java.class.path"), TextCases.class.getName(), folder.toString(), String.valueOf(workers))
				.redirectErrorStream(true).redirectOutput(Files.createTempFile(folder, "process", ".txt").toFile()).start();
	}
}
