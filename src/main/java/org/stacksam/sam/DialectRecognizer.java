package org.stacksam.sam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.stacksam.InputException;
import org.stacksam.sam.AddOptions.Scale;
import org.stacksam.sam.EncoderSpec.Layout;
import org.stacksam.sam.EncoderSpec.Resize;
import org.stacksam.sam.Signature.Tensor;

/**
 * From the inputs and outputs of two files to what a manifest says of them. What no signature shows is assumed: SAM's own
 * scaling, MedSAM's for files of that name, none where the input has its colours last (samexporter scales inside);
 * longest side, but squashed where there are high-resolution features (SAM 2).
 */
final class DialectRecognizer {

	private static final int USUAL_SIZE = 1024;
	private static final List<Float> MEAN = List.of(123.675f, 116.28f, 103.53f), STD = List.of(58.395f, 57.12f, 57.375f);
	private static final List<String> MASKS = List.of("low_res_masks", "low_res_logits", "pred_masks", "masks"), IOUS = List
		.of("iou_predictions", "iou_scores", "scores", "iou_pred", "iou_preds", "iou");

	/** Tensors inside the official one-mask export, before it chooses. */
	static final DecoderSpec.Outputs INNER_MASKS = new DecoderSpec.Outputs("/Reshape_9_output_0",
		"/iou_prediction_head/layers.2/Gemm_output_0");

	private final Signature encoder, decoder;
	private final String names;
	private final AddOptions options;

	/**
	 * @param names of model and files, in which "medsam" is looked for
	 */
	DialectRecognizer(final Signature encoder, final Signature decoder, final String names, final AddOptions options) {
		this.encoder = encoder;
		this.decoder = decoder;
		this.names = names.toLowerCase(Locale.ROOT);
		this.options = options;
	}

	/** What was found. */
	record Recognized(EncoderSpec encoder, DecoderSpec decoder) {}

	/**
	 * The two files' parts of a manifest.
	 *
	 * @param shapes of the encoder's outputs, from a run
	 * @throws InputException listing the files' inputs and outputs if they fit no known dialect
	 */
	Recognized recognize(final Map<String, long[]> shapes) {
		final String dialect = dialect();
		return new Recognized(encoder(outputs(dialect, shapes)), decoder(dialect));
	}

	/** The encoder's part with no outputs told yet, enough to run it once. */
	EncoderSpec input() {
		return encoder(List.of(new EncoderSpec.Output("", "", List.of(1L))));
	}

	private EncoderSpec encoder(final List<EncoderSpec.Output> outputs) {
		if (encoder.inputs().size() != 1) throw unknown("the encoder has " + encoder.inputs().size() + " inputs, not one");
		final Map.Entry<String, Tensor> input = encoder.inputs().entrySet().iterator().next();
		final long[] shape = input.getValue().shape();
		final Layout layout = layout(shape);
		final int size = size(shape, layout);
		final Resize resize = options.resize() != null ? options.resize() : encoder.outputs().keySet().stream().anyMatch(
			n -> n.contains("high_res")) ? Resize.SQUASH : isUnpadded(shape, layout) ? Resize.LONGEST_SIDE_UNPADDED
				: Resize.LONGEST_SIDE;
		final Scale scale = options.scaling() != null ? options.scaling() : isMedSam() ? Scale.MIN_MAX : layout
			.colourFirst() ? Scale.IMAGENET : Scale.NONE;
		return new EncoderSpec(input.getKey(), size, resize, layout, scale == Scale.MIN_MAX ? EncoderSpec.Scaling.MIN_MAX
			: EncoderSpec.Scaling.MEAN_STD, scale == Scale.IMAGENET ? MEAN : List.of(0f, 0f, 0f), scale == Scale.IMAGENET ? STD
				: scale == Scale.UNIT ? List.of(255f, 255f, 255f) : List.of(1f, 1f, 1f), outputs);
	}

	private boolean isMedSam() {
		return names.contains("medsam");
	}

	private Layout layout(final long[] shape) {
		if (shape.length == 4 && shape[1] == 3) return Layout.NCHW;
		if (shape.length == 4 && shape[3] == 3) return Layout.NHWC;
		if (shape.length == 3 && shape[2] == 3) return Layout.HWC;
		if (shape.length == 3 && shape[0] == 3) return Layout.CHW;
		if (shape.length == 4 && shape[1] < 0 && shape[3] < 0) return Layout.NCHW; // all axes open, as transformers.js' files
		throw unknown("the encoder's input has the shape " + Arrays.toString(shape) + ", no axis of 3 colours");
	}

	/** Height and width left open in H × W × 3: the model pads. */
	private static boolean isUnpadded(final long[] shape, final Layout layout) {
		return !layout.colourFirst() && shape[shape.length - 2] < 0;
	}

	private int size(final long[] shape, final Layout layout) {
		final int y = shape.length - (layout.colourFirst() ? 2 : 3);
		final long height = shape[y], width = shape[y + 1];
		if (height > 0 && width > 0 && height != width) throw unknown("the encoder's input of " + height + " × " + width +
			" pixels is no square");
		final long told = Math.max(height, width);
		if (told > 0 && options.inputSize() > 0 && told != options.inputSize()) throw new InputException("input_size=" +
			options.inputSize() + ": the encoder's input has " + told + " pixels. Leave the key out.");
		return told > 0 ? (int) told : options.inputSize() > 0 ? options.inputSize() : USUAL_SIZE;
	}

