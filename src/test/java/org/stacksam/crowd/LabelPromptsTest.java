package org.stacksam.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.img.array.ArrayImg;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

class LabelPromptsTest {

	private static final List<LabelClass> CLASSES = List.of(new LabelClass(4, "cell"));

	/** 20 × 15 × 7: a block of label 4 at x 3..7, y 5..9 on slices 1 to 5, and a speck of one pixel. */
	private static ArrayImg<UnsignedByteType, ?> block() {
		final byte[] values = new byte[20 * 15 * 7];
		for (int z = 1; z <= 5; z++)
			for (int y = 5; y <= 9; y++)
				for (int x = 3; x <= 7; x++)
					values[(z * 15 + y) * 20 + x] = 4;
		values[3 * 300 + 12 * 20 + 15] = 4;
		return ArrayImgs.unsignedBytes(values, 20, 15, 7);
	}

	private static PromptSet of(final LabelPrompts.Options options) {
		return LabelPrompts.of(block(), "i", CLASSES, options, Progress.NONE);
	}

	@Test
	void boxesOfEverySliceOrSome() {
		assertEquals(List.of(1, 2, 3, 4, 5), of(LabelPrompts.Options.DEFAULT).prompts().stream().map(Prompt::slice).toList());
		final List<Prompt> some = of(new LabelPrompts.Options(LabelPrompts.Kind.BOX, null, 3, 1)).prompts();
		assertEquals(List.of(1, 4, 5), some.stream().map(Prompt::slice).toList());
		assertEquals(new Box(3, 5, 8, 10), some.get(0).box());
		assertEquals(1, some.stream().mapToInt(Prompt::object).distinct().count());
		final BitSet chosen = new BitSet();
		chosen.set(2);
		chosen.set(6);
		assertEquals(List.of(2), of(new LabelPrompts.Options(LabelPrompts.Kind.BOX, chosen, 1, 1)).prompts().stream().map(
			Prompt::slice).toList());
		chosen.clear(2);
		assertThrows(InputException.class, () -> of(new LabelPrompts.Options(LabelPrompts.Kind.BOX, chosen, 1, 1)));
	}

	@Test
	void pointsLieInsideAndMasksAreThePieces() {
		final Prompt points = of(new LabelPrompts.Options(LabelPrompts.Kind.POINTS, null, 1, 3)).prompts().get(2);
		assertNull(points.box());
		assertEquals(3, points.points().size());
		assertTrue(points.points().stream().allMatch(p -> p.positive() && p.x() >= 3 && p.x() < 8 && p.y() >= 5 && p
			.y() < 10));
		final Prompt mask = of(new LabelPrompts.Options(LabelPrompts.Kind.MASK, null, 1, 1)).prompts().get(2);
		assertEquals(25, mask.mask().pixels().cardinality());
		assertTrue(mask.mask().contains(7, 9));
		final Prompt both = of(new LabelPrompts.Options(LabelPrompts.Kind.BOTH, null, 1, 1)).prompts().get(0);
		assertEquals(1, both.points().size());
		assertEquals(new Box(3, 5, 8, 10), both.box());
	}
}
