package org.stacksam.sam;

import java.util.List;

/**
 * A model described by data: a JSON file under {@code models/} or beside the weights. The README there explains each
 * key. Read by {@link ModelManifests}.
 *
 * @param name a–z, 0–9, '.', '-', '_'; also the name of its folder
 * @param title for people
 * @param licence of the weights
 * @param source https address of the project; "" if it is not told
 * @param files one encoder and one decoder
 * @param sources where the files are fetched from, in the order to try; may be empty
 * @param encoder what the encoder takes and gives
 * @param decoder what the decoder takes and gives
 */
public record ModelManifest(String name, String title, String licence, String source, List<ModelFile> files,
	List<ModelSource> sources, EncoderSpec encoder, DecoderSpec decoder)
{

	/** The model that is used if none is named. */
	public static final String DEFAULT = "mobilesam";

	public ModelManifest {
		files = List.copyOf(files);
		sources = List.copyOf(sources);
	}

	/** The file of a role. */
	public ModelFile file(final ModelFile.Role role) {
		return files.stream().filter(f -> f.role() == role).findFirst().orElseThrow();
	}

	/** Side of the square input in pixels. */
	public int inputSize() {
		return encoder.inputSize();
	}

	/** In a line, for people: dialect, input, scaling, prompts. */
	public String describe() {
		final boolean meanStd = encoder.scaling() == EncoderSpec.Scaling.MEAN_STD;
		return "dialect " + decoder.dialect() + ", input " + encoder.inputSize() + " " + ManifestParser.word(encoder
			.layout()) + ", resize " + ManifestParser.word(encoder.resize()) + ", scaling " + ManifestParser.word(encoder
				.scaling()) + (meanStd ? " " + encoder.mean() + " " + encoder.std() : "") + ", prompts " + decoder.prompts();
	}

	/** Size of all files. */
	public long bytes() {
		return files.stream().mapToLong(ModelFile::bytes).sum();
	}
}
