// Four nnU-Net datasets of the same 12 images: the truth, StackSAM's labels from a box on every slice, those from a box
// on every fifth slice, and the latter with uncertain voxels set to nnU-Net's ignore label.
folder = getArgument() + "/";
File.makeDirectory(folder + "nnUNet_raw");
export(901, "Truth", "truth", "");
export(902, "EverySlice", "every1/labels", "");
export(903, "FifthSlice", "every5/labels", "");
export(904, "FifthSliceIgnore", "every5/labels", " ignore_below=0.6 confidence_dir=[" + folder + "every5/confidence]");

// The channel is not named CT: with an ignore label nnU-Net 2.8.1 would take the intensities of ignored voxels into
// its statistics.
function export(id, name, labels, ignore) {
	run("SAM Export nnU-Net Dataset", "images_dir=[" + folder + "images] labels_dir=[" + folder + labels +
		"] nnunet_raw=[" + folder + "nnUNet_raw] dataset_id=" + id + " dataset_name=" + name +
		" label_names=[liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5] channel_names=phantom overwrite=true" + ignore);
}
