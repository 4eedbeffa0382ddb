package org.stacksam.volume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.stacksam.prompt.LabelClass;
import org.stacksam.volume.VolumeResult.ObjectEstimate;
import org.stacksam.volume.refine.Refined;

/**
 * The rows and estimates of a result.
 *
 * @param rows least confident first
 * @param estimates by object, in order of their numbers
 */
record Report(List<ReportRow> rows, List<ObjectEstimate> estimates) {

	static Report of(final List<SegmentedPrompt> masks, final Refined refined, final List<LabelClass> classes) {
		final Map<Integer, String> names = classes.stream().collect(Collectors.toMap(LabelClass::value, LabelClass::name));
		final List<ReportRow> rows = new ArrayList<>();
		final Map<Integer, Integer> labels = new LinkedHashMap<>();
		for (int i = 0; i < masks.size(); i++) {
			final SegmentedPrompt p = masks.get(i);
			final Refined.MaskQuality q = refined.masks().get(i);
			labels.put(p.object(), p.label());
			rows.add(new ReportRow(p.object(), p.label(), names.get(p.label()), p.slice(), p.source(), p.predictedIou(), p
				.stability(), q.area(), q.confidence()));
		}
		rows.sort(Comparator.comparingDouble(ReportRow::confidence));
		final List<ObjectEstimate> estimates = new ArrayList<>();
		refined.estimatedDice().forEach((object, dice) -> estimates.add(new ObjectEstimate(object, labels.get(object), names
			.get(labels.get(object)), dice)));
		return new Report(rows, estimates);
	}
}
