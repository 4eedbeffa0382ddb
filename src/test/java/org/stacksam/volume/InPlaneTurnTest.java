package org.stacksam.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.stacksam.io.Geometry;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;

class InPlaneTurnTest {

	private static final String RAS = "RAS", LPI = "LPI";

	/** Where the three stored axes run to, such as LPS: x to the left, y to the back, z to the head. */
	private static Geometry stored(final String axes, final boolean oriented) {
		final double[][] affine = new double[3][4];
		for (int i = 0; i < 3; i++) {
			final char c = axes.charAt(i);
			final int body = RAS.indexOf(c) >= 0 ? RAS.indexOf(c) : LPI.indexOf(c);
			affine[body][i] = RAS.indexOf(c) >= 0 ? 2 + i : -2 - i;
		}
		return new Geometry(4, 3, 2, affine, oriented);
	}

	/** Two letters: where the view's x and y run to. */
	@ParameterizedTest
	@ValueSource(strings = { "LPS", "RAS", "LAS", "RPI", "PLS", "ARS", "PRI", "LSA", "LIP", "RSP", "ILA", "SAR", "PSL", "ASR",
		"PIR", "IPR" })
	void viewsShowTheBodyAsTheModelKnowsIt(final String axes) {
		final InPlaneTurn turn = InPlaneTurn.of(stored(axes, true));
		final char through = axes.charAt(2);
		final String wanted = "SI".indexOf(through) >= 0 ? "LP" : "AP".indexOf(through) >= 0 ? "LI" : "PI";
		String x = axes.substring(turn.transpose() ? 1 : 0, turn.transpose() ? 2 : 1), y = axes.substring(turn.transpose()
			? 0 : 1, turn.transpose() ? 1 : 2);
		if (turn.flipX()) x = opposite(x);
		if (turn.flipY()) y = opposite(y);
		assertEquals(wanted, x + y);
	}

	private static String opposite(final String axis) {
		return RAS.contains(axis) ? LPI.substring(RAS.indexOf(axis), RAS.indexOf(axis) + 1) : RAS.substring(LPI.indexOf(
			axis), LPI.indexOf(axis) + 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "LPS", "RAS", "LAS", "PLS", "ARS", "PRI" })
	void promptsLieWhereTheVoxelsDo(final String axes) {
		final InPlaneTurn turn = InPlaneTurn.of(stored(axes, true));
		final RandomAccessibleInterval<UnsignedByteType> image = ArrayImgs.unsignedBytes(4, 3, 2);
		image.getAt(3, 1, 1).set(9);
		final RandomAccessibleInterval<UnsignedByteType> view = turn.view(image);
		assertEquals(turn.viewWidth(), view.dimension(0));
		assertEquals(turn.viewHeight(), view.dimension(1));
		final BitSet set = new BitSet();
		set.set(1);
		final Prompt p = turn.toView(new Prompt(1, 2, 1, -1, -1, new Box(3, 1, 4, 2), List.of(new PointPrompt(3.5, 1.5,
			true)), new MaskPrompt(2, 1, 2, 1, set), false));
		final int x = (int) p.box().x0(), y = (int) p.box().y0();
		assertEquals(new Box(x, y, x + 1, y + 1), p.box());
		assertEquals(9, view.getAt(x, y, 1).get());
		assertEquals(new PointPrompt(x + 0.5, y + 0.5, true), p.points().get(0));
		assertTrue(p.mask().contains(x, y));
		assertEquals(1, p.mask().pixels().cardinality());
		assertEquals(9, turn.undo(view).getAt(3, 1, 1).get());
		assertEquals(4, turn.undo(view).dimension(0));
	}

	@Test
	void nothingIsTurnedWhereTheFileDoesNotSay() {
		assertTrue(InPlaneTurn.of(stored("RAS", false)).isNone());
		assertTrue(InPlaneTurn.of(stored("LPS", true)).isNone());
	}
}
