// Imports the predictions that nnU-Net's writers wrote of each dataset's labels, and compares them with these labels.
// Argument: folder, comma.
var d = "";
arguments = split(getArgument(), ",");
d = arguments[0];
names = "liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5";
datasets = getFileList(d + "predictions");
for (i = 0; i < datasets.length; i++) {
	dataset = replace(datasets[i], "/", "");
	images = d + "images";
	labels = d + "labels";
	if (endsWith(dataset, "_PNG")) {
		images = d + "flat images";
		labels = d + "flat labels";
	}
	if (endsWith(dataset, "_Channels")) { // hyperstacks made by ImageJ, which does not keep where the sample lies
		images = d + "two channels";
		labels = d + "nnUNet_raw/" + dataset + "/labelsTr";
	}
	to = d + "back " + dataset;
	run("SAM Import nnU-Net Predictions", "predictions_dir=[" + d + "predictions/" + dataset + "] images_dir=[" + images +
		"] show=false file_ending=.tif save_labels_dir=[" + to + "]");
	run("SAM Evaluate Labels", "predicted_path=[" + to + "] reference_path=[" + labels + "] label_names=" + names +
		" surface_definition=none");
	lowest = 1;
	found = 0;
	for (k = 0; k < nResults; k++) {
		lowest = minOf(lowest, getResult("Dice", k));
		if (matches(getResultString("case", k), "case1")) found++;
	}
	open(to + "/confidence/case1.tif");
	print("back " + dataset + ": " + found + " labels, lowest Dice " + lowest + ", confidence " + d2s(getValue(60, 60), 2));
	run("Close All");
}
