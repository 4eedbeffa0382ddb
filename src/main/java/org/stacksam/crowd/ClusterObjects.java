package org.stacksam.crowd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects of merged boxes from the objects that the annotators stated: each annotator counts objects in an own way, but
 * says which boxes along the stack belong together.
 */
final class ClusterObjects {

	private ClusterObjects() {}

	/**
	 * Numbers the objects: two merged boxes are joined if an annotator gave the two the same object, links that more
	 * annotators state first, and never so that an object has two boxes on one slice.
	 *
	 * @return for each cluster a number from 1, or 0 if nobody stated its object
	 */
	static int[] number(final List<BoxCluster> clusters) {
		final int[] root = new int[clusters.size()];
		final List<Set<Integer>> slices = new ArrayList<>();
		for (int i = 0; i < root.length; i++) {
			root[i] = i;
			slices.add(new HashSet<>(Set.of(clusters.get(i).slice())));
		}
		for (final Link link : links(clusters)) {
			final int a = find(root, link.a), b = find(root, link.b);
			if (a == b || slices.get(a).stream().anyMatch(slices.get(b)::contains)) continue;
			root[b] = a;
			slices.get(a).addAll(slices.get(b));
		}
		final Map<Integer, Integer> numbers = new HashMap<>();
		final int[] objects = new int[root.length];
		for (int i = 0; i < root.length; i++)
			if (clusters.get(i).members().stream().anyMatch(m -> m.prompt().object() > 0)) objects[i] = numbers
				.computeIfAbsent(find(root, i), r -> numbers.size() + 1);
		return objects;
	}

	private record Link(int a, int b) {}

	/** Pairs of clusters that follow each other in some annotator's object, those that most annotators state first. */
	private static List<Link> links(final List<BoxCluster> clusters) {
		record Stated(int annotator, int object) {}
		final Map<Stated, List<Integer>> objects = new LinkedHashMap<>();
		for (int i = 0; i < clusters.size(); i++) {
			final int cluster = i;
			for (final BoxCluster.Member m : clusters.get(i).members())
				if (m.prompt().object() > 0) objects.computeIfAbsent(new Stated(m.annotator(), m.prompt().object()),
					o -> new ArrayList<>()).add(cluster);
		}
		final Map<Link, Integer> support = new LinkedHashMap<>();
		for (final List<Integer> own : objects.values()) {
			own.sort(Comparator.comparingInt(i -> clusters.get(i).slice()));
			for (int i = 1; i < own.size(); i++)
				support.merge(new Link(own.get(i - 1), own.get(i)), 1, Integer::sum);
		}
		return support.entrySet().stream().sorted(Map.Entry.<Link, Integer> comparingByValue().reversed()).map(
			Map.Entry::getKey).toList();
	}

	private static int find(final int[] root, final int i) {
		int r = i;
		while (root[r] != r)
			r = root[r] = root[root[r]];
		return r;
	}
}
