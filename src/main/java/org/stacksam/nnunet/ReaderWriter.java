package org.stacksam.nnunet;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.stacksam.InputException;

/** nnU-Net's classes that read and write images, with the file endings that this project writes for them. */
public enum ReaderWriter {

	/** ITK; not for .nii, and only for grids whose axes are perpendicular. */
	SimpleITKIO(List.of(".nii.gz")),
	/** nibabel. */
	NibabelIO(List.of(".nii.gz", ".nii")),
	/** nibabel, turned to RAS first. */
	NibabelIOWithReorient(List.of(".nii.gz", ".nii")),
	/** tifffile, 3D only; the spacing is in a JSON file beside each image and label. */
	Tiff3DIO(List.of(".tif", ".tiff")),
	/** scikit-image, 2D only, spacing unknown. */
	NaturalImage2DIO(List.of(".png", ".tif"));

	private final List<String> endings;

	ReaderWriter(final List<String> endings) {
		this.endings = endings;
	}

	/** The endings it takes, with their dot. */
	public List<String> endings() {
		return endings;
	}

	/** Their names, after another word that may be chosen. */
	public static List<String> names(final String other) {
		return Stream.concat(Stream.of(other), Arrays.stream(values()).map(Enum::name)).toList();
	}

	boolean isNifti() {
		return endings.contains(".nii.gz");
	}

	/**
	 * The first class that takes an ending: .nii.gz SimpleITKIO, .nii NibabelIO, .tif and .tiff Tiff3DIO, .png
	 * NaturalImage2DIO.
	 *
	 * @throws InputException naming those there are
	 */
	public static ReaderWriter forEnding(final String ending) {
		return Arrays.stream(values()).filter(r -> r.endings.contains(ending)).findFirst().orElseThrow(
			() -> new InputException("file_ending \"" + ending + "\" cannot be exported. Use one of " + Arrays.stream(values())
				.flatMap(r -> r.endings.stream()).distinct().collect(Collectors.joining(", ")) + "."));
	}
}
