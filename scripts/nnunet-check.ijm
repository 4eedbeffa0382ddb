// Datasets of each kind that nnU-Net reads, exported from the sample. Argument: folder, comma, kinds ("all"; with any other only the first dataset).
var d = ""; // the folder
var names = "liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5";

arguments = split(getArgument(), ",");
d = arguments[0];
small = !matches(arguments[1], "all");
File.makeDirectory(d + "nnUNet_raw");

function folder(name) {
	File.makeDirectory(d + name);
	return d + name + "/";
}

function export(images, labels, id, name, keys) {
	run("SAM Export nnU-Net Dataset", "images_dir=[" + images + "] labels_dir=[" + labels + "] nnunet_raw=[" + d +
		"nnUNet_raw] dataset_id=" + id + " dataset_name=" + name + " label_names=" + names + " " + keys);
}

images = folder("images");
labels = folder("labels");
cases = 3;
if (small) cases = 2;
for (i = 1; i <= cases; i++) {
	run("SAM Open Sample", "seed=" + i + " save_image=[" + images + "case" + i + ".nii.gz] save_labels=[" + labels + "case" + i +
		".nii.gz]");
	run("Close All");
}
export(images, labels, 901, "SimpleITKIO", "channel_names=CT");

if (!small) {
	export(images, labels, 902, "NibabelIO", "channel_names=CT reader=NibabelIO");
	export(images, labels, 903, "Tiff3DIO", "file_ending=.tif");

	// 2D: one slice of each as 8-bit PNG
	flatImages = folder("flat images");
	flatLabels = folder("flat labels");
	for (i = 1; i <= cases; i++) {
		run("SAM Open Sample", "seed=" + i + " save_labels=[" + d + "flat" + i + ".tif]");
		setSlice(16);
		run("Duplicate...", "title=slice");
		setMinAndMax(-100, 200);
		run("8-bit");
		saveAs("Tiff", flatImages + "case" + i + ".tif");
		open(d + "flat" + i + ".tif");
		setSlice(16);
		run("Duplicate...", "title=labels");
		saveAs("Tiff", flatLabels + "case" + i + ".tif");
		run("Close All");
	}
	export(flatImages, flatLabels, 904, "PNG", "file_ending=.png");

	// two channels in one hyperstack
	pairs = folder("two channels");
	for (i = 1; i <= cases; i++) {
		run("SAM Open Sample", "seed=" + i);
		run("Duplicate...", "title=a duplicate");
		run("Duplicate...", "title=b duplicate");
		run("Gaussian Blur...", "sigma=2 stack");
		run("Concatenate...", "title=ab image1=a image2=b");
		run("Stack to Hyperstack...", "order=xyzct channels=2 slices=30 frames=1 display=Grayscale");
		saveAs("Tiff", pairs + "case" + i + ".tif");
		run("Close All");
	}
	export(pairs, labels, 905, "Channels", "channel_names=sharp,smooth");

	// boxes on every fifth slice: the other slices are ignored
	prompts = folder("prompts");
	for (i = 1; i <= cases; i++)
		run("SAM Simulate Annotators", "reference_path=[" + labels + "case" + i + ".nii.gz] every_nth_slice=5 label_names=" + names +
			" save_prompts=[" + prompts + "case" + i + ".json]");
	export(images, labels, 906, "Ignore", "ignore_unlabelled=true prompts_dir=[" + prompts + "]");
}
