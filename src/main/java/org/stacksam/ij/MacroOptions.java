package org.stacksam.ij;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import ij.Macro;

import org.stacksam.InputException;

/**
 * The options of a macro's {@code run("Command", "key=value other=[two words] flag")}, read key by key. ImageJ's own
 * {@link Macro#getValue} searches the whole line, so that a path that contains {@code model=} would be taken for the
 * key {@code model}; and neither ImageJ nor Fiji notices a key that does not exist.
 *
 * @param values by key, in the order given; a key without {@code =} has the value "true"
 */
public record MacroOptions(Map<String, String> values) {

	/** The options given to the command that runs on this thread; empty if it was not called with options. */
	public static Optional<MacroOptions> current() {
		final String line = Macro.getOptions();
		return line == null || line.isBlank() ? Optional.empty() : Optional.of(parse(line));
	}

	/**
	 * Reads an options line.
	 *
	 * @throws InputException if a bracket is not closed or a key is given twice
	 */
	public static MacroOptions parse(final String line) {
		final Map<String, String> values = new LinkedHashMap<>();
		int at = 0;
		while (at < line.length()) {
			if (Character.isWhitespace(line.charAt(at))) {
				at++;
				continue;
			}
			final int start = at;
			while (at < line.length() && line.charAt(at) != '=' && !Character.isWhitespace(line.charAt(at)))
				at++;
			final String key = line.substring(start, at);
			String value = "true";
			if (at < line.length() && line.charAt(at) == '=') {
				final int end = valueEnd(line, at + 1, key);
				value = unquote(line.substring(at + 1, end));
				at = end;
			}
			if (values.put(key, value) != null) throw new InputException("The key \"" + key +
				"\" is given twice in the options of run(...). Give it once.");
		}
		return new MacroOptions(values);
	}

	/**
	 * Checks that a command knows every key.
	 *
	 * @throws InputException naming the unknown keys and the known ones
	 */
	public void requireKnown(final String command, final Collection<String> known) {
		final List<String> unknown = values.keySet().stream().filter(key -> !known.contains(key)).map(key -> '"' + key +
			'"').toList();
		if (!unknown.isEmpty()) throw new InputException(command + " does not know the key " + String.join(", ", unknown) +
			". It knows: " + String.join(", ", new TreeSet<>(known)) +
			". Values that contain spaces need brackets: key=[two words].");
	}

	/** Index behind the value that starts at an index: [..] may nest and '..' may hold spaces. */
	private static int valueEnd(final String line, final int start, final String key) {
		if (start < line.length() && line.charAt(start) == '\'') {
			final int close = line.indexOf('\'', start + 1);
			if (close < 0) throw unclosed(key, '\'');
			return close + 1;
		}
		if (start < line.length() && line.charAt(start) == '[') {
			int depth = 0;
			for (int i = start; i < line.length(); i++) {
				if (line.charAt(i) == '[') depth++;
				else if (line.charAt(i) == ']' && --depth == 0) return i + 1;
			}
			throw unclosed(key, ']');
		}
		int end = start;
		while (end < line.length() && !Character.isWhitespace(line.charAt(end)))
			end++;
		return end;
	}

	private static String unquote(final String value) {
		return value.startsWith("[") || value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
	}

	private static InputException unclosed(final String key, final char bracket) {
		return new InputException("The value of the key \"" + key + "\" in the options of run(...) lacks its closing " +
			bracket + ".");
	}
}
