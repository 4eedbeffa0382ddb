package org.stacksam.interactive;

import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.volume.InPlaneTurn;
import org.stacksam.volume.InputRegion;

/** Between pixels of a slice as stored and those of a region of it as shown to the model. */
final class Turns {

	private Turns() {}

	/** The turn of a region alone. */
	static InPlaneTurn of(final InPlaneTurn turn, final InputRegion region) {
		return new InPlaneTurn(region.width(), region.height(), turn.transpose(), turn.flipX(), turn.flipY());
	}

	/** A prompt of the stored slice as it lies in the region as shown. */
	static Prompt toRegion(final Prompt p, final InPlaneTurn turn, final InputRegion region) {
		final Box b = p.box();
		final MaskPrompt m = p.mask();
		return of(turn, region).toView(new Prompt(p.object(), p.label(), p.slice(), p.channel(), p.frame(), b == null ? null
			: new Box(b.x0() - region.x(), b.y0() - region.y(), b.x1() - region.x(), b.y1() - region.y()), p.points().stream()
				.map(q -> new PointPrompt(q.x() - region.x(), q.y() - region.y(), q.positive())).toList(), m == null ? null
					: new MaskPrompt(m.x() - region.x(), m.y() - region.y(), m.width(), m.height(), m.pixels()), p.absent()));
	}

	/** A mask of the region as shown as it lies in the stored slice. */
	static MaskPrompt fromRegion(final MaskPrompt shown, final InPlaneTurn turn, final InputRegion region) {
		final MaskPrompt m = of(turn, region).fromView(shown);
		return new MaskPrompt(m.x() + region.x(), m.y() + region.y(), m.width(), m.height(), m.pixels());
	}
}
