package org.stacksam.interactive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.stacksam.Progress;
import org.stacksam.TestModel;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.MaskPrompt;
import org.stacksam.sam.CacheOptions;
import org.stacksam.sam.EmbeddingCache;
import org.stacksam.sam.SamModel;
import org.stacksam.sam.SliceEncoder;
import org.stacksam.sam.Window;
import org.stacksam.volume.InputRegion;
import org.stacksam.volume.VolumeOptions.Fill;
import org.stacksam.volume.VolumeOptions.Refine;

/**
 * Prints how many clicks a {@link SimulatedUser} needs on each organ of the shared CT until the whole volume's Dice is
 * .90, at most 20 (NoC@90 of the literature, carried over to volumes as DeepEdit and nnInteractive do it: each click goes
 * to where the error of the volume is largest). One step is what a user of the window does: go to the slice with the
 * largest connected error in the plane, click in its middle (a carried mask there is made a prompt first, as
 * <em>Correct</em> does; a slice where the organ is not at all is marked as absent, which counts as a click), accept, and
 * carry between and beyond all slices accepted so far. Not a test by its name; run with
 * {@code mvn -Dtest=VolumeClicksBench test}, the window by {@code -Dstacksam.bench.window=lo,hi}, refinement in 3D after
 * each click, which takes longer, by {@code -Dstacksam.bench.refine=true}.
 */
class VolumeClicksBench {

	private static final int MOST = 20;
	private static final double ENOUGH = 0.9;
	private static final Refine REFINE = Boolean.getBoolean("stacksam.bench.refine") ? Refine.AUTO : Refine.NONE;

	private final BenchCt ct = BenchCt.read();
	private final SamModel model = TestModel.get();
	private final Window window = ClicksBench.fixed(System.getProperty("stacksam.bench.window", "-16,100"));
	private final StackPlanes planes = StackPlanes.of(ct.image(), ct.geometry(), window);
	private final SliceEncoder encoder = new EmbeddingCache(new CacheOptions(512L << 20, null, 0)).encoder(model,
		Progress.NONE);
	private final PromptDecoder decoder = new PromptDecoder(model);

	VolumeClicksBench() throws IOException {}

	@Test
	void clicks() {
		int total = 0, failed = 0;
		for (final LabelClass organ : ct.organs()) {
			final List<MaskPrompt> truth = ct.masks(organ.value());
			final List<String> dice = new ArrayList<>();
			final long start = System.nanoTime();
			final boolean reached = reaches(truth, dice);
			total += dice.size();
			if (!reached) failed++;
			System.out.printf(Locale.ROOT, "%-14s %6d voxels: %2d clicks%s, %.0f s, Dice %s%n", organ.name(), truth.stream()
				.filter(Objects::nonNull).mapToInt(m -> m.pixels().cardinality()).sum(), dice.size(), reached ? "" : " (not reached)",
				(System.nanoTime() - start) / 1e9, String.join(" ", dice));
		}
		System.out.printf(Locale.ROOT, "NoC@90 of whole volumes, window %s, refine %s: %.2f clicks, %d organs, %d not reached%n",
			window, REFINE, total / (double) ct.organs().size(), ct.organs().size(), failed);
	}

	private boolean reaches(final List<MaskPrompt> truth, final List<String> dices) {
		final Session session = new Session(SessionState.of(List.of(SessionClass.of(new LabelClass(1, "organ")))), LabelVolume
			.empty(planes.width(), planes.height(), planes.depth()));
		final CarryOptions options = new CarryOptions(Set.of(), Fill.BEYOND, REFINE);
		while (dices.size() < MOST) {
			click(session, truth);
			new Carry<>(new Carry.Volume<>(ct.image(), ct.geometry(), window), model, encoder).run(session, options,
				Progress.NONE);
			final double dice = dice(session, truth);
			dices.add(String.format(Locale.ROOT, "%.3f", dice));
			if (dice >= ENOUGH) return true;
		}
		return false;
	}

	private void click(final Session session, final List<MaskPrompt> truth) {
		int z = -1;
		SimulatedUser.Click worst = null;
		for (int i = 0; i < truth.size(); i++) {
			final SimulatedUser.Click here = SimulatedUser.click(truth.get(i), mask(session, i), planes.width(), planes.height());
			if (here == null || worst != null && here.error() <= worst.error()) continue;
			worst = here;
			z = i;
		}
		if (truth.get(z) == null) {
			session.apply(PromptActions.markAbsent(z));
			return;
		}
		if (mask(session, z) != null && session.state().currentPrompt(z).isEmpty()) session.apply(ObjectActions.correct(1, z));
		session.apply(PromptActions.addPoint(z, worst.point()));
		final InputRegion whole = InputRegion.whole(planes.width(), planes.height());
		final MaskPrompt mask = decoder.decode(new PreviewRequest(planes, session.state().currentPrompt(z).orElseThrow(),
			false), encoder.encode(planes.planes(z, whole).get(0)), whole).mask();
		if (mask != null) session.apply(ObjectActions.accept(z, mask));
	}

	private static MaskPrompt mask(final Session session, final int z) {
		return session.state().current().map(o -> o.masks().get(z)).map(SliceMask::mask).orElse(null);
	}

	private double dice(final Session session, final List<MaskPrompt> truth) {
		long both = 0, sum = 0;
		for (int z = 0; z < truth.size(); z++) {
			final short[] labels = session.labels().plane(z);
			for (int i = 0; i < labels.length; i++) {
				final boolean is = labels[i] != 0, should = truth.get(z) != null && truth.get(z).pixels().get(i);
				if (is && should) both++;
				sum += (is ? 1 : 0) + (should ? 1 : 0);
			}
		}
		return 2.0 * both / sum;
	}
}
