package org.stacksam.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.stacksam.InputException;
import org.stacksam.Progress;
import org.stacksam.evaluation.Metric;
import org.stacksam.evaluation.ResultReader;
import org.stacksam.ij.ImageOpener;
import org.stacksam.ij.RoiFiles;
import org.stacksam.ij.RoiPrompts;
import org.stacksam.ij.RoiSpace;
import org.stacksam.interactive.SessionStore;
import org.stacksam.io.NiftiFile;
import org.stacksam.nnunet.DatasetJson;
import org.stacksam.nnunet.ProbabilityFile;
import org.stacksam.nnunet.SummaryFile;
import org.stacksam.prompt.LabelNames;
import org.stacksam.prompt.PromptFiles;
import org.stacksam.prompt.ReadOptions;
import org.stacksam.sam.ModelManifests;

/** The readers of files that may come from anyone: each with the name its file has and what is done with the file. */
enum FileReader {

	NIFTI("a.nii", FileReader::nifti),
	NIFTI_GZ("a.nii.gz", FileReader::nifti),
	PROMPTS("ours.json", FileReader::prompts),
	COCO("coco.json", FileReader::prompts),
	LABEL_STUDIO("studio.json", FileReader::prompts),
	CVAT("cvat.xml", FileReader::prompts),
	YOLO("s0.txt", file -> PromptFiles.readAll(file.getParent(), Seeds.IMAGE)),
	YOLO_CLASSES("data.yaml", file -> {
		Files.writeString(file.resolveSibling("s0.txt"), "0 0.5 0.5 0.1 0.1\n");
		PromptFiles.readAll(file.getParent(), Seeds.IMAGE);
	}),
	ROI("a.roi", FileReader::rois),
	ROI_ZIP("a.zip", FileReader::rois),
	LABEL_NAMES("names.json", file -> LabelNames.parse(file.toString())),
	NPZ("a.npz", file -> {
		ProbabilityFile.checkShape(file, Seeds.GRID);
		ProbabilityFile.confidence(file, Seeds.GRID, file.toFile().length() % 2 == 0, Progress.NONE);
	}),
	SUMMARY("summary.json", file -> {
		SummaryFile.read(file, null);
		ResultReader.read(file.toString(), Metric.DICE);
	}),
	DATASET("dataset.json", DatasetJson::read),
	RESULTS("a.csv", file -> ResultReader.read(file.toString(), Metric.DICE)),
	MANIFEST("model.json", file -> ModelManifests.read(file.getParent())),
	SESSION("session.json", file -> SessionStore.find(file.getParent(), Seeds.WIDTH, Seeds.HEIGHT, Seeds.DEPTH)),
	TIFF("a.tif", FileReader::image),
	DICOM("a.dcm", FileReader::image);

	/** What reads a file of this kind. */
	private interface Reading {

		void of(Path file) throws IOException;
	}

	private final String fileName;
	private final Reading reading;

	FileReader(final String fileName, final Reading reading) {
		this.fileName = fileName;
		this.reading = reading;
	}

	/** In memory where the system has such a folder: a million files are written. Named as the model of the manifests. */
	private static final class Folder {

		static final Path PATH = make();

		private static Path make() {
			try {
				final Path memory = Path.of("/dev/shm");
				final Path parent = Files.isWritable(memory) ? Files.createTempDirectory(memory, "stacksam-fuzz") : Files
					.createTempDirectory("stacksam-fuzz");
				Runtime.getRuntime().addShutdownHook(new Thread(() -> Seeds.delete(parent)));
				return parent;
			}
			catch (final IOException e) {
				throw new ExceptionInInitializerError(e);
			}
		}
	}

	/** Valid files, some of each kind. */
	List<byte[]> seeds() throws IOException {
		return Seeds.of(this);
	}

	/**
	 * Reads an input; it is read or refused with a message for the user.
	 *
	 * @return whether it was read
	 */
	boolean read(final byte[] input) throws IOException {
		final Path file = Folder.PATH.resolve(name()).resolve(Seeds.MODEL).resolve(fileName);
		if (!Files.exists(file)) Files.createDirectories(file.getParent());
		Files.write(file, input);
		try {
			reading.of(file);
			return true;
		}
		catch (final InputException e) {
			if (e.getMessage().isBlank()) throw new AssertionError("An error without a message", e);
			return false;
		}
		catch (final IOException e) {
			return false;
		}
	}

	private static void nifti(final Path file) throws IOException {
		final NiftiFile.Info info = NiftiFile.info(file);
		NiftiFile.read(file, info.frames() - 1);
		// some: a mapping takes as long as all the rest, and on Windows the file could not be written again
		if (File.separatorChar == '/' && file.toString().endsWith(".nii") && file.toFile().length() % 8 == 4) NiftiFile.map(
			file, 0);
	}

	private static void prompts(final Path file) throws IOException {
		PromptFiles.readAll(file, ReadOptions.DEFAULT);
	}

	private static void rois(final Path file) throws IOException {
		final var rois = RoiFiles.read(file);
		// few without an image: large shapes take long there; by content, since a fuzzer keeps to a length that it likes
		RoiPrompts.of(rois, Arrays.hashCode(Files.readAllBytes(file)) % 1000 == 0 ? RoiSpace.UNKNOWN : RoiSpace.of("ct",
			Seeds.WIDTH, Seeds.HEIGHT, Seeds.DEPTH), 0);
	}

	private static void image(final Path file) throws IOException {
		ImageOpener.select(file, 0, 0, 0, Progress.NONE).geometry();
	}
}
