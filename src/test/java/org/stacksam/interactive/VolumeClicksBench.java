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
 * .90, at most 20 (NoC@90 of the literature, carried over to volumes: the user goes where the error of the volume is
 * largest, as in DeepEdit and nnInteractive). The user does what one does with the window: goes to the slice with the
 * largest connected error in the plane; clicks in the middle of the largest error there (a carried mask is made a prompt
 * first, as <em>Correct</em> does) until the slice's Dice is .90, at most seven times; accepts, and carries between and
 * beyond all slices accepted so far. A slice where the organ is not at all is marked as absent, which counts as a click;
 * so does a click that changes nothing. Prints the volume's Dice after each carrying with the clicks so far. Not a test by
 * its name; run with {@code mvn -Dtest=VolumeClicksBench test}, the window by {@code -Dstacksam.bench.window=lo,hi}, some
 * organs by {@code -Dstacksam.bench.organs=liver,spleen}, refinement in 3D at each carrying, which takes longer, by
 * {@code -Dstacksam.bench.refine=true}.
 */
class VolumeClicksBench {

	private static final int MOST = 20, MOST_ON_SLICE = 7;
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
		final String wanted = System.getProperty("stacksam.bench.organs", "");
		final List<LabelClass> organs = ct.organs().stream().filter(o -> wanted.isEmpty() || List.of(wanted.split(","))
			.contains(o.name())).toList();
		for (final LabelClass organ : organs) {
			final List<MaskPrompt> truth = ct.masks(organ.value());
			final List<String> dice = new ArrayList<>();
			final long start = System.nanoTime();
			final int clicks = clicks(truth, dice);
			final boolean reached = clicks <= MOST;
			total += Math.min(MOST, clicks);
			if (!reached) failed++;
			System.out.printf(Locale.ROOT, "%-14s %6d voxels: %2d clicks%s, %.0f s, Dice %s%n", organ.name(), truth.stream()
				.filter(Objects::nonNull).mapToInt(m -> m.pixels().cardinality()).sum(), Math.min(MOST, clicks), reached ? "" : " (not reached)",
				(System.nanoTime() - start) / 1e9, String.join(" ", dice));
		}
		System.out.printf(Locale.ROOT, "NoC@90 of whole volumes, window %s, refine %s: %.2f clicks, %d organs, %d not reached%n",
			window, REFINE, total / (double) organs.size(), organs.size(), failed);
	}

	/** Clicks until the volume is good enough; more than {@code MOST} if it never was. */
	private int clicks(final List<MaskPrompt> truth, final List<String> dices) {
		final Session session = new Session(SessionState.of(List.of(SessionClass.of(new LabelClass(1, "organ")))), LabelVolume
			.empty(planes.width(), planes.height(), planes.depth()));
		final CarryOptions options = new CarryOptions(Set.of(), Fill.BEYOND, REFINE);
		int clicks = 0;
		while (clicks < MOST) {
			final int z = worst(session, truth);
			clicks += correct(session, z, truth.get(z), MOST - clicks);
			new Carry<>(new Carry.Volume<>(ct.image(), ct.geometry(), window), model, encoder).run(session, options,
				Progress.NONE);
			final double dice = dice(session, truth);
			dices.add(String.format(Locale.ROOT, "%d:%.3f", clicks, dice));
			if (dice >= ENOUGH) return clicks;
		}
		return MOST + 1;
	}

	/** The slice with the largest connected error. */
	private int worst(final Session session, final List<MaskPrompt> truth) {
		int worst = 0, error = -1;
		for (int z = 0; z < truth.size(); z++) {
			final SimulatedUser.Click click = SimulatedUser.click(truth.get(z), mask(session, z), planes.width(), planes
				.height());
			if (click == null || click.error() <= error) continue;
			error = click.error();
			worst = z;
		}
		return worst;
	}

	/** Clicks on a slice until it is good enough, and accepts it; returns how many clicks it took. */
	private int correct(final Session session, final int z, final MaskPrompt truth, final int most) {
		if (truth == null) {
			session.apply(PromptActions.markAbsent(z));
			return 1;
		}
		MaskPrompt mask = mask(session, z);
		if (mask != null && session.state().currentPrompt(z).isEmpty()) session.apply(ObjectActions.correct(1, z));
		final InputRegion whole = InputRegion.whole(planes.width(), planes.height());
		int clicks = 0;
		while (clicks < Math.min(most, MOST_ON_SLICE)) {
			clicks++;
			session.apply(PromptActions.addPoint(z, SimulatedUser.next(truth, mask, planes.width(), planes.height())));
			mask = decoder.decode(new PreviewRequest(planes, session.state().currentPrompt(z).orElseThrow(), false), encoder
				.encode(planes.planes(z, whole).get(0)), whole).mask();
			if (PhantomVolume.dice(mask, truth) >= ENOUGH) break;
		}
		if (mask != null) session.apply(ObjectActions.accept(z, mask));
		return clicks;
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
