package org.stacksam.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers prompts from a file that holds a stack as single images with names, and makes one set of them once all names
 * are known.
 */
final class SliceImages {

	/** What is wrong with the file. */
	final Problems problems = new Problems();
	/** What StackSAM cannot hold. */
	final Dropped dropped = new Dropped();
	/** Further lines for the user. */
	final List<String> notes = new ArrayList<>();
	/** The classes. */
	final ClassTable classes;

	private final ReadOptions options;
	private final String file;
	private final Map<String, List<Prompt>> byImage = new LinkedHashMap<>();
	private int width;
	private int height;

	SliceImages(final String file, final ReadOptions options) {
		this.file = file;
		this.options = options;
		classes = new ClassTable(options.labels());
		width = options.sourceWidth();
		height = options.sourceHeight();
	}

	/** Adds an image; all must have one size, that of the options if they know it. */
	void addImage(final String name, final int imageWidth, final int imageHeight, final String place) {
		byImage.putIfAbsent(name, new ArrayList<>());
		if (imageWidth < 1 || imageHeight < 1) return;
		if (width < 1 || height < 1) {
			width = imageWidth;
			height = imageHeight;
		}
		if (width != imageWidth || height != imageHeight) problems.add(place + ": the image " + name + " is " + imageWidth +
			" × " + imageHeight + ", the stack " + width + " × " + height);
	}

	/** Adds a prompt to an image; its slice is not known yet. */
	void addPrompt(final String image, final Prompt prompt) {
		byImage.computeIfAbsent(image, name -> new ArrayList<>()).add(prompt);
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	void stopAtProblems() {
		problems.throwIfAny("Cannot read prompts from " + file);
	}

	/** All prompts on their slices, in the frame of the view that was drawn on. */
	ReadPrompts finish(final String annotator, final String image, final int depth) {
		stopAtProblems();
		final Map<String, Integer> slices = byImage.isEmpty() ? Map.of() : options.transform().sliceOrder().slices(byImage
			.keySet(), file);
		final List<Prompt> prompts = new ArrayList<>();
		byImage.forEach((name, list) -> list.forEach(prompt -> prompts.add(prompt.withSlice(slices.get(name)))));
		final List<String> all = new ArrayList<>(notes);
		all.addAll(dropped.notes("StackSAM's prompts do not hold them"));
		return new ReadPrompts(new PromptSet(annotator.isEmpty() ? SliceOrder.stem(file) : annotator, image, width, height,
			options.depth() > 0 ? options.depth() : depth, classes.labels(), prompts), all);
	}
}
