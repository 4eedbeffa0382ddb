package org.stacksam.volume;

import java.util.BitSet;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;

import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

/**
 * How slices are turned before the model sees them: axial ones with anterior up and the patient's left to the right
 * (the radiological view), coronal and sagittal ones with the head up. A view: nothing is copied. First x and y are
 * exchanged, then each is flipped, all within the slice.
 *
 * @param width of the stored slice in pixels
 * @param height of the stored slice
 * @param transpose whether the view's x is the stored y
 * @param flipX whether the view's x runs against the stored axis
 * @param flipY whether the view's y does
 */
public record InPlaneTurn(int width, int height, boolean transpose, boolean flipX, boolean flipY) {

	/** Leaves slices as they are. */
	public static InPlaneTurn none(final int width, final int height) {
		return new InPlaneTurn(width, height, false, false, false);
	}

	/**
	 * The turn that the geometry asks for; none where the file does not say how the volume lies.
	 *
	 * @param geometry of the stored volume
	 */
	public static InPlaneTurn of(final Geometry geometry) {
		final int w = (int) geometry.width(), h = (int) geometry.height();
		if (!geometry.oriented()) return none(w, h);
		final double[][] affine = geometry.affine();
		final int[] axis = bodyAxes(affine);
		final int through = axis[2];
		// Where the view's y (down the screen) and x point to: +1 or −1 along R, A, S of the RAS+ frame.
		final int downAxis = through == 2 ? 1 : 2, rightAxis = through == 0 ? 1 : 0;
		final boolean transpose = axis[0] == downAxis;
		final int storedX = transpose ? 1 : 0, storedY = 1 - storedX;
		// Right of the screen: patient's left (−R) for axial and coronal slices, posterior (−A) for sagittal ones.
		final boolean flipX = affine[rightAxis][storedX] > 0;
		// Down: posterior (−A) for axial slices, the feet (−S) for the others.
		final boolean flipY = affine[downAxis][storedY] > 0;
		return new InPlaneTurn(w, h, transpose, flipX, flipY);
	}

	/** The body axis (0 = R, 1 = A, 2 = S) that each voxel axis runs along, all different, best match first. */
	private static int[] bodyAxes(final double[][] affine) {
		final int[] axis = { -1, -1, -1 };
		final boolean[] taken = new boolean[3];
		for (int round = 0; round < 3; round++) {
			int bestVoxel = -1, bestBody = -1;
			double best = -1;
			for (int v = 0; v < 3; v++) {
				final double norm = Math.sqrt(affine[0][v] * affine[0][v] + affine[1][v] * affine[1][v] + affine[2][v] *
					affine[2][v]);
				for (int b = 0; b < 3; b++) {
					if (axis[v] >= 0 || taken[b]) continue;
					final double share = norm > 0 ? Math.abs(affine[b][v]) / norm : 0;
					if (share > best) {
						best = share;
						bestVoxel = v;
						bestBody = b;
					}
				}
			}
			axis[bestVoxel] = bestBody;
			taken[bestBody] = true;
		}
		return axis;
	}

	/** Whether nothing changes. */
	public boolean isNone() {
		return !transpose && !flipX && !flipY;
	}

	/** Width of the slices as shown. */
	public int viewWidth() {
		return transpose ? height : width;
	}

	/** Height of the slices as shown. */
	public int viewHeight() {
		return transpose ? width : height;
	}

	/** [x, y, z] as stored to [x, y, z] as shown; writing to the view writes to the volume. */
	public <T> RandomAccessibleInterval<T> view(final RandomAccessibleInterval<T> stored) {
		RandomAccessibleInterval<T> view = stored;
		if (transpose) view = Views.permute(view, 0, 1);
		if (flipX) view = Views.zeroMin(Views.invertAxis(view, 0));
		if (flipY) view = Views.zeroMin(Views.invertAxis(view, 1));
		return view;
	}

	/** [x, y, z] as shown to [x, y, z] as stored: undoes {@link #view}. */
	public <T> RandomAccessibleInterval<T> undo(final RandomAccessibleInterval<T> shown) {
		RandomAccessibleInterval<T> stored = shown;
		if (flipX) stored = Views.zeroMin(Views.invertAxis(stored, 0));
		if (flipY) stored = Views.zeroMin(Views.invertAxis(stored, 1));
		return transpose ? Views.permute(stored, 0, 1) : stored;
	}

	/** A box of the stored slice as it lies in the view. */
	public Box toView(final Box b) {
		final double x0 = transpose ? b.y0() : b.x0(), x1 = transpose ? b.y1() : b.x1();
		final double y0 = transpose ? b.x0() : b.y0(), y1 = transpose ? b.x1() : b.y1();
		return new Box(flipX ? viewWidth() - x1 : x0, flipY ? viewHeight() - y1 : y0, flipX ? viewWidth() - x0 : x1, flipY
			? viewHeight() - y0 : y1);
	}

	/** A point of the stored slice as it lies in the view. */
	public PointPrompt toView(final PointPrompt p) {
		final double x = transpose ? p.y() : p.x(), y = transpose ? p.x() : p.y();
		return new PointPrompt(flipX ? viewWidth() - x : x, flipY ? viewHeight() - y : y, p.positive());
	}

	/** A mask of the stored slice as it lies in the view. */
	public MaskPrompt toView(final MaskPrompt m) {
		final Box b = toView(new Box(m.x(), m.y(), m.x() + m.width(), m.y() + m.height()));
		final int w = (int) b.width(), h = (int) b.height();
		final BitSet pixels = new BitSet(w * h);
		for (int i = m.pixels().nextSetBit(0); i >= 0; i = m.pixels().nextSetBit(i + 1)) {
			final int column = i % m.width(), row = i / m.width();
			final int x = transpose ? row : column, y = transpose ? column : row;
			pixels.set((flipY ? h - 1 - y : y) * w + (flipX ? w - 1 - x : x));
		}
		return new MaskPrompt((int) b.x0(), (int) b.y0(), w, h, pixels);
	}

	/** A mask of the view as it lies in the stored slice: undoes {@link #toView(MaskPrompt)}. */
	public MaskPrompt fromView(final MaskPrompt m) {
		return new InPlaneTurn(viewWidth(), viewHeight(), transpose, transpose ? flipY : flipX, transpose ? flipX : flipY)
			.toView(m);
	}

	/** A prompt with its box, points and mask as they lie in the view. */
	public Prompt toView(final Prompt p) {
		if (isNone()) return p;
		return new Prompt(p.object(), p.label(), p.slice(), p.channel(), p.frame(), p.box() == null ? null : toView(p
			.box()), p.points().stream().map(this::toView).toList(), p.mask() == null ? null : toView(p.mask()), p.absent());
	}
}
