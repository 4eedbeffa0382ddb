package org.stacksam.interactive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.interactive.SliceMask.Origin;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.prompt.PromptSet;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sample.Phantom;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;
import org.stacksam.volume.VolumeSegmenter;

/** Carrying through five slices of the phantom with the real model; the embeddings are made once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CarryTest {

	private static final int LIVER = PhantomVolume.LIVER, KIDNEY = PhantomVolume.RIGHT_KIDNEY;

	private final PhantomVolume volume = new PhantomVolume(11, 15);
	private final SliceEncoder encoder = new EmbeddingCache(new CacheOptions(64L << 20, null, 0)).encoder(TestModel.get(),
		Progress.NONE);
	private final Carry<ShortType> carry = new Carry<>(new Carry.Volume<>(volume.image, volume.geometry,
		PhantomVolume.WINDOW), TestModel.get(), encoder);
	private Session session;

	@BeforeEach
	void begin() {
		session = new Session(SessionState.of(Phantom.CLASSES.stream().map(SessionClass::of).toList()), LabelVolume.empty(
			volume.width(), volume.height(), volume.depth()));
	}

	@Test
	void fillsBetweenAndIsOneStep() {
		prompt(LIVER);
		accept(LIVER, 0);
		accept(LIVER, 4);
		final SessionState before = session.state();
		carry.run(session, CarryOptions.ALL, Progress.NONE);
		final SessionObject liver = session.state().object(1);
		assertEquals(Set.of(0, 1, 2, 3, 4), liver.masks().keySet());
		for (int z = 1; z < 4; z++) {
			assertEquals(Origin.CARRIED, liver.masks().get(z).origin());
			final double dice = PhantomVolume.dice(liver.masks().get(z).mask(), volume.truth(LIVER, z));
			assertTrue(dice > 0.93, "slice " + z + ": Dice " + dice);
		}
		assertEquals(before.object(1).masks().get(0), liver.masks().get(0), "given slices stay");
		final ReviewList review = ReviewList.of(session.state());
		assertEquals(3, review.open().size());
		assertEquals(3, review.openAbove(0) + review.openBelow(0));
		assertTrue(review.items().get(0).confidence() <= review.items().get(1).confidence());
		assertTrue(review.estimatedDice() > 0.8 && review.estimatedDice() <= 1, "estimated " + review.estimatedDice());
		session.apply(ObjectActions.acceptCarried(1, 2));
		session.apply(ObjectActions.reject(1, 1));
		assertEquals(1, ReviewList.of(session.state()).open().size());
		assertEquals(0, count(1, LIVER));
		session.undo();
		session.undo();
		session.undo();
		assertEquals(before, session.state());
		assertEquals(0, count(2, LIVER));
		session.redo();
		assertEquals(liver, session.state().object(1));
	}

	@Test
	void sameAsSegmentingTheVolumeFromTheGiven() {
		prompt(LIVER);
		accept(LIVER, 0);
		accept(LIVER, 4);
		session.apply(ClassActions.choose(KIDNEY));
		session.apply(PromptActions.setBox(1, volume.box(KIDNEY, 1)));
		session.apply(PromptActions.setBox(3, volume.box(KIDNEY, 3)));
		final PromptSet given = MacroText.given(session.state(), Set.of(), "phantom.tif", volume.width(), volume.height(),
			volume.depth());
		carry.run(session, CarryOptions.ALL, Progress.NONE);
		final RandomAccessibleInterval<UnsignedShortType> again = VolumeSegmenter.segment(volume.image, volume.geometry,
			given, TestModel.get(), encoder, CarryOptions.ALL.volumeOptions(PhantomVolume.WINDOW), Progress.NONE).labels();
		assertLabels(again);
		final PromptSet all = MacroText.all(session.state(), "phantom.tif", volume.width(), volume.height(), volume.depth());
		assertLabels(VolumeSegmenter.segment(volume.image, volume.geometry, all, TestModel.get(), encoder, new CarryOptions(
			Set.of(), Fill.NONE, Refine.NONE).volumeOptions(PhantomVolume.WINDOW), Progress.NONE).labels());
	}

	@Test
	void editsByHandAndLockedClassesAreNotOverwritten() {
		prompt(LIVER);
		accept(LIVER, 0);
		accept(LIVER, 4);
		final int w = volume.width();
		for (int i = 0; i < 40; i++) session.labels().plane(2)[20 * w + 40 + i] = LIVER;
		for (int i = 0; i < 400; i++) session.labels().plane(3)[i] = (short) KIDNEY;
		session.noticeAllEdits();
		session.apply(ClassActions.change(session.state().classOf(KIDNEY).orElseThrow().withLocked(true)));
		final SliceMask drawn = session.state().object(1).masks().get(2);
		final short[] kidney = session.labels().plane(3).clone();
		carry.run(session, CarryOptions.ALL, Progress.NONE);
		assertEquals(drawn, session.state().object(1).masks().get(2));
		assertTrue(session.state().object(1).masks().containsKey(3));
		for (int i = 0; i < kidney.length; i++) if (kidney[i] == KIDNEY) assertEquals(KIDNEY, session.labels().plane(3)[i]);
	}

	@Test
	void stopMarksEndObjects() {
		prompt(LIVER);
		accept(LIVER, 0);
		accept(LIVER, 4);
		session.apply(PromptActions.markAbsent(2));
		carry.run(session, CarryOptions.ALL, Progress.NONE);
		assertEquals(Set.of(0, 4), session.state().object(1).masks().keySet());
	}

	@Test
	void finishedSlicesStayOnCancel() {
		prompt(LIVER);
		accept(LIVER, 0);
		accept(LIVER, 4);
		final AtomicBoolean stop = new AtomicBoolean();
		session.addListener(change -> {
			if (change.after().object(1).masks().size() == 4) stop.set(true);
		});
		final List<Integer> slices = new ArrayList<>();
		assertThrows(CancellationException.class, () -> carry.run(session, CarryOptions.ALL, new Progress() {

			@Override
			public boolean isCanceled() {
				return stop.get();
			}
		}));
		slices.addAll(session.state().object(1).masks().keySet());
		assertEquals(List.of(0, 1, 2, 4), slices);
		assertTrue(count(1, LIVER) > 500 && count(2, LIVER) > 500);
		session.undo();
		assertEquals(Set.of(0, 4), session.state().object(1).masks().keySet());
	}

	@Test
	void nothingToCarryIsSaid() {
		final InputException nothing = assertThrows(InputException.class, () -> carry.run(session, CarryOptions.ALL,
			Progress.NONE));
		assertTrue(nothing.getMessage().contains("nothing to carry"), nothing.getMessage());
		assertFalse(session.undo());
	}

	private void assertLabels(final RandomAccessibleInterval<UnsignedShortType> expected) {
		for (int z = 0; z < volume.depth(); z++) {
			final short[] plane = new short[volume.width() * volume.height()];
			int i = 0;
			for (final UnsignedShortType v : Views.flatIterable(Views.hyperSlice(expected, 2, z))) plane[i++] = v.getShort();
			assertArrayEquals(plane, session.labels().plane(z), "slice " + z);
		}
	}

	private void prompt(final int label) {
		session.apply(ClassActions.choose(label));
		session.apply(PromptActions.addPoint(0, volume.center(label, 0)));
	}

	private void accept(final int label, final int z) {
		final MaskPrompt truth = volume.truth(label, z);
		session.apply(ObjectActions.accept(z, truth));
	}

	private int count(final int z, final int label) {
		int n = 0;
		for (final short v : session.labels().plane(z)) if (v == label) n++;
		return n;
	}
}
