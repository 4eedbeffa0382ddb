package org.stacksam.nnunet;

import java.util.List;
import java.util.Locale;

import org.stacksam.prompt.LabelClass;

/**
 * What a dataset is, apart from its cases. Start from {@link #of} and change what differs.
 *
 * @param id 1..999
 * @param name letters, digits, - and _; the folder is called DatasetXXX_name
 * @param labels the classes with their values in the label images; renumbered to 1..K on writing
 * @param channelNames one a channel; nnU-Net chooses its normalisation by them ("CT" is special)
 * @param fileEnding .nii.gz, .nii, .tif, .tiff or .png
 * @param readerWriter nnU-Net's class that reads them
 * @param ignore which voxels are not trained on
 * @param regions what is trained instead of the labels, in the order of nnU-Net's regions_class_order; empty = the
 *          labels themselves
 * @param description free text, may be empty
 * @param licence free text, may be empty
 * @param reference free text, may be empty
 */
public record DatasetSpec(int id, String name, List<LabelClass> labels, List<String> channelNames, String fileEnding,
	ReaderWriter readerWriter, IgnoreOptions ignore, List<Region> regions, String description, String licence,
	String reference)
{

	public DatasetSpec {
		labels = List.copyOf(labels);
		channelNames = List.copyOf(channelNames);
		regions = List.copyOf(regions);
	}

	/** One channel called "image", .nii.gz through SimpleITKIO, no ignore label, no regions. */
	public static DatasetSpec of(final int id, final String name, final List<LabelClass> labels) {
		return new DatasetSpec(id, name, labels, List.of("image"), ".nii.gz", ReaderWriter.SimpleITKIO, IgnoreOptions.NONE,
			List.of(), "", "", "");
	}

	public DatasetSpec withChannels(final List<String> newChannelNames) {
		return new DatasetSpec(id, name, labels, newChannelNames, fileEnding, readerWriter, ignore, regions, description,
			licence, reference);
	}

	/** With another file ending and the class that nnU-Net should read it with. */
	public DatasetSpec withFormat(final String newFileEnding, final ReaderWriter newReaderWriter) {
		return new DatasetSpec(id, name, labels, channelNames, newFileEnding, newReaderWriter, ignore, regions, description,
			licence, reference);
	}

	public DatasetSpec withIgnore(final IgnoreOptions newIgnore) {
		return new DatasetSpec(id, name, labels, channelNames, fileEnding, readerWriter, newIgnore, regions, description,
			licence, reference);
	}

	public DatasetSpec withRegions(final List<Region> newRegions) {
		return new DatasetSpec(id, name, labels, channelNames, fileEnding, readerWriter, ignore, newRegions, description,
			licence, reference);
	}

	public DatasetSpec withTexts(final String newDescription, final String newLicence, final String newReference) {
		return new DatasetSpec(id, name, labels, channelNames, fileEnding, readerWriter, ignore, regions, newDescription,
			newLicence, newReference);
	}

	/** Name of the dataset's folder. */
	public String folderName() {
		return idPrefix() + "_" + name;
	}

	/** What all folders of this id begin with, in nnUNet_raw, nnUNet_preprocessed and nnUNet_results. */
	String idPrefix() {
		return String.format(Locale.ROOT, "Dataset%03d", id);
	}
}
