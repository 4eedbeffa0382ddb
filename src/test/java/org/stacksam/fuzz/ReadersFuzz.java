package org.stacksam.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a file holds, it is read or refused with a message: no other exception, no hang, no memory beyond a small
 * heap. {@code mvn verify} reads the seeds, the files below {@code src/test/resources/org/stacksam/fuzz} that once broke
 * a reader, and some thousand damaged seeds; {@code scripts/fuzz} lets Jazzer search, a million inputs a reader.
 */
class ReadersFuzz {

	private static final int INPUTS = Integer.getInteger("stacksam.fuzz.inputs", 1500);

	/** The seeds of the reader that the method is called after. */
	static final class SeedFiles implements ArgumentsProvider {

		@Override
		public Stream<? extends Arguments> provideArguments(final ExtensionContext context) throws IOException {
			final String name = context.getRequiredTestMethod().getName().replaceAll("([A-Z])", "_$1").toUpperCase(
				Locale.ROOT);
			return FileReader.valueOf(name).seeds().stream().map(seed -> Arguments.of((Object) seed));
		}
	}

	@ParameterizedTest
	@EnumSource
	void damagedFiles(final FileReader reader) throws IOException {
		final List<byte[]> seeds = reader.seeds();
		for (final byte[] seed : seeds)
			assertTrue(reader.read(seed), "A valid file is refused");
		final Damage damage = new Damage(seeds, new SplittableRandom(11));
		int refused = 0;
		for (int i = 0; i < INPUTS; i++) {
			final byte[] input = damage.next();
			try {
				if (!reader.read(input)) refused++;
			}
			catch (final RuntimeException | Error e) {
				throw new AssertionError("Not refused but failed: " + Damage.show(input), e);
			}
		}
		assertTrue(refused > INPUTS / 20, "the damage does nothing: " + refused);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void nifti(final byte[] input) throws IOException {
		FileReader.NIFTI.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void niftiGz(final byte[] input) throws IOException {
		FileReader.NIFTI_GZ.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void prompts(final byte[] input) throws IOException {
		FileReader.PROMPTS.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void coco(final byte[] input) throws IOException {
		FileReader.COCO.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void labelStudio(final byte[] input) throws IOException {
		FileReader.LABEL_STUDIO.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void cvat(final byte[] input) throws IOException {
		FileReader.CVAT.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void yolo(final byte[] input) throws IOException {
		FileReader.YOLO.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void yoloClasses(final byte[] input) throws IOException {
		FileReader.YOLO_CLASSES.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void roi(final byte[] input) throws IOException {
		FileReader.ROI.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void roiZip(final byte[] input) throws IOException {
		FileReader.ROI_ZIP.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void labelNames(final byte[] input) throws IOException {
		FileReader.LABEL_NAMES.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void npz(final byte[] input) throws IOException {
		FileReader.NPZ.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void summary(final byte[] input) throws IOException {
		FileReader.SUMMARY.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void dataset(final byte[] input) throws IOException {
		FileReader.DATASET.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void results(final byte[] input) throws IOException {
		FileReader.RESULTS.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void manifest(final byte[] input) throws IOException {
		FileReader.MANIFEST.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void session(final byte[] input) throws IOException {
		FileReader.SESSION.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void tiff(final byte[] input) throws IOException {
		FileReader.TIFF.read(input);
	}

	@ArgumentsSource(SeedFiles.class)
	@FuzzTest
	void dicom(final byte[] input) throws IOException {
		FileReader.DICOM.read(input);
	}
}
