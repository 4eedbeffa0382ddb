package org.stacksam.nnunet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.stacksam.InputException;
import org.stacksam.prompt.LabelClass;

class LabelMappingTest {

	private final LabelMapping mapping = LabelMapping.consecutive(List.of(new LabelClass(500, "c"), new LabelClass(2, "a"),
		new LabelClass(9, "b")));

	@Test
	void valuesBecomeConsecutiveInTheirOrder() {
		assertEquals(List.of("a", "b", "c"), mapping.labels().stream().map(LabelClass::name).toList());
		assertEquals(List.of(1, 2, 3), List.of(mapping.target(2), mapping.target(9), mapping.target(500)));
		assertEquals(4, mapping.ignoreTarget());
		assertFalse(mapping.isIdentity());
		assertTrue(LabelMapping.consecutive(List.of(new LabelClass(2, "b"), new LabelClass(1, "a"))).isIdentity());
	}

	@Test
	void predictionsGetTheUsersValuesBack() {
		final var back = mapping.toSource(ArrayImgs.unsignedBytes(new byte[] { 0, 1, 2, 3 }, 4, 1, 1), "p.nii.gz");
		assertEquals(List.of(0, 2, 9, 500), List.of(0, 1, 2, 3).stream().map(x -> (int) Cases.at(back, x, 0, 0)).toList());
	}

	@Test
	void valuesThatTheDatasetDoesNotHaveAreRefused() {
		final String message = assertThrows(InputException.class, () -> mapping.toSource(ArrayImgs.unsignedBytes(new byte[] {
			0, 4 }, 2, 1, 1), "p.nii.gz")).getMessage();
		assertTrue(message.contains("p.nii.gz") && message.contains("value(s) 4"), message);
	}
}
