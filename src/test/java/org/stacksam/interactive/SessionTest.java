package org.stacksam.interactive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stacksam.interactive.Sessions.D;
import static org.stacksam.interactive.Sessions.H;
import static org.stacksam.interactive.Sessions.W;
import static org.stacksam.interactive.Sessions.count;
import static org.stacksam.interactive.Sessions.rectangle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stacksam.InputException;
import org.stacksam.interactive.SliceMask.Origin;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PointPrompt;

class SessionTest {

	private static final PointPrompt POINT = new PointPrompt(5, 5, true);

	private final Session session = Sessions.fresh();

	@Test
	void clicksBelongToOneObjectUntilAnotherBegins() {
		session.apply(PromptActions.addPoint(1, POINT));
		session.apply(PromptActions.addPoint(1, new PointPrompt(9, 5, false)));
		session.apply(PromptActions.addPoint(3, POINT));
		session.apply(PromptActions.addBoxObject(3, new Box(1, 1, 4, 4)));
		final SessionState state = session.state();
		assertEquals(List.of(1, 2), List.copyOf(state.objects().keySet()));
		assertEquals(2, state.object(1).prompts().get(1).points().size());
		assertEquals(1, state.object(1).prompts().get(3).points().size());
		assertEquals(2, state.currentObject());
		assertEquals(3, state.object(2).label());
	}

	@Test
	void backspaceTakesPointsThenTheBox() {
		session.apply(PromptActions.setBox(0, new Box(1, 1, 4, 4)));
		session.apply(PromptActions.addPoint(0, POINT));
		session.apply(PromptActions.removeLast(0));
		assertTrue(session.state().currentPrompt(0).orElseThrow().points().isEmpty());
		assertEquals(new Box(1, 1, 4, 4), session.state().currentPrompt(0).orElseThrow().box());
		session.apply(PromptActions.removeLast(0));
		assertTrue(session.state().currentPrompt(0).isEmpty());
		session.apply(PromptActions.removeLast(0));
	}

	@Test
	void acceptingWritesAndTakesPixelsFromOthers() {
		accept(1, 2, 2, 4, 4);
		session.apply(ClassActions.choose(7));
		accept(1, 4, 2, 4, 4);
		assertEquals(8, count(session, 1, 3));
		assertEquals(16, count(session, 1, 7));
		assertEquals(8, session.state().object(1).masks().get(1).area());
		accept(1, 6, 2, 1, 1);
		assertEquals(1, count(session, 1, 7), "an accepted mask takes the place of the object's former one");
	}

	@Test
	void lockedClassesKeepTheirPixels() {
		accept(1, 2, 2, 4, 4);
		session.apply(ClassActions.change(session.state().classes().get(0).withLocked(true)));
		session.apply(ClassActions.choose(7));
		accept(1, 4, 2, 4, 4);
		assertEquals(16, count(session, 1, 3));
		assertEquals(8, count(session, 1, 7));
		Sessions.draw(session, 1, 0, 0, W, H, 7);
		assertTrue(session.noticeEdits(1));
		assertEquals(16, count(session, 1, 3), "the brush does not take them either");
		assertEquals(W * H - 16, count(session, 1, 7));
		final InputException refused = assertThrows(InputException.class, () -> session.apply(ObjectActions.delete(1)));
		assertTrue(refused.getMessage().contains("liver"), refused.getMessage());
		assertEquals(16, count(session, 1, 3));
	}

