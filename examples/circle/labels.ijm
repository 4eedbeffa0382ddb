// Phantoms of known truth; sparse boxes drawn by simulated annotators; StackSAM's labels of the first 12.
// The argument is the folder for everything that the circle makes.
folder = getArgument() + "/";
names = "liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5";
makeFolders(newArray("images", "truth", "every1/prompts", "every1/labels", "every1/confidence", "every5/prompts",
	"every5/labels", "every5/confidence", "test/images", "test/truth"));
for (i = 1; i <= 18; i++) {
	name = "phantom" + IJ.pad(i, 2);
	where = folder;
	if (i > 12) where = folder + "test/";
	image = where + "images/" + name + ".nii.gz";
	if (i > 12) image = where + "images/" + name + "_0000.nii.gz"; // as nnU-Net names the images that it predicts
	truth = where + "truth/" + name + ".nii.gz";
	if (!File.exists(truth)) {
		run("SAM Open Sample", "seed=" + i + " save_image=[" + image + "] save_labels=[" + truth + "] overwrite=true");
		close("*");
	}
	if (i <= 12) {
		segment(1);
		segment(5);
	}
}

// Boxes on every so many slices of each organ and on its last, sides off by up to 5 %, and what StackSAM makes of them.
// detail=fast packs four slices into one encoder run: a quarter of the time for about .01 Dice.
function segment(every) {
	to = folder + "every" + every + "/";
	prompts = to + "prompts/" + name + ".json";
	labels = to + "labels/" + name + ".nii.gz";
	if (File.exists(labels)) return;
	run("SAM Simulate Annotators", "reference_path=[" + truth + "] label_names=[" + names + "] every_nth_slice=" + every +
		" jitter=0.05 seed=" + i + " save_prompts=[" + prompts + "] overwrite=true");
	run("SAM Segment Volume", "image_path=[" + image + "] prompts_path=[" + prompts + "] fill=between detail=fast save_confidence=[" + to +
		"confidence/" + name + ".nii.gz] save_labels=[" + labels + "] overwrite=true");
	close("*");
}

function makeFolders(paths) {
	for (p = 0; p < paths.length; p++) {
		parts = split(paths[p], "/");
		made = folder;
		for (k = 0; k < parts.length; k++) {
			made = made + parts[k] + "/";
			File.makeDirectory(made);
		}
	}
}
