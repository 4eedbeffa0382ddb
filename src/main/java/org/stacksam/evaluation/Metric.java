package org.stacksam.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.stacksam.InputException;

/** A number that is reported of a label in a case; the columns of our CSV, in their order. */
public enum Metric {
	DICE("Dice", Better.HIGHER, s -> s.overlap().dice()), //
	IOU("IoU", Better.HIGHER, s -> s.overlap().iou()), //
	SENSITIVITY("sensitivity", Better.HIGHER, s -> s.overlap().sensitivity()), //
	PRECISION("precision", Better.HIGHER, s -> s.overlap().precision()), //
	HAUSDORFF("HD_mm", Better.LOWER, s -> s.surface().hausdorff()), //
	HAUSDORFF95("HD95_mm", Better.LOWER, s -> s.surface().hausdorff95()), //
	ASSD("ASSD_mm", Better.LOWER, s -> s.surface().assd()), //
	SURFACE_DICE("NSD", Better.HIGHER, s -> s.surface().surfaceDice()), //
	VOLUME("volume_mm3", Better.NEITHER, s -> s.overlap().predicted() * s.voxelVolume()), //
	REFERENCE_VOLUME("reference_volume_mm3", Better.NEITHER, s -> s.overlap().reference() * s.voxelVolume()), //
	VOLUME_ERROR("relative_volume_error", Better.NEITHER, s -> s.overlap().volumeError()), //
	TRUE_POSITIVES("TP", Better.HIGHER, s -> s.overlap().truePositives()), //
	FALSE_POSITIVES("FP", Better.LOWER, s -> s.overlap().falsePositives()), //
	FALSE_NEGATIVES("FN", Better.LOWER, s -> s.overlap().falseNegatives()), //
	TRUE_NEGATIVES("TN", Better.HIGHER, s -> s.overlap().trueNegatives()), //
	PREDICTED_VOXELS("n_pred", Better.NEITHER, s -> s.overlap().predicted()), //
	REFERENCE_VOXELS("n_ref", Better.NEITHER, s -> s.overlap().reference());

	/** Which of two values is the better one; {@code NEITHER} for sizes and signed errors. */
	public enum Better {
		HIGHER, LOWER, NEITHER
	}

	private final String column;
	private final Better better;
	private final ToDoubleFunction<LabelScores> of;

	Metric(final String column, final Better better, final ToDoubleFunction<LabelScores> of) {
		this.column = column;
		this.better = better;
		this.of = of;
	}

	/** Its name in tables; nnU-Net's own where nnU-Net has it. */
	public String column() {
		return column;
	}

	/** Which of two values is the better one. */
	public Better better() {
		return better;
	}

	/** Whether it is a whole number of voxels. */
	public boolean isCount() {
		return compareTo(TRUE_POSITIVES) >= 0;
	}

	/** Whether it needs the surfaces. */
	public boolean ofSurface() {
		return this == HAUSDORFF || this == HAUSDORFF95 || this == ASSD || this == SURFACE_DICE;
	}

	/** Whether it was measured. */
	public boolean isIn(final LabelScores scores) {
		return !ofSurface() || scores.surface() != null;
	}

	/** The value; NaN where it is undefined, such as Dice where both masks are empty. */
	public double of(final LabelScores scores) {
		return of.applyAsDouble(scores);
	}

	/** The value, counts as whole numbers. */
	Number numberOf(final LabelScores scores) {
		final double value = of(scores);
		if (isCount()) return (long) value;
		return value;
	}

	/**
	 * Finds a metric by its column or by the column without its unit, in any case: {@code Dice}, {@code hd95}.
	 *
	 * @throws InputException naming the metrics there are
	 */
	public static Metric named(final String name) {
		final String wanted = name.strip().toLowerCase(Locale.ROOT);
		for (final Metric metric : values()) {
			final String column = metric.column.toLowerCase(Locale.ROOT);
			if (wanted.equals(column) || column.equals(wanted + "_mm") || column.equals(wanted + "_mm3")) return metric;
		}
		throw new InputException("There is no metric \"" + name + "\". Choose one of " + Arrays.stream(values()).map(
			Metric::column).collect(Collectors.joining(", ")) + ".");
	}
}
