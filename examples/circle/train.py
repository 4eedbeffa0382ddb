#!/usr/bin/env python3
"""Trains real nnU-Net 2.8.1 on one exported dataset with a cut-down plan, on the CPU, and predicts held-out images.

nnU-Net plans and preprocesses by itself (with its integrity check); its plan is cut down to a network that
trains in minutes on two cores, and its own trainer, losses, augmentation and predictor run unchanged.
Needs the environment variables nnUNet_raw, nnUNet_preprocessed and nnUNet_results.
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

TOY_PLANS = "ToyPlans"

# The window of soft tissue. z-scores would spend nearly all of their range on the air around the body, and nnU-Net's own
# statistics for CT would take in the voxels of the ignore label: fixed numbers are the same for all four trainings.
SOFT_TISSUE = {"percentile_00_5": -150.0, "percentile_99_5": 250.0, "mean": 60.0, "std": 50.0}


def run(tool: str, *arguments: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name(tool)), *arguments], check=True)


def plan(dataset_id: int, patch: list[int], spacing: list[float]) -> Path:
    """Integrity check, fingerprint and plan by nnU-Net, cut down, then its preprocessing; returns the preprocessed dataset's folder."""
    run("nnUNetv2_plan_and_preprocess", "-d", str(dataset_id), "--verify_dataset_integrity", "-c", "3d_fullres", "-npfp", "2", "--no_pp")
    folder = next(Path(os.environ["nnUNet_preprocessed"]).glob(f"Dataset{dataset_id:03d}_*"))
    cut_down(folder, patch, spacing)
    run("nnUNetv2_preprocess", "-d", str(dataset_id), "-plans_name", TOY_PLANS, "-c", "3d_fullres", "-np", "1")
    return folder


def cut_down(folder: Path, patch: list[int], spacing: list[float]) -> None:
    """Writes ToyPlans.json: coarser voxels, so that a small patch sees most of a body, a fixed window, four stages of 8 to 64 features and one convolution a stage."""
    plans = json.loads((folder / "nnUNetPlans.json").read_text())
    plans["plans_name"] = TOY_PLANS
    configuration = plans["configurations"]["3d_fullres"]
    configuration["median_image_size_in_voxels"] = [
        n * old / new for n, old, new in zip(configuration["median_image_size_in_voxels"], configuration["spacing"], spacing)]
    configuration["data_identifier"], configuration["spacing"] = f"{TOY_PLANS}_3d_fullres", spacing
    configuration["normalization_schemes"], configuration["use_mask_for_norm"] = ["CTNormalization"], [False]
    plans["foreground_intensity_properties_per_channel"] = {"0": SOFT_TISSUE}
    configuration["patch_size"], configuration["batch_size"] = patch, 2
    configuration["architecture"]["arch_kwargs"].update(
        n_stages=4, features_per_stage=[8, 16, 32, 64], n_conv_per_stage=[1] * 4, n_conv_per_stage_decoder=[1] * 3,
        kernel_sizes=[[3, 3, 3]] * 4, strides=[[1, 1, 1], [1, 2, 2], [2, 2, 2], [2, 2, 2]])
    (folder / f"{TOY_PLANS}.json").write_text(json.dumps(plans, indent=2))


def train(folder: Path, iterations: int, epochs: int, seed: int, learning_rate: float):
    """Trains on all cases; returns the trainer, whose checkpoint_final.pth lies in its output folder."""
    import numpy
    import random
    import torch
    from nnunetv2.training.nnUNetTrainer.variants.optimizer.nnUNetTrainerAdam import nnUNetTrainerVanillaAdam
    random.seed(seed), numpy.random.seed(seed), torch.manual_seed(seed)
    plans = json.loads((folder / f"{TOY_PLANS}.json").read_text())
    plans["continue_training"] = False      # 2.8.1's trainer takes it out of the plans
    trainer = nnUNetTrainerVanillaAdam(plans, "3d_fullres", "all", json.loads((folder / "dataset.json").read_text()), torch.device("cpu"))
    trainer.initial_lr = learning_rate      # nnU-Net's variant with Adam: a few hundred iterations are too few for its SGD
    without_mirroring(trainer)
    trainer.num_epochs, trainer.num_iterations_per_epoch, trainer.num_val_iterations_per_epoch = epochs, iterations // epochs, 2
    trainer.run_training()
    return trainer


def without_mirroring(trainer) -> None:
    """As nnU-Net's variant NoMirroring: mirrored bodies would teach that left and right kidney are the same."""
    configure = trainer.configure_rotation_dummyDA_mirroring_and_inital_patch_size

    def configured():
        rotation, dummy_2d, initial_patch, _ = configure()
        trainer.inference_allowed_mirroring_axes = None
        return rotation, dummy_2d, initial_patch, None

    trainer.configure_rotation_dummyDA_mirroring_and_inital_patch_size = configured


def predict(model_folder: Path, images: Path, output: Path) -> None:
    """Predicts every image of a folder into another."""
    import torch
    from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
    predictor = nnUNetPredictor(tile_step_size=0.5, use_mirroring=False, perform_everything_on_device=False, device=torch.device("cpu"), allow_tqdm=False)
    predictor.initialize_from_trained_model_folder(str(model_folder), ("all",), "checkpoint_final.pth")
    predictor.predict_from_files_sequential(str(images), str(output), save_probabilities=False, overwrite=True)


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("dataset_id", type=int)
    a.add_argument("images", type=Path, help="folder of held-out images, CASE_0000.nii.gz")
    a.add_argument("output", type=Path, help="folder for the predictions")
    a.add_argument("--iterations", type=int, default=600)
    a.add_argument("--epochs", type=int, default=6)
    a.add_argument("--patch", default="16,48,48", help="z,y,x")
    a.add_argument("--spacing", default="3,4,4", help="mm, z,y,x, that nnU-Net resamples to; predictions come back on the grid of their images")
    a.add_argument("--learning-rate", type=float, default=5e-3)
    a.add_argument("--seed", type=int, default=1)
    args = a.parse_args()
    folder = plan(args.dataset_id, [int(n) for n in args.patch.split(",")], [float(n) for n in args.spacing.split(",")])
    os.environ["nnUNet_n_proc_DA"] = "0"    # augmentation in this process: repeatable, and enough at this size
    trainer = train(folder, args.iterations, args.epochs, args.seed, args.learning_rate)
    args.output.mkdir(parents=True, exist_ok=True)
    predict(Path(trainer.output_folder).parent, args.images, args.output)


if __name__ == "__main__":
    main()
