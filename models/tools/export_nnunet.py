"""Turns an nnU-Net v2 results folder (<Trainer>__<Plans>__<configuration>) into ONNX, one file for each fold, and says how to make a bundle of
them. The checkpoint is unpickled: give it only files that you trust."""
import argparse
import json
import sys
from pathlib import Path

import torch

from architecture import UNet, Unsupported
from plans import Settings, channels_and_heads, configuration

AXES = {2: "d", 3: "h", 4: "w"}


def weights(checkpoint):
    """Parameters under the names of UNet: without what torch.compile and data parallelism put before them, and without doubles."""
    state = {}
    for name, value in checkpoint["network_weights"].items():
        for prefix in ("module.", "_orig_mod."):
            name = name[len(prefix):] if name.startswith(prefix) else name
        # The decoder also holds the encoder, and each block holds its layers a second time.
        if not name.startswith("decoder.encoder.") and ".all_modules." not in name:
            state[name] = value
    return state


def export(network, channels, patch, path):
    network.eval()
    tile = torch.linspace(-2, 2, channels * patch[0] * patch[1] * patch[2]).sin().reshape(1, channels, *patch)
    torch.onnx.export(
        network, tile, str(path), opset_version=17, input_names=["input"], output_names=["logits"],
        dynamic_axes={"input": {0: "n", **AXES}, "logits": {0: "n", **AXES}})
    with torch.no_grad():
        return tile, network(tile)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--configuration", help="default: the last part of the folder's name")
    parser.add_argument("--checkpoint", default="checkpoint_final.pth")
    parser.add_argument("--folds", help="e.g. 0,1,2 (default: every fold_k that has the checkpoint)")
    parser.add_argument("--trial", action="store_true", help="also write input and output of PyTorch for one tile, raw float32")
    a = parser.parse_args()
    plans, dataset = (json.loads((a.results / name).read_text()) for name in ("plans.json", "dataset.json"))
    name = a.configuration or a.results.resolve().name.split("__")[-1]
    if name not in plans["configurations"]:
        raise Unsupported(f"configuration {name} is not in plans.json: name one of {', '.join(plans['configurations'])} with --configuration")
    chosen = configuration(plans, name)
    if len(chosen["patch_size"]) != 3:
        raise Unsupported(f"configuration {name} is 2d")
    channels, heads = channels_and_heads(dataset, chosen)
    folds = a.folds.split(",") if a.folds else sorted(p.parent.name[5:] for p in a.results.glob(f"fold_*/{a.checkpoint}"))
    if not folds:
        raise Unsupported(f"no fold_*/{a.checkpoint} in {a.results}")
    a.out.mkdir(parents=True, exist_ok=True)
    mirrors = set()
    for fold in folds:
        checkpoint = torch.load(a.results / f"fold_{fold}" / a.checkpoint, map_location="cpu")
        network = UNet(channels, heads, Settings(chosen))
        network.load_state_dict(weights(checkpoint))
        tile, logits = export(network, channels, chosen["patch_size"], a.out / f"fold_{fold}.onnx")
        mirrors.add(tuple(checkpoint.get("inference_allowed_mirroring_axes") or ()))
        if a.trial:
            tile.numpy().astype("<f4").tofile(a.out / f"fold_{fold}.input.f32")
            logits.numpy().astype("<f4").tofile(a.out / f"fold_{fold}.logits.f32")
    if len(mirrors) > 1:
        raise Unsupported(f"folds allow different mirroring axes: {mirrors}")
    axes = ",".join(map(str, mirrors.pop()))
    (a.out / "export.json").write_text(json.dumps({"configuration": name, "folds": folds, "mirrorAxes": axes, "channels": channels, "heads": heads}, indent=2) + "\n")
    files = ",".join(str(a.out / f"fold_{fold}.onnx") for fold in folds)
    print(f"edgenode model pack --plans {a.results / 'plans.json'} --dataset {a.results / 'dataset.json'} --configuration {name} \\\n"
          f"    --network {files} --mirror-axes '{axes}' {'--cascade-from FIRST_STAGE_BUNDLE ' if chosen.get('previous_stage') else ''}--out BUNDLE")


if __name__ == "__main__":
    try:
        main()
    except Unsupported as why:
        sys.exit(f"export_nnunet: {why}")
