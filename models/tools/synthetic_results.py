"""A small nnU-Net results folder with random weights, for testing export_nnunet.py: state dict and checkpoint as the trainer saves them, doubles
and torch.compile's prefix included. No training, no data."""
import argparse
import json
from pathlib import Path

import torch

from architecture import UNet
from plans import Settings, channels_and_heads, configuration


def plans(kind):
    common = {
        "n_stages": 3, "features_per_stage": [4, 8, 12], "conv_op": "torch.nn.modules.conv.Conv3d",
        "kernel_sizes": [[1, 3, 3], [3, 3, 3], [3, 3, 3]], "strides": [[1, 1, 1], [1, 2, 2], [2, 2, 2]],
        "n_conv_per_stage_decoder": [1, 2], "conv_bias": True, "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d",
        "norm_op_kwargs": {"eps": 1e-05, "affine": True}, "dropout_op": None, "nonlin": "torch.nn.LeakyReLU", "nonlin_kwargs": {"inplace": True},
    }
    blocks = {"ResidualEncoderUNet": {"n_blocks_per_stage": [1, 2, 2]}, "PlainConvUNet": {"n_conv_per_stage": [2, 2, 2]}}[kind]
    resample = {"is_seg": False, "order": 3, "order_z": 0, "force_separate_z": None}
    return {
        "dataset_name": "Dataset999_Synthetic", "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2],
        "foreground_intensity_properties_per_channel": {"0": {"mean": 75.0, "std": 100.0, "percentile_00_5": -160.0, "percentile_99_5": 350.0}},
        "configurations": {"3d_fullres": {
            "preprocessor_name": "DefaultPreprocessor", "patch_size": [8, 16, 24], "spacing": [3.0, 2.0, 2.0],
            "normalization_schemes": ["CTNormalization"], "use_mask_for_norm": [False],
            "resampling_fn_data": "resample_data_or_seg_to_shape", "resampling_fn_data_kwargs": resample,
            "resampling_fn_probabilities": "resample_data_or_seg_to_shape", "resampling_fn_probabilities_kwargs": {**resample, "order": 1},
            "architecture": {"network_class_name": f"dynamic_network_architectures.architectures.unet.{kind}", "arch_kwargs": {**common, **blocks}},
        }},
    }


def saved(network):
    """The state dict as the library's modules name it: layers twice, the encoder again in the decoder."""
    state = {}
    for name, value in network.state_dict().items():
        names = [name]
        for layer, number in ((".conv.", 0), (".norm.", 1)):
            if layer in name:
                names.append(name.replace(layer, f".all_modules.{number}."))
        for each in names:
            state["_orig_mod." + each] = value
            if each.startswith("encoder."):
                state["_orig_mod.decoder." + each] = value
    return state


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=["PlainConvUNet", "ResidualEncoderUNet"], default="PlainConvUNet")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    described, dataset = plans(a.kind), {"channel_names": {"0": "CT"}, "labels": {"background": 0, "negative": 1, "positive": 2, "ENE": 3}, "file_ending": ".nii.gz"}
    chosen = configuration(described, "3d_fullres")
    a.out.mkdir(parents=True)
    (a.out / "plans.json").write_text(json.dumps(described))
    (a.out / "dataset.json").write_text(json.dumps(dataset))
    for fold in range(a.folds):
        torch.manual_seed(fold)
        network = UNet(*channels_and_heads(dataset, chosen), Settings(chosen))
        folder = a.out / f"fold_{fold}"
        folder.mkdir()
        torch.save(
            {"network_weights": saved(network), "inference_allowed_mirroring_axes": (0, 2), "trainer_name": "nnUNetTrainer"},
            folder / "checkpoint_final.pth")


if __name__ == "__main__":
    main()
