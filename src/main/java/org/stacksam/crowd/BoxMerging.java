package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.stacksam.crowd.BoxCluster.Member;
import org.stacksam.prompt.Box;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PointPrompt;
import org.stacksam.prompt.Prompt;
import org.stacksam.prompt.PromptSet;

/**
 * Merges the boxes of several annotators: boxes of one label and slice are matched by intersection over union, the
 * median of each side is taken, and one annotator is enough where the others missed an object. Not used are
 * <ul>
 * <li>a box that agrees too little with the median of at least two others</li>
 * <li>of three and more annotators, a box that one alone drew where two agree on another label</li>
 * <li>of three and more annotators, a box that one alone drew if it overlaps none that two drew of its label on the
 * nearest slices above and below</li>
 * </ul>
 * Points of matched boxes are put together. Stop marks count if more than half of the annotators gave them. Masks are
 * left out: they are labels, to be fused as such.
 */
public final class BoxMerging {

	/** Boxes that share less are of different objects. */
	private static final double MATCH = .25;
	/** Boxes that agree less with the median of at least two others are outliers. */
	private static final double OUTLIER = .4;
	/** A lone box that shares so much with one that two drew of another label has the wrong label. */
	private static final double SAME_PLACE = .5;
	/** Slices above and below on which a lone box looks for support. */
	private static final int NEAREST = 3;

	private final List<PromptSet> sets;
	private final List<LabelClass> labels;
	private final List<String> notes = new ArrayList<>();
	private final int[] rejected;

	private BoxMerging(final List<PromptSet> sets) {
		this.sets = sets;
		labels = SetsOfOneImage.labels(sets);
		rejected = new int[sets.size()];
	}

	/**
	 * Merges prompts.
	 *
	 * @param sets one an annotator, at least one, of the same image and in its coordinates
	 * @throws org.stacksam.InputException if the sets belong to images of different sizes, or one label has two names or
	 *           values
	 */
	public static MergedBoxes merge(final List<PromptSet> sets) {
		return new BoxMerging(sets).run();
	}

	private MergedBoxes run() {
		record Place(int slice, int label, int channel, int frame) {}
		final Map<Place, List<Member>> groups = new TreeMap<>(Comparator.comparingInt(Place::slice).thenComparingInt(
			Place::label).thenComparingInt(Place::channel).thenComparingInt(Place::frame));
		for (int k = 0; k < sets.size(); k++)
			for (final Prompt p : sets.get(k).prompts())
				if (isBox(p)) groups.computeIfAbsent(new Place(p.slice(), p.label(), p.channel(), p.frame()),
					place -> new ArrayList<>()).add(new Member(k, p));
		final List<BoxCluster> clusters = new ArrayList<>();
		groups.values().forEach(group -> clusters.addAll(BoxCluster.of(group, MATCH)));
		for (final BoxCluster cluster : clusters)
			for (final Member member : cluster.removeOutliers(OUTLIER))
				reject(member, "it agrees with the " + cluster.support() + " others' median by an IoU of only " + String
					.format(Locale.ROOT, "%.2f", member.box().iou(cluster.median())));
		clusters.removeAll(clusters.stream().filter(cluster -> isRejected(cluster, clusters)).toList());
		final List<Prompt> merged = new ArrayList<>(prompts(clusters));
		merged.addAll(otherPrompts());
		final PromptSet size = SetsOfOneImage.size(sets);
		return new MergedBoxes(new PromptSet("merged from " + sets.stream().map(PromptSet::annotator).collect(Collectors
			.joining(", ")), size.image(), size.width(), size.height(), size.depth(), labels, merged), rows(clusters), List
				.copyOf(notes));
	}

	private static boolean isBox(final Prompt p) {
		return p.box() != null && p.mask() == null && !p.absent();
	}

