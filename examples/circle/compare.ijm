// Brings the networks' predictions back, measures them against the truth, and says whether a network trained on
// StackSAM's labels is worse than the one trained on the truth; also how good the labels themselves were.
folder = getArgument() + "/";
names = "liver=1,spleen=2,kidney_right=3,kidney_left=4,aorta=5";
networks = newArray("Truth", "EverySlice", "FifthSlice", "FifthSliceIgnore");
File.makeDirectory(folder + "imported");
File.makeDirectory(folder + "results");
evaluate("every1/labels", "truth", "labels-EverySlice");
evaluate("every5/labels", "truth", "labels-FifthSlice");
for (i = 0; i < networks.length; i++) {
	File.makeDirectory(folder + "imported/" + networks[i]);
	run("SAM Import nnU-Net Predictions", "predictions_dir=[" + folder + "predictions/" + networks[i] + "] images_dir=[" +
		folder + "test/images] show=false save_labels_dir=[" + folder + "imported/" + networks[i] + "] overwrite=true");
	evaluate("imported/" + networks[i], "test/truth", networks[i]);
}
for (i = 1; i < networks.length; i++) {
	print("\nA = trained on the truth, B = trained on " + networks[i]);
	run("SAM Compare Results", "results_a=[" + folder + "results/Truth.csv] results_b=[" + folder + "results/" +
		networks[i] + ".csv] margin=0.05 save_table=[" + folder + "results/Truth-" + networks[i] + ".csv] save_plot=[" +
		folder + "results/Truth-" + networks[i] + ".png] overwrite=true");
}

function evaluate(predicted, truth, name) {
	print("\n" + name + ":");
	run("SAM Evaluate Labels", "predicted_path=[" + folder + predicted + "] reference_path=[" + folder + truth +
		"] label_names=[" + names + "] surface_definition=none save_table=[" + folder + "results/" + name +
		".csv] overwrite=true");
}
