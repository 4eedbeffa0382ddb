package org.stacksam.everything;

/** What masks are dropped by, in this order. */
public enum Filter {

	PREDICTED_IOU("predicted IoU not above pred_iou_thresh"), //
	STABILITY("stability below stability_score_thresh"), //
	EMPTY("no pixel"), //
	CROP_EDGE("cut by the edge of a crop"), //
	BACKGROUND("background: reaches all four sides"), //
	BOX_NMS("same box as a better one (box_nms_thresh)"), //
	CROP_NMS("same box as one of another crop or tile (crop_nms_thresh)"), //
	TILE_EDGE("cut by the edge of a tile and not met beyond it"), //
	JOINED("joined with its other part, or seen whole by the next tile"), //
	SMALL("smaller than min_mask_region_area"), //
	HIDDEN("mostly covered by smaller objects");

	private final String text;

	Filter(final String text) {
		this.text = text;
	}

	/** The reason in a few words, for a log. */
	public String text() {
		return text;
	}
}