	private String dialect() {
		final Set<String> inputs = decoder.inputs().keySet();
		if (inputs.containsAll(List.of("point_coords", "point_labels"))) return DecoderDialects.OFFICIAL;
		if (inputs.containsAll(List.of("input_points", "input_labels"))) return DecoderDialects.HUGGING_FACE;
		if (inputs.contains("boxes")) return DecoderDialects.BOX;
		throw unknown("the decoder has none of the prompt inputs point_coords and point_labels, input_points and " +
			"input_labels, boxes");
	}

	/** Which of the encoder's outputs goes to which of the decoder's other inputs: by name, else by shape. */
	private List<EncoderSpec.Output> outputs(final String name, final Map<String, long[]> shapes) {
		final DecoderDialect dialect = DecoderDialects.BY_NAME.get(name);
		final List<String> open = new ArrayList<>(decoder.inputs().keySet());
		open.removeAll(dialect.required(dialect.prompts()));
		open.removeAll(dialect.optional());
		final Map<String, String> to = new LinkedHashMap<>();
		final List<String> left = new ArrayList<>(shapes.keySet());
		for (final String input : open)
			if (left.remove(input)) to.put(input, input);
		for (final String input : open) {
			if (to.containsKey(input)) continue;
			final List<String> fitting = left.stream().filter(o -> fits(shapes.get(o), decoder.inputs().get(input).shape()))
				.toList();
			if (fitting.size() != 1) throw unknown((fitting.isEmpty() ? "no output" : "more than one output") +
				" of the encoder fits the decoder's input \"" + input + "\"");
			to.put(input, fitting.get(0));
			left.remove(fitting.get(0));
		}
		if (to.isEmpty()) throw unknown("the decoder has no input for the embedding");
		// The embedding comes first: its side tells that of the masks. Feature maps beside it are larger or have other names.
		final List<String> order = new ArrayList<>(to.keySet());
		order.sort(Comparator.comparingInt(DialectRecognizer::rank));
		return order.stream().map(input -> new EncoderSpec.Output(to.get(input), input, Arrays.stream(shapes.get(to.get(
			input))).boxed().toList())).toList();
	}

	private static int rank(final String input) {
		return input.equals("image_embeddings") || input.equals("image_embed") ? 0 : input.contains("high_res") || input
			.contains("interm") || input.contains("positional") ? 2 : 1;
	}

	private static boolean fits(final long[] found, final long[] declared) {
		if (found.length != declared.length) return false;
		for (int i = 0; i < found.length; i++)
			if (declared[i] > 0 && declared[i] != found[i]) return false;
		return true;
	}

	private DecoderSpec decoder(final String name) {
		final DecoderDialect dialect = DecoderDialects.BY_NAME.get(name);
		final Map<String, Tensor> outputs = decoder.outputs();
		final String masks = first(MASKS, outputs.keySet()), iou = first(IOUS, outputs.keySet());
		if (masks == null) throw unknown("the decoder has none of the outputs " + String.join(", ", MASKS));
		final DecoderSpec.Outputs found = new DecoderSpec.Outputs(masks, iou);
		final long[] maskShape = outputs.get(masks).shape(), iouShape = iou == null ? new long[] { 1 } : outputs.get(iou)
			.shape();
		final long count = iouShape.length > 0 && iouShape[iouShape.length - 1] > 0 ? iouShape[iouShape.length - 1]
			: maskShape.length > 2 ? maskShape[maskShape.length - 3] : -1;
		final boolean one = count == 1 || count < 0 && iou == null;
		// Masks at the size asked for are read at that of the input, which is the frame of all coordinates.
		final boolean resized = decoder.inputs().containsKey("orig_im_size") && masks.equals("masks");
		return new DecoderSpec(name, Map.of(), one ? found : null, one ? null : found, prompts(dialect), resized ? encoder(
			List.of(new EncoderSpec.Output("", "", List.of(1L)))).inputSize() : 1);
	}

	private Set<PromptKind> prompts(final DecoderDialect dialect) {
		final Set<PromptKind> kinds = EnumSet.copyOf(options.prompts() != null ? options.prompts() : isMedSam() ? EnumSet.of(
			PromptKind.BOX) : dialect.prompts());
		kinds.retainAll(dialect.prompts());
		if (options.prompts() == null && !decoder.inputs().keySet().containsAll(dialect.required(kinds))) kinds.remove(
			PromptKind.BOX); // exports for transformers.js without input_boxes
		if (kinds.isEmpty()) throw unknown("prompt_kinds=" + options.prompts() + " is not what this dialect takes: " + dialect
			.prompts());
		return kinds;
	}

	private static String first(final List<String> known, final Set<String> there) {
		return known.stream().filter(there::contains).findFirst().orElse(null);
	}

	private InputException unknown(final String why) {
		return InputException.of("These files are in no dialect that StackSAM knows: " + why, List.of("encoder: " + encoder,
			"decoder: " + decoder,
			"known: Segment Anything's own export with one or four masks (MobileSAM, MedSAM, samexporter, EdgeSAM, HQ-SAM, " +
				"SAM 2): point_coords, point_labels",
			"known: transformers.js: input_points, input_labels, input_boxes", "known: a box alone: boxes",
			"the decoder's masks: " + String.join(", ", MASKS),
			"another export can be described by hand: see models/README.md"));
	}
}
