package org.stacksam.interactive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stacksam.interactive.Sessions.D;
import static org.stacksam.interactive.Sessions.H;
import static org.stacksam.interactive.Sessions.W;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stacksam.InputException;
import org.stacksam.io.Geometry;
import org.stacksam.io.NiftiFile;
import org.stacksam.prompt.PromptJson;
import org.stacksam.prompt.PromptSet;

class SessionStoreTest {

	private static final Geometry GRID = Geometry.of(W, H, D, new double[] { 1, 1, 3 }, new double[3]);

	@TempDir
	private Path folder;

	@Test
	void whatWasSavedIsFoundAgain() throws IOException {
		final Path image = folder.resolve("Leber ß 肝.tif");
		final Path place = SessionStore.folder(image, Optional.empty());
		assertEquals(folder.resolve("Leber ß 肝.tif.stacksam"), place);
		assertTrue(SessionStore.find(place, W, H, D).isEmpty());
		final Session session = Sessions.fresh();
		try (SessionStore store = store(session, place)) {
			final Random random = new Random(3);
			for (int i = 0; i < 200; i++) Sessions.actRandomly(session, random);
			store.flush();
			for (int i = 0; i < 50; i++) Sessions.actRandomly(session, random);
		}
		final SessionStore.Saved saved = SessionStore.find(place, W, H, D).orElseThrow();
		assertEquals(session.state().classes(), saved.state().classes());
		assertEquals(session.state().objects().keySet(), saved.state().objects().keySet());
		session.state().objects().forEach((number, object) -> {
			final SessionObject read = saved.state().object(number);
			assertEquals(object.prompts(), read.prompts());
			assertEquals(object.masks().keySet(), read.masks().keySet());
			object.masks().forEach((z, mask) -> {
				assertEquals(mask.origin(), read.masks().get(z).origin());
				assertEquals(mask.confidence(), read.masks().get(z).confidence());
			});
		});
		final short[][] labels = read(saved.labels().orElseThrow());
		for (int z = 0; z < D; z++) {
			assertArrayEquals(session.labels().plane(z), labels[z]);
			assertArrayEquals(Sessions.painted(saved.state())[z], labels[z]);
		}
		final PromptSet prompts = PromptJson.read(place.resolve("prompts.json")).prompts();
		assertEquals("Leber ß 肝.tif", prompts.image());
		assertTrue(prompts.prompts().size() > 3);
		try (Stream<Path> files = Files.list(place)) {
			assertEquals(3, files.count(), "old label files are removed");
		}
		assertThrows(InputException.class, () -> SessionStore.find(place, W + 1, H, D));
	}

	@Test
	void eachChangeIsSavedByItself() throws Exception {
		final Session session = Sessions.fresh();
		final LinkedBlockingQueue<Path> saved = new LinkedBlockingQueue<>();
		final SessionStore store = new SessionStore(session, target(folder.resolve("a.stacksam")),
			new SessionStore.Listener() {

				@Override
				public void saved(final Path place) {
					saved.add(place);
				}

				@Override
				public void failed(final Path place, final Exception problem) {
					throw new AssertionError(problem);
				}
			});
		Sessions.draw(session, 2, 3, 3, 4, 4, 7);
		session.noticeEdits(2);
		assertNotNull(saved.poll(30, TimeUnit.SECONDS));
		assertTrue(SessionStore.find(folder.resolve("a.stacksam"), W, H, D).orElseThrow().state().object(1).given(2));
		store.close();
	}

