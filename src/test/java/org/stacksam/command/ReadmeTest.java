package org.stacksam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import ij.ImagePlus;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

/** The README's table names every command and all of its keys. */
class ReadmeTest {

	@ParameterizedTest
	@MethodSource("org.stacksam.command.CommandParametersTest#commands")
	void tableNamesTheCommandAndItsKeys(final CommandInfo command) throws IOException {
		final String label = command.getMenuPath().getLeaf().getName();
		final List<String> rows = Files.readAllLines(Path.of("README.md")).stream().filter(line -> line.startsWith("| " +
			label + " |")).toList();
		assertEquals(1, rows.size(), "rows of " + label);
		final Set<String> missing = new TreeSet<>();
		for (final ModuleItem<?> input : command.inputs()) {
			final boolean key = !Service.class.isAssignableFrom(input.getType()) && input.getType() != Context.class && input
				.getType() != ImagePlus.class;
			if (key && !rows.get(0).contains("`" + input.getName() + "`")) missing.add(input.getName());
		}
		assertEquals(Set.of(), missing, "keys of " + label + " that the README leaves out");
	}
}
