package org.stacksam.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.stacksam.sam.Window;

class MacroTextTest {

	@Test
	void linesSayWhatWasDone() {
		final Path prompts = Path.of("a b", "prompts.json");
		final MacroText.Source source = new MacroText.Source(Optional.empty(), -1, 1, new Window(-16, 100.5), "");
		assertEquals("run(\"SAM Segment Volume\", \"prompts_path=[" + prompts +
			"] window=-16,100.5 fill=between refine=auto clean_prompts=false frame=2\");\n", MacroText.carry(source, prompts,
				CarryOptions.ALL, Optional.empty()));
		assertEquals("run(\"SAM Segment Volume\", \"image_path=x.tif prompts_path=p.json model=m window=0,255 fill=none " +
			"refine=none clean_prompts=false channel=1 save_labels=out.nii.gz\");\n", MacroText.labels(new MacroText.Source(
				Optional.of(Path.of("x.tif")), 0, -1, new Window(0, 255), "m"), Path.of("p.json"), Optional.of(Path.of(
					"out.nii.gz"))));
	}

	@Test
	void backslashesAreEscaped() {
		final String line = MacroText.labels(new MacroText.Source(Optional.empty(), -1, -1, new Window(0, 1), ""), Path.of(
			"C:\\data\\p.json"), Optional.empty());
		assertEquals("run(\"SAM Segment Volume\", \"prompts_path=[C:\\\\data\\\\p.json] window=0,1 fill=none refine=none " +
			"clean_prompts=false\");\n", line);
	}
}
