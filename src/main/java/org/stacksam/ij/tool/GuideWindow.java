package org.stacksam.ij.tool;

import java.awt.Dimension;
import java.awt.Font;

import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.text.html.HTMLDocument;

import ij.Prefs;

/** The user guide, read from the jar. */
final class GuideWindow extends JFrame {

	private static final long serialVersionUID = 1L;
	private static final int WIDTH = 760, HEIGHT = 800, PICTURE_WIDTH = 680, FONT_SIZE = 13;

	GuideWindow() {
		super("StackSAM guide");
		final JEditorPane page = new JEditorPane();
		page.setContentType("text/html");
		page.setEditable(false);
		page.putClientProperty(JEditorPane.HONOR_DISPLAY_PROPERTIES, true);
		page.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, (int) Math.round(FONT_SIZE * Prefs.getGuiScale())));
		// for the pictures
		((HTMLDocument) page.getDocument()).setBase(Guide.location());
		page.setText(Guide.html((int) (PICTURE_WIDTH * Prefs.getGuiScale())));
		page.setCaretPosition(0);
		page.setName("Guide");
		page.getAccessibleContext().setAccessibleName("Guide");
		add(new JScrollPane(page));
		setPreferredSize(new Dimension((int) (WIDTH * Prefs.getGuiScale()), HEIGHT));
		pack();
		setLocationByPlatform(true);
	}
}
