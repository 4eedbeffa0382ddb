package org.stacksam.ij.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.ij.ImagePlusViews;
import org.stacksam.ij.LabelFiles;
import org.stacksam.ij.PromptRois;
import org.stacksam.ij.StackSelection;
import org.stacksam.interactive.MacroText;
import org.stacksam.interactive.SessionClass;
import org.stacksam.interactive.SessionObject;
import org.stacksam.interactive.SessionState;
import org.stacksam.nnunet.CaseAdder;
import org.stacksam.nnunet.DatasetCase;
import org.stacksam.nnunet.DatasetReport;
import org.stacksam.nnunet.DatasetSpec;
import org.stacksam.nnunet.ImageSource;
import org.stacksam.prompt.LabelClass;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.PromptSet;

/** A session as files and ROIs. What takes time is called on a background thread. */
final class Exports {

	private Exports() {}

	/** What the user answers for, as prompts: accepted masks, open prompts, stop marks. */
	static PromptSet prompts(final ImageWork work) {
		final var labels = work.session().labels();
		return MacroText.answered(work.session().state(), work.folder().imageName(), labels.width(), labels.height(), labels
			.depth());
	}

	/** Prompts as a file; its ending says the format, .json is StackSAM's own. */
	static void writePrompts(final ImageWork work, final Path file) throws IOException {
		PromptFiles.write(file, prompts(work), true);
	}

	/** The label image as .tif, .nii or .nii.gz. */
	static void writeLabels(final ImageWork work, final Path file) throws IOException {
		work.session().noticeAllEdits();
		LabelFiles.write(file, work.session().labels().view(), classes(work), work.volume(), true);
	}

	/** Outlines of all visible objects on all slices. */
	static List<Roi> outlines(final SessionState state, final StackSelection volume) {
		final List<Roi> rois = new ArrayList<>();
		for (final SessionObject o : state.objects().values()) {
			final SessionClass c = state.classOf(o.label()).orElse(null);
			if (c == null || !c.visible()) continue;
			o.masks().forEach((z, mask) -> {
				final Roi roi = PromptRois.result(mask.mask(), o.number(), c.label(), z, volume);
				if (roi != null) rois.add(roi);
			});
		}
		return rois;
	}

	/** Adds the outlines to the ROI Manager, beside what is there; on the event thread. */
	static int toRoiManager(final ImageWork work) {
		final List<Roi> rois = outlines(work.state(), work.volume());
		if (rois.isEmpty()) throw new InputException("There is no accepted or carried mask to export.");
		final RoiManager manager = RoiManager.getRoiManager();
		rois.forEach(manager::addRoi);
		return rois.size();
	}

	/**
	 * This image and its labels as a case of a dataset, which is made if it is not there.
	 *
	 * @param raw the folder nnUNet_raw
	 */
	static DatasetReport writeDataset(final ImageWork work, final Path raw, final int id, final String name,
		final Progress progress) throws IOException
	{
		work.session().noticeAllEdits();
		final StackSelection volume = work.volume();
		final BitSet annotated = new BitSet();
		work.session().state().objects().values().forEach(o -> {
			o.masks().keySet().forEach(annotated::set);
			o.prompts().values().stream().filter(p -> p.absent()).forEach(p -> annotated.set(p.slice()));
		});
		final DatasetCase one = new DatasetCase(caseName(work.folder().imageName()), List.of(ImageSource.of(volume.image()
			.getTitle(), ImagePlusViews.view(volume), volume.geometry())), ImageSource.of("labels", work.session().labels()
				.view(), volume.geometry()), null, annotated, "");
		return CaseAdder.add(DatasetSpec.of(id, name, classes(work)), one, raw, progress);
	}

	private static List<LabelClass> classes(final ImageWork work) {
		return work.session().state().labels();
	}

	private static String caseName(final String imageName) {
		return imageName.replaceAll("\\.(nii\\.gz|nii|tiff?|dcm)", "").replaceAll("[^A-Za-z0-9-]", "_");
	}

}
