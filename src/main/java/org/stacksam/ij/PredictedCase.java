package org.stacksam.ij;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.stacksam.prompt.LabelClass;

import ij.ImagePlus;

/**
 * A prediction of nnU-Net in the user's own label values.
 *
 * @param id of the case
 * @param labels [x, y, z]
 * @param classes names and colours
 * @param confidence [x, y, z], 0..255, or null if there are no probabilities
 * @param source whose grid it has: its image, or the prediction itself
 */
public record PredictedCase(String id, RandomAccessibleInterval<UnsignedShortType> labels, List<LabelClass> classes,
	RandomAccessibleInterval<UnsignedByteType> confidence, StackSelection source)
{

	/** Name of the folder of confidence images. */
	static final String CONFIDENCE = "confidence";

	/** The label image, called after the case, and the confidence image where there is one. */
	public List<ImagePlus> images() {
		final List<ImagePlus> images = new ArrayList<>();
		images.add(VolumeImages.labels(labels, classes, source, id));
		if (confidence != null) images.add(VolumeImages.confidence(confidence, source, CONFIDENCE + " of " + id));
		return images;
	}

	/** Writes them into a folder. */
	public void save(final Path folder, final String ending, final boolean overwrite) throws IOException {
		Files.createDirectories(folder);
		LabelFiles.write(folder.resolve(id + ending), labels, classes, source, overwrite);
		if (confidence == null) return;
		Files.createDirectories(folder.resolve(CONFIDENCE));
		LabelFiles.writeConfidence(folder.resolve(CONFIDENCE).resolve(id + ending), confidence, source, overwrite);
	}
}
