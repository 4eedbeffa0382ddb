package org.stacksam.sam;

import java.util.ArrayList;
import java.util.List;

import org.stacksam.sam.TinyOnnx.Attribute;

/**
 * Networks of a few nodes with the signatures of larger ones: the encoder averages the grey image down, the decoder
 * enlarges that again, compares with a threshold and cuts to the box. So a bright object in a box comes out only where
 * scaling, placement, shapes and the way of each feature map are right.
 */
public final class TinySam {

	private TinySam() {}

	/** A model's two files. */
	public record Files(byte[] encoder, byte[] decoder) {}

	/** SAM 2: two maps of higher resolution beside the embedding; four masks. */
	public static Files sam2() {
		final TinyOnnx encoder = grey("image", 1024);
		pooled(encoder, "high_res_feats_0", 4, 1, 32, 256, 256);
		pooled(encoder, "high_res_feats_1", 8, 1, 64, 128, 128);
		pooled(encoder, "image_embed", 16, 1, 256, 64, 64);
		final TinyOnnx decoder = new TinyOnnx().input("image_embed", TinyOnnx.FLOAT, 1, 256, 64, 64).input(
			"high_res_feats_0", TinyOnnx.FLOAT, 1, 32, 256, 256).input("high_res_feats_1", TinyOnnx.FLOAT, 1, 64, 128, 128);
		enlarged(decoder, "image_embed", 1, 4);
		enlarged(decoder, "high_res_feats_0", 1, 1);
		enlarged(decoder, "high_res_feats_1", 1, 2);
		decoder.node("Mean", List.of("image_embed_large", "high_res_feats_0_large", "high_res_feats_1_large"), "seen");
		points(decoder, 256);
		return new Files(encoder.bytes(), masks(decoder, 1024, 256, 0, 4, "masks"));
	}

	/** HQ-SAM: features of an inner layer, five axes, beside the embedding; one mask. */
	public static Files hqSam() {
		final TinyOnnx encoder = grey("input_image", 1024);
		pooled(encoder, "image_embeddings", 16, 1, 256, 64, 64);
		encoder.node("AveragePool", List.of("grey"), "inner", Attribute.list("kernel_shape", 16, 16), Attribute.list(
			"strides", 16, 16));
		encoder.longs("inner_axes", 4).node("Unsqueeze", List.of("inner", "inner_axes"), "inner_5d");
		encoder.longs("inner_shape", 1, 1, 64, 64, 160).node("Expand", List.of("inner_5d", "inner_shape"),
			"interm_embeddings").output("interm_embeddings", 1, 1, 64, 64, 160);
		final TinyOnnx decoder = new TinyOnnx().input("image_embeddings", TinyOnnx.FLOAT, 1, 256, 64, 64).input(
			"interm_embeddings", TinyOnnx.FLOAT, 1, 1, 64, 64, 160);
		enlarged(decoder, "image_embeddings", 1, 4);
		enlarged(decoder, "interm_embeddings", 4, 4);
		decoder.node("Mean", List.of("image_embeddings_large", "interm_embeddings_large"), "seen");
		points(decoder, 256);
		return new Files(encoder.bytes(), masks(decoder, 1024, 256, 0, 1, "low_res_masks"));
	}

	/** LiteMedSAM: input of 256, scaled to 0..1, an embedding of a quarter of that; a box alone, one mask. */
	public static Files liteMedSam() {
		final TinyOnnx encoder = grey("image", 256);
		pooled(encoder, "image_embeddings", 4, 1, 256, 64, 64);
		final TinyOnnx decoder = new TinyOnnx().input("image_embeddings", TinyOnnx.FLOAT, 1, 256, 64, 64).input("boxes",
			TinyOnnx.FLOAT, 1, 1, 4);
		enlarged(decoder, "image_embeddings", 1, 4);
		decoder.node("Identity", List.of("image_embeddings_large"), "seen").longs("box_shape", 4).node("Reshape", List.of(
			"boxes", "box_shape"), "corners");
		return new Files(encoder.bytes(), masks(decoder, 256, 256, 0.5f, 1, "low_res_masks"));
	}

