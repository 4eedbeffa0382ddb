package org.stacksam.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.apache.commons.statistics.ranking.NaturalRanking;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.volume.ReportRow;
import org.stacksam.volume.VolumeResult;

/**
 * How far confidence can be trusted.
 *
 * @param spearman rank correlation of a class's confidence on a slice, that of its objects by their areas, with its Dice
 *          there
 * @param calibrationError expected calibration error of the voxels inside the true boxes, ten bins
 * @param bins of confidence: voxels, mean confidence, share of right labels; empty ones left out
 */
record Reliability(double spearman, double calibrationError, List<Bin> bins) {

	record Bin(long voxels, double confidence, double right) {}

	/** @param every true boxes on every slice */
	static Reliability of(final BenchVolume volume, final VolumeResult result, final PromptSet every) {
		final List<Double> confidence = new ArrayList<>(), dice = new ArrayList<>();
		result.rows().stream().collect(Collectors.groupingBy(row -> List.of(row.label(), row.slice()))).forEach((place,
			rows) -> {
			final double d = sliceDice(volume.reference(), result.labels(), place.get(0), place.get(1));
			if (Double.isNaN(d)) return;
			final double area = rows.stream().mapToDouble(ReportRow::area).sum();
			confidence.add(rows.stream().mapToDouble(row -> row.confidence() * (area == 0 ? 1.0 / rows.size() : row.area() /
				area)).sum());
			dice.add(d);
		});
		final List<Bin> bins = bins(volume, result, every);
		final double all = bins.stream().mapToLong(Bin::voxels).sum();
		return new Reliability(spearman(confidence, dice), bins.stream().mapToDouble(b -> b.voxels / all * Math.abs(
			b.confidence - b.right)).sum(), bins);
	}

	private static double sliceDice(final RandomAccessibleInterval<UnsignedShortType> truth,
		final RandomAccessibleInterval<UnsignedShortType> found, final int label, final int z)
	{
		long both = 0, sum = 0;
		for (int y = 0; y < truth.dimension(1); y++)
			for (int x = 0; x < truth.dimension(0); x++) {
				final boolean t = truth.getAt(x, y, z).get() == label, f = found.getAt(x, y, z).get() == label;
				if (t) sum++;
				if (f) sum++;
				if (t && f) both++;
			}
		return 2.0 * both / sum;
	}

	private static List<Bin> bins(final BenchVolume volume, final VolumeResult result, final PromptSet every) {
		final long[] voxels = new long[10], right = new long[10];
		final double[] sum = new double[10];
		final RandomAccessibleInterval<UnsignedByteType> confidence = result.confidence();
		final boolean[] seen = new boolean[(int) (volume.geometry().width() * volume.geometry().height() * volume.geometry()
			.depth())];
		for (final Prompt p : every.prompts()) {
			final Box b = p.box();
			for (int y = (int) b.y0(); y < b.y1(); y++)
				for (int x = (int) b.x0(); x < b.x1(); x++) {
					final int at = (int) ((p.slice() * volume.geometry().height() + y) * volume.geometry().width() + x);
					if (seen[at]) continue;
					seen[at] = true;
					final double c = Math.min(1, confidence.getAt(x, y, p.slice()).get() / 255.0);
					final int bin = Math.min(9, (int) (c * 10));
					voxels[bin]++;
					sum[bin] += c;
					if (truth(volume, x, y, p.slice()) == result.labels().getAt(x, y, p.slice()).get()) right[bin]++;
				}
		}
		final List<Bin> bins = new ArrayList<>();
		for (int i = 0; i < 10; i++)
			if (voxels[i] > 0) bins.add(new Bin(voxels[i], sum[i] / voxels[i], (double) right[i] / voxels[i]));
		return bins;
	}

	/** Organs that nobody draws count as background. */
	private static int truth(final BenchVolume volume, final int x, final int y, final int z) {
		final int value = volume.reference().getAt(x, y, z).get();
		return volume.classes().stream().anyMatch(c -> c.value() == value) ? value : 0;
	}

	private static double spearman(final List<Double> a, final List<Double> b) {
		final NaturalRanking ranking = new NaturalRanking();
		final double[] ra = ranking.apply(a.stream().mapToDouble(d -> d).toArray());
		final double[] rb = ranking.apply(b.stream().mapToDouble(d -> d).toArray());
		final double mean = (ra.length + 1) / 2.0;
		double ab = 0, aa = 0, bb = 0;
		for (int i = 0; i < ra.length; i++) {
			ab += (ra[i] - mean) * (rb[i] - mean);
			aa += (ra[i] - mean) * (ra[i] - mean);
			bb += (rb[i] - mean) * (rb[i] - mean);
		}
		return ab / Math.sqrt(aa * bb);
	}
}
