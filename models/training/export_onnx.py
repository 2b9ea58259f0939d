"""Writes a checkpoint as the model bundle: fold_0.onnx, plans.json, dataset.json and model.json with every file's SHA-256. card.md is
written by people and must be there already."""
import argparse
import hashlib
import json
from pathlib import Path

import torch

from network import FEATURES, KERNELS, LABELS, PATCH, SPACING, STRIDES, PlainConvUNet

RESAMPLE = {"is_seg": False, "order": 3, "order_z": 0, "force_separate_z": None}

# Components less probable than this are no findings; how it was chosen is in README.md, "Operating point".
LEAST = 0.7


def plans(properties):
    return {
        "dataset_name": "Dataset900_NeckPhantom",
        "plans_name": "nnUNetPlans",
        "image_reader_writer": "SimpleITKIO",
        "transpose_forward": [0, 1, 2],
        "transpose_backward": [0, 1, 2],
        "label_manager": "LabelManager",
        "foreground_intensity_properties_per_channel": {"0": properties},
        "configurations": {
            "3d_fullres": {
                "preprocessor_name": "DefaultPreprocessor",
                "spacing": list(SPACING),
                "patch_size": list(PATCH),
                "batch_size": 3,
                "normalization_schemes": ["CTNormalization"],
                "use_mask_for_norm": [False],
                "resampling_fn_data": "resample_data_or_seg_to_shape",
                "resampling_fn_data_kwargs": RESAMPLE,
                "resampling_fn_seg": "resample_data_or_seg_to_shape",
                "resampling_fn_seg_kwargs": {**RESAMPLE, "is_seg": True, "order": 1},
                "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
                "resampling_fn_probabilities_kwargs": {**RESAMPLE, "order": 1},
                "batch_dice": True,
                "architecture": {
                    "network_class_name": "dynamic_network_architectures.architectures.unet.PlainConvUNet",
                    "arch_kwargs": {
                        "n_stages": len(FEATURES),
                        "features_per_stage": list(FEATURES),
                        "conv_op": "torch.nn.modules.conv.Conv3d",
                        "kernel_sizes": [list(k) for k in KERNELS],
                        "strides": [list(s) for s in STRIDES],
                        "n_conv_per_stage": [2] * len(FEATURES),
                        "n_conv_per_stage_decoder": [2] * (len(FEATURES) - 1),
                        "conv_bias": True,
                        "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d",
                        "norm_op_kwargs": {"eps": 1e-5, "affine": True},
                        "nonlin": "torch.nn.LeakyReLU",
                        "nonlin_kwargs": {"inplace": True},
                    },
                    "_kw_requires_import": ["conv_op", "norm_op", "nonlin"],
                },
            }
        },
    }


def dataset(cases):
    return {
        "channel_names": {"0": "CT"},
        "labels": {name: value for value, name in enumerate(LABELS)},
        "numTraining": cases,
        "file_ending": ".nii.gz",
    }


def digest(path):
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", default="work/stage3")
    parser.add_argument("--out", default="../reference")
    parser.add_argument("--version", default="", help="default: the one that is there; a network must not go by the name of another")
    parser.add_argument("--cases", type=int, default=140, help="necks trained on, as dataset.json says")
    parser.add_argument("--background", type=float, default=1.0, help="added to the logit of the background (chosen on seeds 8000..8011)")
    parser.add_argument("--ene", type=float, default=0.5, help="taken off the logit of ENE (chosen on the same)")
    parser.add_argument("--manifest-only", action="store_true", help="model.json anew for the files that are there")
    a = parser.parse_args()
    run, out = Path(a.run), Path(a.out)
    if not (a.manifest_only or a.version):
        parser.error("name the --version of this network")
    out.mkdir(parents=True, exist_ok=True)
    if not a.manifest_only:
        write_network(run, out, a.background, a.ene)
        properties = json.loads((run / "intensity.json").read_text())
        for name, content in (("plans.json", plans(properties)), ("dataset.json", dataset(a.cases))):
            (out / name).write_text(json.dumps(content, indent=2) + "\n")
    version = a.version or json.loads((out / "model.json").read_text())["version"]
    (out / "model.json").write_text(json.dumps(manifest(out, version), indent=2) + "\n")


def write_network(run, out, background, ene):
    model = PlainConvUNet()
    model.load_state_dict(torch.load(run / "checkpoint.pt", map_location="cpu")["average"])
    # The operating point: what is added to every voxel's logit of the background takes false positives away, and some nodes with them.
    with torch.no_grad():
        model.head.bias[0] += background
        model.head.bias[3] -= ene
    model.eval()
    axes = {2: "d", 3: "h", 4: "w"}
    torch.onnx.export(
        model, torch.zeros(1, 1, *PATCH), str(out / "fold_0.onnx"), opset_version=17, input_names=["input"], output_names=["logits"],
        dynamic_axes={"input": {0: "n", **axes}, "logits": {0: "n", **axes}})


def manifest(out, version):
    return {
        "schema": "edgenode.model/1",
        "id": "edgenode-reference",
        "version": version,
        "clinicalUse": False,
        "nnunetVersion": "2.8.1",
        "configuration": "3d_fullres",
        "networks": [digest(out / "fold_0.onnx")],
        "files": [digest(out / name) for name in ("plans.json", "dataset.json", "card.md")],
        "mirrorAxes": [],
        "tileStepSize": 0.5,
        "useGaussian": True,
        "arrayOrientation": "SPL",
        "inputName": "input",
        "outputName": "logits",
        "postprocessing": {"minComponentVoxels": 10, "connectivity": 26, "referenceSpacingMm": list(SPACING), "minMeanProbability": LEAST},
    }


if __name__ == "__main__":
    main()