	/** The official signature at half the size: input 512, masks and mask input 128. */
	public static Files half() {
		final TinyOnnx encoder = grey("image", 512);
		pooled(encoder, "image_embeddings", 16, 1, 256, 32, 32);
		final TinyOnnx decoder = new TinyOnnx().input("image_embeddings", TinyOnnx.FLOAT, 1, 256, 32, 32);
		enlarged(decoder, "image_embeddings", 1, 4);
		decoder.node("Identity", List.of("image_embeddings_large"), "seen");
		points(decoder, 128);
		return new Files(encoder.bytes(), masks(decoder, 512, 128, 0, 4, "low_res_masks"));
	}

	private static TinyOnnx grey(final String input, final int size) {
		return new TinyOnnx().input(input, TinyOnnx.FLOAT, 1, 3, size, size).node("ReduceMean", List.of(input), "grey",
			Attribute.list("axes", 1));
	}

	private static void pooled(final TinyOnnx graph, final String name, final int factor, final long... shape) {
		graph.node("AveragePool", List.of("grey"), name + "_pooled", Attribute.list("kernel_shape", factor, factor),
			Attribute.list("strides", factor, factor)).longs(name + "_shape", shape).node("Expand", List.of(name + "_pooled", name +
				"_shape"), name).output(name, shape);
	}

	/** The mean over an axis, as [1, 1, side, side], enlarged. */
	private static void enlarged(final TinyOnnx graph, final String name, final int axis, final int factor) {
		graph.node("ReduceMean", List.of(name), name + "_mean", Attribute.list("axes", axis)).floats(name + "_scales", new long[] { 4 }, 1, 1, factor, factor);
		if (axis == 1) graph.node("Identity", List.of(name + "_mean"), name + "_map");
		else graph.longs(name + "_axis", 4).node("Squeeze", List.of(name + "_mean", name + "_axis"), name + "_map");
		graph.node("Resize", List.of(name + "_map", "", name + "_scales"), name + "_large");
	}

	/** The official prompt inputs; an earlier mask counts a little. */
	private static void points(final TinyOnnx graph, final int side) {
		graph.input("point_coords", TinyOnnx.FLOAT, 1, -1, 2).input("point_labels", TinyOnnx.FLOAT, 1, -1).input("mask_input",
			TinyOnnx.FLOAT, 1, 1, side, side).input("has_mask_input", TinyOnnx.FLOAT, 1);
		graph.longs("first_two", 0, 1).node("Gather", List.of("point_coords", "first_two"), "two", Attribute.number("axis", 1))
			.longs("corner_shape", 4).node("Reshape", List.of("two", "corner_shape"), "corners");
	}

	/** From "seen" and "corners" to the masks: above the threshold and inside the box. */
	private static byte[] masks(final TinyOnnx graph, final int size, final int side, final float threshold,
		final int count, final String name)
	{
		final float[] centres = new float[side];
		for (int i = 0; i < side; i++)
			centres[i] = (i + 0.5f) * size / side;
		graph.floats("columns", new long[] { 1, 1, 1, side }, centres).floats("rows", new long[] { 1, 1, side, 1 }, centres);
		final String[] corners = { "x0", "y0", "x1", "y1" };
		for (int i = 0; i < 4; i++)
			graph.longs("at" + i, i).node("Gather", List.of("corners", "at" + i), corners[i], Attribute.number("axis", 0));
		graph.node("Sub", List.of("columns", "x0"), "left").node("Sub", List.of("x1", "columns"), "right").node("Sub", List.of(
			"rows", "y0"), "above").node("Sub", List.of("y1", "rows"), "below").node("Min", List.of("left", "right", "above",
				"below"), "inside");
		graph.floats("threshold", new long[] { 1 }, threshold).node("Sub", List.of("seen", "threshold"), "object").floats(
			"gain", new long[] { 1 }, 10).node("Mul", List.of("object", "gain"), "logits").node("Min", List.of("logits",
				"inside"), "mask");
		final List<String> masks = new ArrayList<>();
		final float[] ious = new float[count];
		for (int i = 0; i < count; i++) {
			masks.add("mask");
			ious[i] = 0.9f + 0.01f * i;
		}
		graph.node("Concat", masks, name, Attribute.number("axis", 1)).output(name, 1, count, side, side).floats("ious",
			new long[] { 1, count }, ious).node("Identity", List.of("ious"), "iou_predictions").output("iou_predictions", 1,
				count);
		return graph.bytes();
	}
}
