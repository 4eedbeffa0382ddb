package org.stacksam.interactive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.stacksam.TestData;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.MaskPrompt;

/**
 * The shared CT with its organs, for benches; the test that reads it is skipped where it is absent.
 *
 * @param image [x, y, z] HU
 * @param organs whose label values they have
 * @param labels [x, y, z]
 */
record BenchCt(RandomAccessibleInterval<FloatType> image, Geometry geometry, List<LabelClass> organs,
	RandomAccessibleInterval<? extends RealType<?>> labels)
{

	static BenchCt read() throws IOException {
		final NiftiFile.Volume ct = NiftiFile.read(TestData.shared("ct/ct.nii.gz"), 0), labels = NiftiFile.read(TestData
			.shared("ct/labels.nii.gz"), 0);
		return new BenchCt(Converters.convert2(ct.image(), (from, to) -> to.setReal(from.getRealDouble()), FloatType::new), ct
			.geometry(), LabelNames.parse(TestData.shared("ct/labels.json").toString()), labels.image());
	}

	/** The mask of an organ on each slice, null where it is not. */
	List<MaskPrompt> masks(final int value) {
		final List<MaskPrompt> masks = new ArrayList<>();
		for (int z = 0; z < labels.dimension(2); z++) {
			final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.hyperSlice(labels, 2, z)).cursor();
			final BitSet pixels = new BitSet();
			for (int i = 0; cursor.hasNext(); i++) if (Math.round(cursor.next().getRealDouble()) == value) pixels.set(i);
			masks.add(pixels.isEmpty() ? null : new MaskPrompt(0, 0, (int) labels.dimension(0), (int) labels.dimension(1),
				pixels));
		}
		return masks;
	}
}
