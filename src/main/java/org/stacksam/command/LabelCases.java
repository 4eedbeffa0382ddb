package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.WindowManager;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.evaluation.CasePairing;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.StackSelection;
import org.stacksam.io.LabelImages;

/** Predicted and reference label images case by case: two files, two folders, or open images. Each is opened once. */
final class LabelCases {

	private final List<Case> cases;

	private LabelCases(final List<Case> cases) {
		this.cases = cases;
	}

	/** Opens an image when its turn comes. */
	@FunctionalInterface
	private interface Opener {

		Side open(Progress progress) throws IOException;
	}

	private record Case(String name, Opener predicted, Opener reference) {}

	/**
	 * An open image of a case.
	 *
	 * @param source path or title
	 */
	record Side(StackSelection selection, String source) {

		RandomAccessibleInterval<? extends RealType<?>> view() {
			return ImagePlusViews.view(selection);
		}
	}

	/** Both images as labels, and the values in either. */
	record Opened(RandomAccessibleInterval<? extends RealType<?>> predicted,
		RandomAccessibleInterval<? extends RealType<?>> reference, BitSet values)
	{}

	/** What is done with a case. */
	@FunctionalInterface
	interface Visitor {

		void visit(String name, Side predicted, Side reference) throws IOException;
	}

	/**
	 * Finds the cases.
	 *
	 * @param openPredicted the open image that stands for a missing path; may be null
	 * @param openReference the same of the reference; if both are the same image, the only other open one is the reference
	 */
	static LabelCases of(final Optional<Path> predicted, final Optional<Path> reference, final ImagePlus openPredicted,
		final ImagePlus openReference, final Progress progress) throws IOException
	{
		if (predicted.isPresent() && reference.isPresent()) return ofFiles(predicted.get(), reference.get(), progress);
		if (Stream.of(predicted, reference).flatMap(Optional::stream).anyMatch(Files::isDirectory))
			throw new InputException((predicted.isPresent() ? "reference_path" : "predicted_path") +
				" is missing: a folder is compared with a folder.");
		final ImagePlus other = reference.isEmpty() && predicted.isEmpty() && openReference == openPredicted ? onlyOther(
			openPredicted) : openReference;
		final Opener left = opener("predicted", predicted, openPredicted), right = opener("reference", reference, other);
		final String name = predicted.map(p -> CasePairing.caseName(p.toString())).orElseGet(() -> openPredicted.getTitle());
		return new LabelCases(List.of(new Case(name, left, right)));
	}

	private static LabelCases ofFiles(final Path predicted, final Path reference, final Progress progress)
		throws IOException
	{
		if (Files.isDirectory(predicted) != Files.isDirectory(reference)) throw new InputException("predicted_path=" +
			predicted + " and reference_path=" + reference + " must both be files or both be folders.");
		if (!Files.isDirectory(predicted)) return new LabelCases(List.of(new Case(CasePairing.caseName(predicted.toString()),
			opener("predicted", Optional.of(predicted), null), opener("reference", Optional.of(reference), null))));
		final CasePairing pairing = CasePairing.of(files(predicted), files(reference));
		pairing.onlyPredicted().forEach(file -> progress.log("Left out, it has no reference: " + file));
		pairing.onlyReference().forEach(file -> progress.log("Left out, it has no prediction: " + file));
		return new LabelCases(pairing.pairs().entrySet().stream().map(LabelCases::ofPair).toList());
	}

	private static Case ofPair(final Map.Entry<String, CasePairing.Pair> pair) {
		return new Case(pair.getKey(), opener("predicted", Optional.of(pair.getValue().predicted()), null), opener(
			"reference", Optional.of(pair.getValue().reference()), null));
	}

	private static Opener opener(final String side, final Optional<Path> path, final ImagePlus open) {
		if (path.isPresent()) {
			final Path file = Keys.file(side + "_path", path.get().toString());
			return progress -> new Side(LabelFiles.open(file, progress), file.toString());
		}
		if (open == null) throw new InputException("The key \"" + side + "_path\" is missing, and no image is open for " +
			side + "_image. Give one of them.");
		return progress -> new Side(StackSelection.of(open, 0, 0, progress), open.getTitle());
	}

	private static ImagePlus onlyOther(final ImagePlus image) {
		final int[] ids = WindowManager.getIDList();
		final List<ImagePlus> others = IntStream.of(ids == null ? new int[0] : ids).mapToObj(WindowManager::getImage).filter(
			i -> i != image).toList();
		if (others.size() != 1) throw new InputException("The key \"reference_path\" is missing, and there are " + others
			.size() + " open images beside the active one. Give reference_path, or reference_image=[TITLE] of an open image.");
		return others.get(0);
	}

	private static Collection<Path> files(final Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".") &&
				!CasePairing.caseName(file.toString()).equals(file.getFileName().toString())).sorted().toList();
		}
	}

	/** Visits the cases in order, each with both images on one grid. */
	void forEach(final Visitor visitor, final Progress progress) throws IOException {
		int done = 0;
		for (final Case one : cases) {
			progress.check();
			progress.report(done++, cases.size(), "Evaluating " + one.name);
			final Side predicted = one.predicted.open(progress), reference = one.reference.open(progress);
			if (!predicted.selection.geometry().sameGrid(reference.selection.geometry())) throw new InputException(
				predicted.source + " and " + reference.source + " lie on different grids: " + predicted.selection.geometry() +
					" and " + reference.selection.geometry() + ". Resample one of them onto the other.");
			visitor.visit(one.name, predicted, reference);
		}
	}

	/** Checks that both hold labels. */
	static Opened labels(final Side predicted, final Side reference) {
		final LabelImages.Labels a = LabelFiles.labels(predicted.selection), b = LabelFiles.labels(reference.selection);
		final BitSet values = (BitSet) a.values().clone();
		values.or(b.values());
		return new Opened(a.image(), b.image(), values);
	}
}
