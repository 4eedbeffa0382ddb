package org.stacksam.sam;

import java.util.concurrent.CancellationException;

import org.stacksam.Progress;

/** A process that encodes until it is ended. */
final class EncodesForEver {

	private EncodesForEver() {}

	public static void main(final String[] arguments) {
		final InstalledModel installed = new ModelStore(ModelFolders.ofPlatform(null)).require("", DownloadConsent.GIVEN,
			Progress.NONE);
		final SamModel model = SamModels.open(installed, ExecutionOptions.cpu(2), Progress.NONE);
		System.out.println("kept " + KeptEnvironment.isKept());
		try {
			while (true) {
				model.encode(Painted.reference(90, 70, 0));
				System.out.println("encoded");
			}
		}
		catch (final CancellationException e) {
			System.out.println(e.getMessage());
		}
	}
}
