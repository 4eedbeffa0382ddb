package org.stacksam.nnunet;

import java.nio.file.Path;
import java.util.List;

/**
 * What an export did, or found.
 *
 * @param folder of the dataset; after a dry run or with problems there is none
 * @param problems that keep it from being written; only a dry run returns them, else they are thrown
 * @param warnings that the user should know
 * @param written cases written by this run
 * @param kept cases that an earlier, interrupted run had written already
 * @param setAside how much of each label is ignored; all zero without an ignore label, and after a run with problems
 * @param mapping label values before and in the dataset
 * @param nextCommands of nnU-Net, also in nnunet_commands.txt in the folder
 */
public record DatasetReport(Path folder, List<String> problems, List<String> warnings, int written, int kept,
	SetAside setAside, LabelMapping mapping, String nextCommands)
{

	public DatasetReport {
		problems = List.copyOf(problems);
		warnings = List.copyOf(warnings);
	}
}
