package org.stacksam.command;

import java.io.IOException;
import java.util.Optional;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.Progress;
import org.stacksam.ij.CurrentPlane;
import org.stacksam.ij.Tables;
import org.stacksam.ij.VolumeImages;
import org.stacksam.ij.Windows;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.SamModel;
import org.stacksam.volume.PlaneSegmenter;

/** The ROIs on the current plane become a label image, outlines and a table. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Segment Slice")
public final class SegmentSliceCommand extends StackSamCommand {

	@Parameter
	private ModelService models;

	@Parameter(required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = "Model", required = false, persist = false, description = "Empty: the default model")
	private String model = "";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda", "tensorrt", "coreml", "directml", "rocm" },
		required = false, persist = false, description = "auto: the best that the installed ONNX Runtime offers")
	private String device = "auto";

	@Parameter(label = "Threads", min = "0", required = false, persist = false, description = "Of the CPU; 0: all cores")
	private int threads = 0;

	@Parameter(label = "Window", required = false, persist = false,
		description = "auto (from the intensities inside the prompts), full, or lo,hi in the image's units")
	private String window = "auto";

	@Parameter(label = "Add ROIs", required = false, persist = false,
		description = "Add the outlines to the ROI Manager if it is open, else to the overlay")
	private boolean add_rois = false;

	@Parameter(label = "Labels", type = ItemIO.OUTPUT)
	private ImagePlus labels;

	@Parameter(label = "SAM Objects", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final ExecutionOptions execution = Keys.execution(device, threads);
		final CurrentPlane plane = CurrentPlane.of(image);
		final PromptSet prompts = plane.prompts(Prompts.of(Optional.empty(), plane.volume(), plane.volume()
			.currentSlice(), progress));
		final SamModel sam = models.open(model, execution, progress);
		final PlaneSegmenter.Result result = PlaneSegmenter.segment(plane.pixels(), plane.geometry(), prompts, sam, plane
			.encoder(models.encoder(sam, progress)), Windows.of(window, plane.selection()), progress);
		labels = VolumeImages.labels(result.labels(), prompts.labels(), plane.selection(), "labels of " + image.getTitle());
		table = Tables.of(ReportRows.ofPlane(result.objects(), image.getCalibration()));
		if (add_rois) ObjectRois.add(plane.volume(), result.objects(), progress);
	}
}
