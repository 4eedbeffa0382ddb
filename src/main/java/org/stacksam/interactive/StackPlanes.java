package org.stacksam.interactive;

import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.stacksam.io.Geometry;
import org.stacksam.sam.Plane;
import org.stacksam.sam.Window;
import org.stacksam.volume.InPlaneTurn;
import org.stacksam.volume.InputRegion;
import org.stacksam.volume.SliceReader;

/**
 * The slices of a grey volume under a window. Whole slices are exactly those that segmenting the volume shows to the
 * model, so both share their embeddings.
 */
public final class StackPlanes implements ModelPlanes {

	private final RandomAccessibleInterval<? extends RealType<?>> image;
	private final SliceReader reader;
	private final Window window;
	private final InPlaneTurn turn;

	private StackPlanes(final RandomAccessibleInterval<? extends RealType<?>> image, final SliceReader reader,
		final Window window, final InPlaneTurn turn)
	{
		this.image = image;
		this.reader = reader;
		this.window = window;
		this.turn = turn;
	}

	/**
	 * Slices of a volume; floating-point volumes are read once.
	 *
	 * @param image [x, y, z] in its own units
	 * @param geometry its grid
	 */
	public static <T extends RealType<T>> StackPlanes of(final RandomAccessibleInterval<T> image,
		final Geometry geometry, final Window window)
	{
		return new StackPlanes(Views.zeroMin(image), SliceReader.of(image, geometry), window, InPlaneTurn.of(geometry));
	}

	/** What the volume is shown with. */
	public Window window() {
		return window;
	}

	@Override
	public int width() {
		return (int) image.dimension(0);
	}

	@Override
	public int height() {
		return (int) image.dimension(1);
	}

	@Override
	public int depth() {
		return (int) image.dimension(2);
	}

	@Override
	public InPlaneTurn turn() {
		return turn;
	}

	@Override
	public List<Plane> planes(final int z, final InputRegion region) {
		if (region.equals(InputRegion.whole(width(), height()))) return List.of(reader.windowed(z, window));
		final InPlaneTurn part = Turns.of(turn, region);
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.hyperSlice(part.view(Views.zeroMin(Views
			.interval(image, new long[] { region.x(), region.y(), z }, new long[] { region.x() + region.width() - 1, region
				.y() + region.height() - 1, z }))), 2, 0)).cursor();
		final float[] values = new float[region.width() * region.height()];
		for (int i = 0; i < values.length; i++) values[i] = window.apply(cursor.next().getRealDouble());
		return List.of(new Plane(values, part.viewWidth(), part.viewHeight()));
	}
}