	private boolean isRejected(final BoxCluster lone, final List<BoxCluster> all) {
		if (sets.size() < 3 || lone.support() > 1) return false;
		final Member member = lone.members().get(0);
		for (final BoxCluster other : all)
			if (other.support() > 1 && other.slice() == lone.slice() && other.label() != lone.label() && !other.has(member
				.annotator()) && other.median().iou(member.box()) >= SAME_PLACE) return reject(member, other.support() +
					" others drew " + name(other.label()) + " there");
		final List<BoxCluster> support = all.stream().filter(c -> c.support() > 1 && c.label() == lone.label() && c
			.slice() != lone.slice()).toList();
		final List<BoxCluster> near = nearest(support, lone.slice());
		if (near.isEmpty() || near.stream().anyMatch(c -> c.median().intersection(member.box()) > 0)) return false;
		return reject(member, "no one else drew it, and nothing that others drew of this label on the slices nearby lies there");
	}

	/** Those on the nearest slices below and above that hold any. */
	private static List<BoxCluster> nearest(final List<BoxCluster> clusters, final int slice) {
		final List<Integer> below = clusters.stream().map(BoxCluster::slice).distinct().filter(z -> z < slice).sorted((a,
			b) -> b - a).limit(NEAREST).toList();
		final List<Integer> above = clusters.stream().map(BoxCluster::slice).distinct().filter(z -> z > slice).sorted()
			.limit(NEAREST).toList();
		return clusters.stream().filter(c -> below.contains(c.slice()) || above.contains(c.slice())).toList();
	}

	private boolean reject(final Member member, final String why) {
		rejected[member.annotator()]++;
		notes.add(sets.get(member.annotator()).annotator() + ", slice " + (member.prompt().slice() + 1) + ": the box of " +
			name(member.prompt().label()) + " is not used; " + why + ".");
		return true;
	}

	private String name(final int label) {
		return labels.stream().filter(l -> l.value() == label).map(LabelClass::name).findFirst().orElse("label " + label);
	}

	private List<Prompt> prompts(final List<BoxCluster> clusters) {
		final int[] objects = ClusterObjects.number(clusters);
		final List<Prompt> merged = new ArrayList<>();
		for (int i = 0; i < objects.length; i++) {
			final BoxCluster cluster = clusters.get(i);
			final Prompt first = cluster.members().get(0).prompt();
			final List<PointPrompt> points = cluster.members().stream().flatMap(m -> m.prompt().points().stream()).toList();
			merged.add(new Prompt(objects[i], cluster.label(), cluster.slice(), first.channel(), first.frame(), cluster
				.median(), points, null, false));
		}
		return merged;
	}

	/** Prompts without boxes: points as they are, stop marks by majority. */
	private List<Prompt> otherPrompts() {
		final List<Prompt> others = new ArrayList<>();
		final Map<Prompt, Long> stops = sets.stream().flatMap(set -> set.prompts().stream().filter(Prompt::absent).map(
			p -> Prompt.absent(0, p.label(), p.slice())).distinct()).collect(Collectors.groupingBy(p -> p, LinkedHashMap::new,
				Collectors.counting()));
		stops.forEach((stop, count) -> {
			if (2 * count > sets.size()) others.add(stop);
		});
		int masks = 0;
		for (final PromptSet set : sets) {
			for (final Prompt p : set.prompts()) {
				if (p.absent() || isBox(p)) continue;
				if (p.mask() != null) masks++;
				else others.add(p.withObject(0));
			}
		}
		if (masks > 0) notes.add(masks + " masks are left out. Merge label images by majority, staple or shape instead.");
		return others;
	}

	private List<MergedBoxes.Row> rows(final List<BoxCluster> clusters) {
		final List<MergedBoxes.Row> rows = new ArrayList<>();
		for (int k = 0; k < sets.size(); k++) {
			final int annotator = k;
			final double iou = clusters.stream().flatMap(c -> c.members().stream().filter(m -> m.annotator() == annotator).map(
				m -> c.median().iou(m.box()))).mapToDouble(v -> v).average().orElse(Double.NaN);
			rows.add(new MergedBoxes.Row(sets.get(k).annotator(), (int) sets.get(k).prompts().stream().filter(
				BoxMerging::isBox).count(), iou, (int) clusters.stream().filter(c -> !c.has(annotator)).count(), rejected[k]));
		}
		return rows;
	}
}