	@Test
	void failureIsToldAndTheFormerStateStays() throws Exception {
		final Session session = Sessions.fresh();
		final Path place = folder.resolve("a.stacksam");
		try (SessionStore store = store(session, place)) {
			Sessions.draw(session, 2, 3, 3, 4, 4, 7);
			session.noticeEdits(2);
		}
		final LinkedBlockingQueue<Exception> problems = new LinkedBlockingQueue<>();
		final SessionStore failing = new SessionStore(session, new SessionStore.Target(place, "a.tif", ".nii.gz", (file,
			labels, classes) -> {
			throw new IOException("disk full");
		}), new SessionStore.Listener() {

			@Override
			public void saved(final Path where) {}

			@Override
			public void failed(final Path where, final Exception problem) {
				problems.add(problem);
			}
		});
		Sessions.draw(session, 4, 3, 3, 4, 4, 7);
		session.noticeEdits(4);
		assertEquals("disk full", problems.poll(30, TimeUnit.SECONDS).getMessage());
		final SessionStore.Saved saved = SessionStore.find(place, W, H, D).orElseThrow();
		assertTrue(saved.state().object(1).given(2));
		assertTrue(Files.exists(saved.labels().orElseThrow()));
		assertThrows(IOException.class, failing::close);
	}

	@Test
	void damagedSessionIsSaid() throws IOException {
		final Path place = Files.createDirectories(folder.resolve("a.stacksam"));
		for (final String text : List.of("", "{", "[]", "{}", "{\"stacksam_session\": 2}", "{\"stacksam_session\": 1}")) {
			Files.writeString(place.resolve("session.json"), text);
			final InputException said = assertThrows(InputException.class, () -> SessionStore.find(place, W, H, D), text);
			assertTrue(said.getMessage().contains("session.json"), said.getMessage());
		}
	}

	@Test
	void killedWhileSavingAWholeSessionIsThere() throws Exception {
		final Path place = folder.resolve("killed.stacksam");
		boolean anyLabels = false;
		for (int round = 0; round < 4; round++) {
			final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), SavingProcess.class.getName(), place.toString(), String.valueOf(round))
					.redirectErrorStream(true).redirectOutput(folder.resolve("log.txt").toFile()).start();
			final long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
			final Path session = place.resolve("session.json");
			final long before = Files.exists(session) ? Files.getLastModifiedTime(session).toMillis() : 0;
			while (!Files.exists(session) || Files.getLastModifiedTime(session).toMillis() == before) {
				assertTrue(process.isAlive() && System.nanoTime() < limit, () -> log());
				Thread.sleep(5);
			}
			Thread.sleep(40 + 17L * round);
			process.destroyForcibly();
			process.waitFor();
			final SessionStore.Saved saved = SessionStore.find(place, W, H, D).orElseThrow();
			final short[][] labels = saved.labels().isPresent() ? read(saved.labels().get()) : new short[D][W * H];
			final short[][] painted = Sessions.painted(saved.state());
			for (int z = 0; z < D; z++) assertArrayEquals(painted[z], labels[z], "labels and masks are of one moment");
			assertFalse(saved.state().objects().isEmpty());
			anyLabels |= saved.labels().isPresent();
		}
		assertTrue(anyLabels);
	}

	private String log() {
		try {
			return Files.readString(folder.resolve("log.txt"));
		}
		catch (final IOException e) {
			return e.toString();
		}
	}

	static SessionStore store(final Session session, final Path place) {
		return new SessionStore(session, target(place), new SessionStore.Listener() {

			@Override
			public void saved(final Path where) {}

			@Override
			public void failed(final Path where, final Exception problem) {
				throw new AssertionError(problem);
			}
		});
	}

	private static SessionStore.Target target(final Path place) {
		return new SessionStore.Target(place, place.getFileName().toString().replace(".stacksam", ""), ".nii.gz", (file,
			labels, classes) -> NiftiFile.write(file, labels, GRID, true));
	}

	private static short[][] read(final Path file) throws IOException {
		final short[][] planes = new short[D][W * H];
		int i = 0;
		for (final RealType<?> v : Views.flatIterable(NiftiFile.read(file, 0).image())) {
			planes[i / (W * H)][i % (W * H)] = (short) v.getRealDouble();
			i++;
		}
		return planes;
	}
}
