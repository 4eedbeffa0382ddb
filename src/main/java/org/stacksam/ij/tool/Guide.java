package org.stacksam.ij.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The user guide of {@code docs/}, which the jar holds with its pictures. */
final class Guide {

	private static final String STYLE = "<style>body { margin: 12px } td, th { padding: 3px; text-align: left } " +
		"pre { background: #eeeeee; padding: 6px }</style>";

	private Guide() {}

	/** What its pictures are relative to. */
	static URL location() {
		final URL guide = Guide.class.getResource("guide/guide.md");
		if (guide == null) throw new IllegalStateException("This build of StackSAM holds no guide.");
		return guide;
	}

	/**
	 * As a page of HTML that Swing can show.
	 *
	 * @param pictureWidth of each picture, in pixels
	 */
	static String html(final int pictureWidth) {
		final List<Extension> tables = List.of(TablesExtension.create());
		try (InputStream in = location().openStream()) {
			final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			final HtmlRenderer renderer = HtmlRenderer.builder().extensions(tables).attributeProviderFactory(c -> (node, tag,
				attributes) -> {
				if (node instanceof Image) attributes.put("width", String.valueOf(pictureWidth));
			}).build();
			return "<html><head>" + STYLE + "</head><body>" + renderer.render(Parser.builder().extensions(tables).build().parse(
				text)) + "</body></html>";
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