	@Test
	void labelsThatWereThereAreContinued() {
		final List<short[]> planes = new ArrayList<>();
		for (int z = 0; z < D; z++) planes.add(new short[W * H]);
		planes.get(2)[5 * W + 5] = planes.get(2)[5 * W + 6] = 9;
		planes.get(2)[9 * W + 1] = 9;
		final Session continued = new Session(SessionState.of(Sessions.CLASSES), LabelVolume.of(W, H, planes));
		continued.apply(ObjectActions.takeLabel(2, 5, 5));
		final SessionState state = continued.state();
		assertEquals("label 9", state.classOf(9).orElseThrow().name());
		assertEquals(2, state.current().orElseThrow().masks().get(2).area(), "the connected piece");
		assertEquals(Origin.ACCEPTED, state.current().orElseThrow().masks().get(2).origin());
		continued.apply(ObjectActions.accept(2, rectangle(5, 5, 3, 1)));
		assertEquals(4, count(continued, 2, 9), "pieces of nobody stay");
		assertThrows(InputException.class, () -> continued.apply(ObjectActions.takeLabel(2, 0, 0)));
		assertThrows(InputException.class, () -> LabelVolume.of(W, H, List.of(new short[3])));
	}

	@Test
	void brushAddsToTheObjectItTouches() {
		accept(2, 2, 2, 3, 3);
		session.apply(ObjectActions.beginNew());
		accept(2, 12, 2, 3, 3);
		Sessions.draw(session, 2, 15, 2, 2, 3, 3);
		Sessions.draw(session, 2, 2, 2, 1, 3, 0);
		assertTrue(session.noticeEdits(2));
		assertEquals(6, session.state().object(1).masks().get(2).area());
		assertEquals(15, session.state().object(2).masks().get(2).area());
		assertEquals(Origin.EDITED, session.state().object(2).masks().get(2).origin());
		assertFalse(session.noticeEdits(2), "noticed once");
		session.undo();
		assertEquals(9, session.state().object(2).masks().get(2).area());
		assertEquals(0, session.labels().plane(2)[2 * W + 15]);
	}

	@Test
	void erasedObjectIsAbsentThere() {
		accept(2, 2, 2, 3, 3);
		Sessions.draw(session, 2, 2, 2, 3, 3, 0);
		session.noticeEdits(2);
		assertTrue(session.state().object(1).absent(2));
		assertTrue(session.state().object(1).masks().isEmpty());
	}

	@Test
	void drawingAloneMakesAnObject() {
		Sessions.draw(session, 4, 2, 2, 3, 3, 7);
		session.noticeAllEdits();
		assertEquals(7, session.state().object(1).label());
		assertTrue(session.state().object(1).given(4));
	}

	@Test
	void strokeNotYetNoticedIsAStepOfItsOwn() {
		accept(2, 2, 2, 3, 3);
		Sessions.draw(session, 2, 5, 2, 2, 3, 3);
		session.apply(ClassActions.choose(7));
		accept(2, 15, 10, 2, 2);
		session.undo();
		assertEquals(15, count(session, 2, 3));
		assertEquals(0, count(session, 2, 7));
		session.undo();
		assertEquals(9, count(session, 2, 3));
	}

	@Test
	void groupIsUndoneAtOnceAndStrokesAreNotLost() {
		final Object group = new Object();
		session.apply(PromptActions.addPoint(0, POINT));
		for (int z = 1; z < 4; z++) session.apply(ObjectActions.accept(z, rectangle(2, 2, 3, 3)), group);
		Sessions.draw(session, 1, 10, 10, 2, 2, 3);
		assertTrue(session.undo());
		assertEquals(9, count(session, 1, 3), "the stroke was the last step");
		assertTrue(session.redo());
		assertEquals(13, count(session, 1, 3));
		session.undo();
		session.undo();
		for (int z = 1; z < 4; z++) assertEquals(0, count(session, z, 3));
		session.redo();
		for (int z = 1; z < 4; z++) assertEquals(9, count(session, z, 3));
	}

	@Test
	void escapeDropsWhatIsNotAccepted() {
		session.apply(PromptActions.addPoint(1, POINT));
		session.apply(ObjectActions.drop());
		assertTrue(session.state().objects().isEmpty());
		accept(1, 2, 2, 3, 3);
		session.apply(PromptActions.addPoint(4, POINT));
		session.apply(ObjectActions.drop());
		assertEquals(List.of(1), List.copyOf(session.state().object(1).prompts().keySet()));
		assertEquals(0, session.state().currentObject());
		assertEquals(9, count(session, 1, 3));
	}

