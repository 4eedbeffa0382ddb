package org.stacksam.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stacksam.Progress;
import org.stacksam.TestData;
import org.stacksam.io.LabelImages;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.Prompt;

class SimulatorRealDataTest {

	private static final String CT = "spleen=1,kidney_right=2,kidney_left=3,liver=5,stomach=6,aorta=52";
	private static final String MR = "spleen=1,kidney_right=2,kidney_left=3,liver=5";

	/** The counts of the reference implementation. */
	@ParameterizedTest
	@CsvSource({ "ct, 1, 173", "ct, 2, 93", "ct, 3, 66", "ct, 5, 44", "ct, 10, 27", "mr, 1, 64", "mr, 2, 36", "mr, 3, 27",
		"mr, 5, 19", "mr, 10, 13" })
	void boxesOfRealOrgansAreCountedAsByTheReference(final String volume, final int everyNth, final int boxes)
		throws IOException
	{
		final List<LabelClass> labels = LabelNames.parse(volume.equals("ct") ? CT : MR);
		final List<Prompt> prompts = Simulator.simulate(LabelImages.ofAny(NiftiFile.read(TestData.shared(volume +
			"/labels.nii.gz"), 0).image(), "labels.nii.gz").image(), "", labels, SimulatorOptions.DEFAULT.withEveryNth(everyNth), Progress.NONE).get(0)
			.prompts();
		assertEquals(boxes, prompts.size());
	}
}
