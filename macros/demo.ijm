// From an image and a few boxes to labels, scores and an nnU-Net dataset. Runs in plain ImageJ, headless and in Fiji:
//   java -jar target/stacksam-app.jar --headless macros/demo.ijm
//   java -jar target/stacksam-app.jar --headless macros/demo.ijm "image=scan.nii.gz;prompts=boxes.json;names=liver=1,spleen=2;output=out"
// The argument holds key=value pairs with semicolons between; all may be left out:
//   image      image or DICOM folder; without it a phantom of known truth is made
//   prompts    boxes and points; without them a person's boxes are drawn from the reference
//   reference  label image of the truth, to measure against
//   names      names of the labels, liver=1,spleen=2 or the path of a JSON file
//   every      with simulated boxes: a box on every so many slices (default 5)
//   fill       none, between or beyond (default between)
//   output     folder for the results (default target/demo)

output = value("output", "target/demo");
image = value("image", "");
prompts = value("prompts", "");
reference = value("reference", "");
names = value("names", "");
makeFolders(output);
output = output + "/";

if (image == "") {
	image = output + "image.nii.gz";
	reference = output + "truth.nii.gz";
	names = "liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5";
	run("SAM Open Sample", "seed=1 save_image=[" + image + "] save_labels=[" + reference + "] overwrite=true");
}
if (prompts == "") {
	if (reference == "") exit("Give prompts=FILE, or reference=FILE to simulate them.");
	prompts = output + "prompts.json";
	run("SAM Simulate Annotators", "reference_path=[" + reference + "] label_names=[" + names + "] every_nth_slice=" +
		value("every", "5") + " save_prompts=[" + prompts + "] overwrite=true");
}

start = getTime();
run("SAM Segment Volume", "image_path=[" + image + "] prompts_path=[" + prompts + "] fill=" + value("fill", "between") +
	" save_labels=[" + output + "labels.nii.gz] save_confidence=[" + output + "confidence.nii.gz] save_report=[" + output +
	"report.csv] save_picture=[" + output + "labels.png] overwrite=true");
seconds = (getTime() - start) / 1000;
print("Segmented " + nSlices + " slices in " + d2s(seconds, 1) + " s (" + d2s(seconds / nSlices, 2) + " s a slice)");

if (reference != "")
	run("SAM Evaluate Labels", "predicted_path=[" + output + "labels.nii.gz] reference_path=[" + reference +
		"] label_names=[" + names + "] save_table=[" + output + "scores.csv] overwrite=true");

if (names != "") {
	// nnU-Net pairs images and labels by the name of the case.
	makeFolders(output + "cases/images");
	makeFolders(output + "cases/labels");
	makeFolders(output + "nnUNet_raw");
	ending = ".nii.gz";
	if (!endsWith(image, ending)) ending = substring(image, lastIndexOf(image, "."));
	File.copy(image, output + "cases/images/case1" + ending);
	File.copy(output + "labels.nii.gz", output + "cases/labels/case1.nii.gz");
	run("SAM Export nnU-Net Dataset", "images_dir=[" + output + "cases/images] labels_dir=[" + output +
		"cases/labels] nnunet_raw=[" + output + "nnUNet_raw] dataset_id=1 dataset_name=Demo label_names=[" + names +
		"] overwrite=true");
}

print("\nResults:");
files = newArray(image, prompts, output + "labels.nii.gz", output + "confidence.nii.gz", output + "report.csv",
	output + "labels.png", output + "scores.csv", output + "nnUNet_raw/Dataset001_Demo");
for (i = 0; i < files.length; i++)
	if (File.exists(files[i])) print("  " + files[i]);

// The value of a key in the macro's argument.
function value(key, ifMissing) {
	pairs = split(getArgument(), ";");
	for (i = 0; i < pairs.length; i++)
		if (startsWith(pairs[i], key + "=")) return substring(pairs[i], lengthOf(key) + 1);
	return ifMissing;
}

// File.makeDirectory makes only the last folder of a path.
function makeFolders(path) {
	parts = split(path, "/");
	made = "";
	if (startsWith(path, "/")) made = "/";
	for (i = 0; i < parts.length; i++) {
		made = made + parts[i];
		if (!File.exists(made)) File.makeDirectory(made);
		made = made + "/";
	}
}
