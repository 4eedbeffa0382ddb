package org.stacksam.nnunet;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import org.stacksam.InputException;

/**
 * Which cases are of one patient or specimen, from a table or by a rule on their names. Cases of one group stay in one
 * fold.
 */
public final class Groups {

	private static final String CASE = "case", GROUP = "group";

	private final Map<String, String> table;
	private final Pattern rule;

	private Groups(final Map<String, String> table, final Pattern rule) {
		this.table = table;
		this.rule = rule;
	}

	/**
	 * Reads the key {@code groups}.
	 *
	 * @param text empty: each case by itself; a path ending in .csv, of a table with the columns case and group; else a
	 *          regular expression for the beginning of a case's name, whose first group in parentheses, or all that it
	 *          matches, is the patient: {@code p\d+} for p12_left and p12_right
	 * @throws InputException if the file or the expression cannot be used
	 */
	public static Groups parse(final String text) throws IOException {
		final String trimmed = text.strip();
		if (trimmed.isEmpty()) return new Groups(Map.of(), null);
		if (trimmed.toLowerCase(Locale.ROOT).endsWith(".csv")) return new Groups(read(Path.of(trimmed)), null);
		try {
			return new Groups(Map.of(), Pattern.compile(trimmed));
		}
		catch (final PatternSyntaxException e) {
			throw new InputException("groups=" + trimmed + " is neither a .csv file nor a regular expression: " + e
				.getDescription() + ". Write p\\d+ for p12_left and p12_right, for example.", e);
		}
	}

	private static Map<String, String> read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new InputException("groups: there is no file " + file + ". Check the path.");
		final Map<String, String> groups = new HashMap<>();
		try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8); CSVParser csv = CSVFormat.DEFAULT
			.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).setIgnoreEmptyLines(true).get().parse(reader))
		{
			if (!csv.getHeaderNames().containsAll(List.of(CASE, GROUP))) throw new InputException("groups: " + file +
				" has the columns " + csv.getHeaderNames() + "; it needs case and group.");
			for (final CSVRecord row : csv) {
				final String before = groups.put(row.get(CASE), row.get(GROUP));
				if (before != null && !before.equals(row.get(GROUP))) throw new InputException("groups: " + file +
					" puts the case " + row.get(CASE) + " into two groups. Keep one line of it.");
			}
		}
		return groups;
	}

	/**
	 * The group of a case.
	 *
	 * @param id of the case
	 * @param series the file that it is a frame of; its frames are one group unless something else is said
	 * @param problems gets a line if nothing says the group
	 */
	public String of(final String id, final String series, final List<String> problems) {
		if (!table.isEmpty()) {
			final String group = table.getOrDefault(id, table.get(series));
			if (group == null) problems.add("case " + id + " is in no line of the table that groups names");
			return group;
		}
		if (rule == null) return id.equals(series) ? "" : series;
		final Matcher m = rule.matcher(id);
		if (!m.lookingAt() || m.end() == 0) {
			problems.add("groups: the name of case " + id + " does not begin as " + rule + " says");
			return "";
		}
		final String group = m.groupCount() > 0 ? m.group(1) : m.group();
		return group == null ? m.group() : group;
	}
}
