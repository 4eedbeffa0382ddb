// Brings the networks' predictions back, measures them against the truth, and says whether a network trained on
// StackSAM's labels is worse than the one trained on the truth; also how good the labels themselves were. With six
// volumes and five organs no test of one organ can reach its level after Holm (its least p is 5/64); the mean over the
// organs, one test, can.
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
	compare(networks[i], "-mean");
	compare(networks[i], "");
}

function compare(network, of) {
	results = folder + "results/";
	run("SAM Compare Results", "results_a=[" + results + "Truth" + of + ".csv] results_b=[" + results + network + of +
		".csv] margin=0.05 save_table=[" + results + "Truth-" + network + of + ".csv] save_plot=[" + results + "Truth-" +
		network + of + ".png] overwrite=true");
}

function evaluate(predicted, truth, name) {
	print("\n" + name + ":");
	run("SAM Evaluate Labels", "predicted_path=[" + folder + predicted + "] reference_path=[" + folder + truth +
		"] label_names=[" + names + "] surface_definition=none save_table=[" + folder + "results/" + name +
		".csv] overwrite=true");
	// a row a volume: the mean of its organs
	text = "path,mean_dice\n";
	for (first = 0; first < nResults; first += 5) {
		sum = 0;
		for (k = first; k < first + 5; k++) sum += getResult("Dice", k);
		text += getResultString("case", first) + "," + d2s(sum / 5, 6) + "\n";
	}
	File.saveString(text, folder + "results/" + name + "-mean.csv");
}
