package org.stacksam.ij;

import java.io.IOException;
import java.nio.file.Path;

import org.stacksam.Progress;
import org.stacksam.io.NiftiFile;
import org.stacksam.nnunet.ImageSource;

/** A file of any format that {@link ImageOpener} opens, as a case of an nnU-Net dataset: first channel and frame. */
public record ImageFileSource(Path file) implements ImageSource {

	/** The source for a file; NIfTI needs no ImageJ. */
	public static ImageSource of(final Path file) {
		return NiftiFile.isNifti(file) ? ImageSource.nifti(file, 0) : new ImageFileSource(file);
	}

	@Override
	public String name() {
		return file.toString();
	}

	@Override
	public NiftiFile.Volume open(final Progress progress) throws IOException {
		final StackSelection volume = ImageOpener.select(file, 0, 0, 0, progress);
		return new NiftiFile.Volume(ImagePlusViews.view(volume), volume.geometry());
	}

	@Override
	public String stamp() throws IOException {
		return ImageSource.stamp(file);
	}
}
