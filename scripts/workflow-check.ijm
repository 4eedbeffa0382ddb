// Ten small cases for workflow-check, cut from phantoms: images/, truth/ and prompts/ of two annotators. The argument is
// the folder, with a slash at its end.
folder = getArgument();
names = newArray("images", "truth", "prompts", "prompts/anna", "prompts/ben");
for (i = 0; i < names.length; i++) File.makeDirectory(folder + names[i]);
run("SAM Open Sample", "seed=5 save_labels=[" + folder + "truth.tif]");
open(folder + "truth.tif");
for (i = 1; i <= 10; i++) {
	name = "case" + IJ.pad(i, 2);
	first = 5 + i;
	cut("sample", folder + "images/" + name + ".tif");
	cut("truth.tif", folder + "truth/" + name + ".tif");
	draw("anna", i);
	draw("ben", 100 + i);
}

// A part over the liver and the right kidney, 48 by 48 pixels and 6 slices.
function cut(title, file) {
	selectImage(title);
	makeRectangle(76 + 3 * (i % 4), 20 + 4 * floor(i / 4), 48, 48);
	run("Duplicate...", "title=part duplicate range=" + first + "-" + (first + 5));
	saveAs("Tiff", file);
	close();
}

// What a person would draw: boxes on every third slice, a little off.
function draw(annotator, seed) {
	run("SAM Simulate Annotators", "reference_path=[" + folder + "truth/" + name + ".tif] label_names=liver=1,kidney_right=3 " +
		"every_nth_slice=3 jitter=0.05 seed=" + seed + " save_prompts=[" + folder + "prompts/" + annotator + "/" + name + ".json]");
}
