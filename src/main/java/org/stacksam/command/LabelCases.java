package org.stacksam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
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

/**
 * Predicted and reference label images case by case: two files, two folders, or open images.
 *
 * @param all ascending by name
 * @param areFolders whether they come from folders
 */
record LabelCases(List<Case> all, boolean areFolders) {

	/** Opens an image when its turn comes. */
	@FunctionalInterface
	private interface Opener {

		Side open(Progress progress) throws IOException;
	}

	/**
	 * A case that is opened when its turn comes.
	 *
	 * @param files of both sides, where it comes from files
	 */
	record Case(String name, List<Path> files, Opener predicted, Opener reference) {

		/**
		 * Opens both images.
		 *
		 * @throws InputException if they lie on different grids
		 */
		Pair open(final Progress progress) throws IOException {
			final Side left = predicted.open(progress), right = reference.open(progress);
			if (!left.selection.geometry().sameGrid(right.selection.geometry())) throw new InputException(left.source +
				" and " + right.source + " lie on different grids: " + left.selection.geometry() + " and " + right.selection
					.geometry() + ". Resample one of them onto the other.");
			return new Pair(left, right);
		}
	}

	/** Both images of a case, on one grid. */
	record Pair(Side predicted, Side reference) {}

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
		return new LabelCases(List.of(new Case(name, List.of(), left, right)), false);
	}

	private static LabelCases ofFiles(final Path predicted, final Path reference, final Progress progress)
		throws IOException
	{
		if (Files.isDirectory(predicted) != Files.isDirectory(reference)) throw new InputException("predicted_path=" +
			predicted + " and reference_path=" + reference + " must both be files or both be folders.");
		if (!Files.isDirectory(predicted)) return new LabelCases(List.of(ofPair(CasePairing.caseName(predicted.toString()),
			new CasePairing.Pair(predicted, reference))), false);
		final CasePairing pairing = CasePairing.of(files(predicted), files(reference));
		pairing.onlyPredicted().forEach(file -> progress.log("Left out, it has no reference: " + file));
		pairing.onlyReference().forEach(file -> progress.log("Left out, it has no prediction: " + file));
		return new LabelCases(pairing.pairs().entrySet().stream().map(pair -> ofPair(pair.getKey(), pair.getValue()))
			.toList(), true);
	}

	private static Case ofPair(final String name, final CasePairing.Pair files) {
		return new Case(name, List.of(files.predicted(), files.reference()), opener("predicted", Optional.of(files
			.predicted()), null), opener("reference", Optional.of(files.reference()), null));
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

	/** Checks that both hold labels. */
	static Opened labels(final Pair pair) {
		final LabelImages.Labels a = LabelFiles.labels(pair.predicted.selection), b = LabelFiles.labels(
			pair.reference.selection);
		final BitSet values = (BitSet) a.values().clone();
		values.or(b.values());
		return new Opened(a.image(), b.image(), values);
	}
}
