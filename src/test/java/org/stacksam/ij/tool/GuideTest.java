package org.stacksam.ij.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

/** The guide is in the jar and reads without a network. */
class GuideTest {

	@Test
	void textTablesAndPictures() throws Exception {
		final String html = Guide.html(680);
		assertTrue(html.contains("<h1>StackSAM by mouse and keys</h1>"), html);
		assertTrue(html.contains("<td>accept the shown mask</td>"), html);
		final Matcher pictures = Pattern.compile("<img src=\"([^\"]+)\"").matcher(html);
		int n = 0;
		for (; pictures.find(); n++)
			assertNotNull(ImageIO.read(new URL(Guide.location(), pictures.group(1))), pictures.group(1));
		assertEquals(3, n);
	}
}
