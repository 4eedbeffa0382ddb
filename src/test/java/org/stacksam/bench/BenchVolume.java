package org.stacksam.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.stacksam.Progress;
import org.stacksam.io.Geometry;
import org.stacksam.io.LabelImages;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.sample.Phantom;

/**
 * A volume of known labels.
 *
 * @param image [x, y, z]
 * @param reference [x, y, z] label values
 * @param classes that are measured
 */
record BenchVolume(String name, RandomAccessibleInterval<FloatType> image, Geometry geometry,
	RandomAccessibleInterval<UnsignedShortType> reference, List<LabelClass> classes)
{

	/** The phantom, and the shared CT and MR where they are; what is left out is what the laboratory left out. */
	static List<BenchVolume> all() throws IOException {
		final Path data = Path.of(System.getProperty("stacksam.shared", "../shared"), "data");
		final List<BenchVolume> volumes = new ArrayList<>();
		if (Files.isDirectory(data.resolve("ct"))) volumes.add(read("ct", data.resolve("ct"), Set.of("gallbladder")));
		if (Files.isDirectory(data.resolve("mr"))) volumes.add(read("mr", data.resolve("mr"), Set.of("gallbladder",
			"stomach")));
		if (volumes.isEmpty()) System.out.println("No " + data + ": only the phantom is measured.");
		final Phantom phantom = Phantom.generate(1, Progress.NONE);
		volumes.add(new BenchVolume("phantom", floats(phantom.image()), phantom.geometry(), LabelImages.ofAny(phantom
			.labels(), "phantom").image(), Phantom.CLASSES));
		return volumes;
	}

	private static BenchVolume read(final String name, final Path folder, final Set<String> leftOut) throws IOException {
		final NiftiFile.Volume image = NiftiFile.read(folder.resolve(name + ".nii.gz"), 0);
		final NiftiFile.Volume labels = NiftiFile.read(folder.resolve("labels.nii.gz"), 0);
		return new BenchVolume(name, floats(image.image()), image.geometry(), LabelImages.ofAny(labels.image(), name)
			.image(), LabelNames.parse(folder.resolve("labels.json").toString()).stream().filter(c -> !leftOut.contains(c
				.name())).toList());
	}

	private static RandomAccessibleInterval<FloatType> floats(final RandomAccessibleInterval<? extends RealType<?>> image) {
		return Converters.convert2(image, (from, to) -> to.setReal(from.getRealDouble()), FloatType::new);
	}
}
