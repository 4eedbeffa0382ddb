package org.stacksam.everything;

import org.stacksam.InputException;

/**
 * The parameters of SAM's automatic mask generator ({@code SamAutomaticMaskGenerator}), with its names as macro keys and
 * its defaults.
 *
 * @param pointsPerSide points along each side of a tile, at least 1; their square is the number of decoder runs
 * @param predIouThresh masks whose predicted IoU is not above it are dropped, 0..1; 0 = none
 * @param stabilityScoreThresh masks whose stability is below it are dropped, 0..1; 0 = none
 * @param stabilityScoreOffset the stability of a mask is the IoU of the masks at logits ± this, 0 or more
 * @param boxNmsThresh of two masks of a crop whose boxes' IoU is above it the one with the lower predicted IoU is
 *          dropped, 0..1
 * @param cropNLayers further layers of crops; layer i shows the tile in 2ⁱ × 2ⁱ crops, each enlarged; 0..4
 * @param cropNmsThresh as boxNmsThresh, between masks of different crops and tiles, smaller crops first
 * @param cropOverlapRatio overlap of the first layer's crops, as a share of the tile's shorter side, 0 up to less than 1
 * @param cropNPointsDownscaleFactor layer i has pointsPerSide / factorⁱ points a side, at least 1
 * @param minMaskRegionArea pieces and holes of a mask below so many pixels are removed, and masks that are smaller
 *          altogether (SAM keeps their largest piece); 0 = none
 * @param keepBackground whether masks that reach all four sides of the picture are kept; SAM keeps them
 */
public record EverythingOptions(int pointsPerSide, double predIouThresh, double stabilityScoreThresh,
	double stabilityScoreOffset, double boxNmsThresh, int cropNLayers, double cropNmsThresh, double cropOverlapRatio,
	int cropNPointsDownscaleFactor, int minMaskRegionArea, boolean keepBackground)
{

	/** SAM's defaults, without background. */
	public static final EverythingOptions DEFAULT = new EverythingOptions(32, 0.88, 0.95, 1, 0.7, 0, 0.7, 512.0 / 1500, 1,
		0, false);

	private static final int MAX_POINTS = 256;
	private static final int MAX_LAYERS = 4;

	/**
	 * Checks the values.
	 *
	 * @throws InputException naming the macro key whose value is out of range
	 */
	public EverythingOptions {
		whole("points_per_side", pointsPerSide, 1, MAX_POINTS);
		share("pred_iou_thresh", predIouThresh);
		share("stability_score_thresh", stabilityScoreThresh);
		if (!(stabilityScoreOffset >= 0 && stabilityScoreOffset <= 100)) throw new InputException("stability_score_offset=" +
			stabilityScoreOffset + ": give 0 to 100 (logits; SAM's default is 1).");
		share("box_nms_thresh", boxNmsThresh);
		whole("crop_n_layers", cropNLayers, 0, MAX_LAYERS);
		share("crop_nms_thresh", cropNmsThresh);
		if (!(cropOverlapRatio >= 0 && cropOverlapRatio < 1)) throw new InputException("crop_overlap_ratio=" +
			cropOverlapRatio + ": give 0 or more, and less than 1 (SAM's default is 512/1500 = 0.341).");
		whole("crop_n_points_downscale_factor", cropNPointsDownscaleFactor, 1, MAX_POINTS);
		whole("min_mask_region_area", minMaskRegionArea, 0, Integer.MAX_VALUE);
	}

	/** Points along each side of a crop. */
	int pointsPerSide(final int layer) {
		return Math.max(1, (int) (pointsPerSide / Math.pow(cropNPointsDownscaleFactor, layer)));
	}

	private static void share(final String key, final double value) {
		if (!(value >= 0 && value <= 1)) throw new InputException(key + "=" + value + ": give 0 to 1.");
	}

	private static void whole(final String key, final int value, final int least, final int most) {
		if (value < least || value > most) throw new InputException(key + "=" + value + ": give " + (most == Integer.MAX_VALUE
			? least + " or more" : least + " to " + most) + ".");
	}
}
