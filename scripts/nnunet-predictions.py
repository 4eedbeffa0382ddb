#!/usr/bin/env python3
"""For scripts/nnunet-check: what nnU-Net's own readers and writers do to datasets, without a network.

write RAW PREDICTIONS   each dataset's labels through the writer of its reader, as predictions with probabilities
broken RAW              changes the spacing of one label of each dataset
moved RAW               moves it by 5 mm
"""
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from nnunetv2.imageio.reader_writer_registry import recursive_find_reader_writer_by_name


def write(dataset: Path, target: Path) -> None:
    description = json.loads((dataset / "dataset.json").read_text())
    if "ignore" in description["labels"]:
        return      # no network predicts it
    io = recursive_find_reader_writer_by_name(description["overwrite_image_reader_writer"])()
    target.mkdir(parents=True)
    shutil.copy(dataset / "dataset.json", target)
    ending = description["file_ending"]
    for image in sorted((dataset / "imagesTr").glob("*_0000" + ending)):
        case = image.name[:-len("_0000" + ending)]
        _, properties = io.read_images([str(image)])
        labels = io.read_seg(str(dataset / "labelsTr" / (case + ending)))[0][0].astype(np.uint8)
        io.write_seg(labels, str(target / (case + ending)), properties)
        probabilities = np.stack([np.where(labels == c, 0.75, 0.05) for c in range(6)]).astype(np.float16)
        np.savez_compressed(target / (case + ".npz"), probabilities=probabilities)


def damage(dataset: Path, how: str) -> None:
    label = sorted((dataset / "labelsTr").glob("*.nii.gz"))[0]
    image = sitk.ReadImage(str(label))
    if how == "broken":
        image.SetSpacing([1.1 * s for s in image.GetSpacing()])
    else:
        image.SetOrigin([5 + o for o in image.GetOrigin()])
    sitk.WriteImage(image, str(label))


for folder in sorted(Path(sys.argv[2]).glob("Dataset*")):
    if sys.argv[1] == "write":
        write(folder, Path(sys.argv[3]) / folder.name)
    else:
        damage(folder, sys.argv[1])