	@Test
	void digitsMoveABegunObjectToTheClass() {
		session.apply(PromptActions.addPoint(1, POINT));
		session.apply(ClassActions.choose(7));
		assertEquals(7, session.state().object(1).label());
		assertEquals(7, session.state().object(1).prompts().get(1).label());
		session.apply(ObjectActions.accept(1, rectangle(2, 2, 3, 3)));
		session.apply(ClassActions.choose(3));
		assertEquals(7, session.state().object(1).label(), "an accepted one stays");
		assertEquals(0, session.state().currentObject());
	}

	@Test
	void refusedActionsChangeNothing() {
		final SessionState before = session.state();
		assertThrows(InputException.class, () -> session.apply(ObjectActions.accept(1, null)));
		assertThrows(InputException.class, () -> session.apply(PromptActions.setBox(1, new Box(3, 3, 3, 5))));
		assertThrows(InputException.class, () -> session.apply(ClassActions.add(new LabelClass(3, "kidney"))));
		assertThrows(InputException.class, () -> session.apply(ClassActions.add(new LabelClass(4, "liver"))));
		assertThrows(InputException.class, () -> session.apply(ClassActions.remove(99)));
		assertEquals(before, session.state());
		assertFalse(session.undo());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
	void undoAllIsTheStartAndRedoAllTheEnd(final long seed) {
		final Random random = new Random(seed);
		for (int i = 0; i < 300; i++) {
			Sessions.actRandomly(session, random);
			if (random.nextInt(10) == 0) session.undo();
			if (random.nextInt(20) == 0) session.redo();
			final short[][] painted = Sessions.painted(session.state());
			for (int z = 0; z < D; z++) assertArrayEquals(painted[z], session.labels().plane(z), "labels are those of the " +
				"objects, step " + i);
		}
		while (session.redo()) {}
		final SessionState end = session.state();
		final List<short[]> labels = planes();
		int steps = 0;
		while (session.undo()) steps++;
		assertTrue(steps > 50, steps + " steps");
		assertTrue(session.state().objects().isEmpty());
		assertTrue(planes().stream().allMatch(p -> java.util.Arrays.equals(p, new short[W * H])));
		while (session.redo()) {}
		assertEquals(end.objects(), session.state().objects());
		assertEquals(end.classes(), session.state().classes());
		for (int z = 0; z < D; z++) assertArrayEquals(labels.get(z), session.labels().plane(z));
	}

	@Test
	void historyStaysWithinItsBound() {
		final Session small = new Session(SessionState.of(Sessions.CLASSES), LabelVolume.empty(W, H, D), 100_000);
		final Random random = new Random(9);
		for (int i = 0; i < 800; i++) Sessions.actRandomly(small, random);
		assertTrue(small.historyBytes() <= 100_000, small.historyBytes() + " bytes");
		int steps = 0;
		while (small.undo()) steps++;
		assertTrue(steps >= 10, steps + " steps");
		final short[][] painted = Sessions.painted(small.state());
		for (int z = 0; z < D; z++) assertArrayEquals(painted[z], small.labels().plane(z));
	}

	private List<short[]> planes() {
		final List<short[]> out = new ArrayList<>();
		for (int z = 0; z < D; z++) out.add(session.labels().plane(z).clone());
		return out;
	}

	/** Begins an object if there is none and accepts a rectangle for it. */
	private void accept(final int z, final int x, final int y, final int w, final int h) {
		session.apply(PromptActions.addPoint(z, new PointPrompt(x + 0.5, y + 0.5, true)));
		session.apply(ObjectActions.accept(z, rectangle(x, y, w, h)));
	}
}
