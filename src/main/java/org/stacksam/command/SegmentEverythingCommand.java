package org.stacksam.command;

import java.util.List;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.stacksam.Progress;
import org.stacksam.everything.Everything;
import org.stacksam.everything.EverythingOptions;
import org.stacksam.everything.EverythingResult;
import org.stacksam.everything.PlaneWindow;
import org.stacksam.ij.CurrentPlane;
import org.stacksam.ij.SlicePlanes;
import org.stacksam.ij.Tables;
import org.stacksam.ij.VolumeImages;
import org.stacksam.ij.Windows;
import org.stacksam.sam.ExecutionOptions;
import org.stacksam.sam.Plane;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.Window;

/** All objects of the current plane, without a prompt, become a label image, outlines and a table. */
@Plugin(type = Command.class, menuPath = StackSamCommand.MENU + "SAM Segment Everything")
public final class SegmentEverythingCommand extends StackSamCommand {

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
		description = "auto (0.1st to 99.9th percentile of the plane), full, or lo,hi in the image's units; colours are shown as they are")
	private String window = "auto";

	@Parameter(label = "Points per side", min = "1", required = false, persist = false,
		description = "Their square is the number of decoder runs, for each tile of a plane larger than 1024")
	private int points_per_side = EverythingOptions.DEFAULT.pointsPerSide();

	@Parameter(label = "Predicted IoU above", required = false, persist = false, description = "0 to 1")
	private double pred_iou_thresh = EverythingOptions.DEFAULT.predIouThresh();

	@Parameter(label = "Stability at least", required = false, persist = false, description = "0 to 1")
	private double stability_score_thresh = EverythingOptions.DEFAULT.stabilityScoreThresh();

	@Parameter(label = "Stability offset", required = false, persist = false,
		description = "Stability is the IoU of the masks at logits plus and minus this")
	private double stability_score_offset = EverythingOptions.DEFAULT.stabilityScoreOffset();

	@Parameter(label = "Box IoU of duplicates", required = false, persist = false,
		description = "Of two masks whose boxes have a higher IoU the one with the lower predicted IoU is dropped")
	private double box_nms_thresh = EverythingOptions.DEFAULT.boxNmsThresh();

	@Parameter(label = "Crop layers", min = "0", required = false, persist = false,
		description = "For small objects: 1 shows 2 x 2 enlarged crops too, 2 also 4 x 4, and so on")
	private int crop_n_layers = EverythingOptions.DEFAULT.cropNLayers();

	@Parameter(label = "Box IoU of duplicates of different crops", required = false, persist = false)
	private double crop_nms_thresh = EverythingOptions.DEFAULT.cropNmsThresh();

	@Parameter(label = "Overlap of crops", required = false, persist = false,
		description = "Of the first layer, as a share of the shorter side")
	private double crop_overlap_ratio = EverythingOptions.DEFAULT.cropOverlapRatio();

	@Parameter(label = "Fewer points in crops", min = "1", required = false, persist = false,
		description = "Layer i has points_per_side / this to the power of i points a side")
	private int crop_n_points_downscale_factor = EverythingOptions.DEFAULT.cropNPointsDownscaleFactor();

	@Parameter(label = "Minimum area", min = "0", required = false, persist = false,
		description = "Smaller pieces and holes of masks are removed, and smaller objects; in pixels, 0 = none")
	private int min_mask_region_area = EverythingOptions.DEFAULT.minMaskRegionArea();

	@Parameter(label = "Keep background", required = false, persist = false,
		description = "Keep masks that reach all four sides of the picture, as SAM does")
	private boolean keep_background = EverythingOptions.DEFAULT.keepBackground();

	@Parameter(label = "Add ROIs", required = false, persist = false,
		description = "Add the outlines to the ROI Manager if it is open, else to the overlay")
	private boolean add_rois = false;

	@Parameter(label = "Labels", type = ItemIO.OUTPUT)
	private ImagePlus labels;

	@Parameter(label = "SAM Objects", type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute(final Progress progress) {
		final ExecutionOptions execution = Keys.execution(device, threads);
		final EverythingOptions options = new EverythingOptions(points_per_side, pred_iou_thresh, stability_score_thresh,
			stability_score_offset, box_nms_thresh, crop_n_layers, crop_nms_thresh, crop_overlap_ratio,
			crop_n_points_downscale_factor, min_mask_region_area, keep_background);
		final CurrentPlane plane = CurrentPlane.of(image);
		final List<Plane> shown = shown(plane);
		final SamModel sam = models.open(model, execution, progress);
		final EverythingResult result = Everything.segment(shown, sam, models.encoder(sam, progress), options, progress);
		progress.log(result.summary());
		labels = VolumeImages.labels(result.labels(), List.of(), plane.selection(), "objects of " + image.getTitle());
		table = Tables.of(ReportRows.ofPlane(result.objects(), image.getCalibration()));
		if (add_rois) ObjectRois.add(plane.volume(), result.objects(), progress);
	}

	/** Colours as they are, else grey values through the window. */
	private List<Plane> shown(final CurrentPlane plane) {
		final Window given = Windows.of(window, plane.selection());
		final List<Plane> planes = SlicePlanes.of(plane.selection(), 0);
		if (planes.size() > 1) return planes;
		final Plane grey = planes.get(0);
		return List.of(PlaneWindow.shown(grey, given == null ? PlaneWindow.auto(grey) : given));
	}
}
