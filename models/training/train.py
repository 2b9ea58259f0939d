"""Trains the reference network on exported phantoms. See README.md for the exact command."""
import argparse
import copy
import json
import math
import os
import time
from pathlib import Path

# oneDNN 2.6 takes AMX for granted where the CPU has it, even if the system does not allow it (illegal instruction).
os.environ.setdefault("DNNL_MAX_CPU_ISA", "AVX512_CORE_BF16")

import onnx
from onnx import numpy_helper
import torch
import torch.nn.functional as F

import cases as case_files
from network import PlainConvUNet
from patches import Patches


def loss_of(logits, label, weight):
    """Cross-entropy weighted by class and by node (small ones count more) + Dice of all nodes together + cross-entropy of the node classes on
    node voxels, each class with the same weight. A Dice of each class would push small negative nodes away: most patches hold none."""
    logits = logits.float()
    weight = weight * torch.tensor([1.0, 4.0, 3.0, 3.0])[label]
    cross_entropy = (F.cross_entropy(logits, label, reduction="none") * weight).sum() / weight.sum()
    p = logits.softmax(1)
    any_p, any_t = 1 - p[:, 0], (label > 0).float()
    foreground = 1 - (2 * (any_p * any_t).sum() + 1) / (any_p.sum() + any_t.sum() + 1)
    return cross_entropy + foreground + class_loss(logits, label)


def class_loss(logits, label):
    on_nodes = label > 0
    if not on_nodes.any():
        return logits.sum() * 0
    classes = label[on_nodes] - 1
    present = torch.bincount(classes, minlength=3).clamp_min(1)
    per_voxel = F.cross_entropy(logits.permute(0, 2, 3, 4, 1)[on_nodes][:, 1:], classes, reduction="none")
    return (per_voxel / present[classes]).sum() / len(classes.unique())


def weights_of(path):
    """The parameters of a network: those of a bundle's fold_0.onnx, where ONNX keeps their names, or the averaged ones of a run's checkpoint.pt."""
    if not str(path).endswith(".onnx"):
        return torch.load(path, map_location="cpu")["average"]
    return {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in onnx.load(path).graph.initializer}


def save(path, model, average, optimiser, iteration):
    partial = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                "iteration": iteration}, partial)
    partial.replace(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="work/train")
    parser.add_argument("--out", default="work/stage1")
    parser.add_argument("--iterations", type=int, default=12000)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--float32", action="store_true", help="no bfloat16 autocast, for CPUs without it")
    parser.add_argument("--start-from", help="fold_0.onnx of a bundle, or checkpoint.pt of a run, whose weights to begin with")
    parser.add_argument("--resume", action="store_true")
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    data = case_files.load(a.data)
    properties = case_files.intensity_properties()
    (out / "intensity.json").write_text(json.dumps(properties, indent=2))
    model = PlainConvUNet().to(memory_format=torch.channels_last_3d)
    if a.start_from:
        model.load_state_dict(weights_of(a.start_from))
    average = copy.deepcopy(model)
    optimiser = torch.optim.AdamW(model.parameters(), a.rate, weight_decay=1e-4)
    checkpoint = out / "checkpoint.pt"
    iteration = 0
    if a.resume and checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        iteration = state["iteration"]
    patches = Patches(data, properties, a.seed)
    log, running, start = (out / "log.tsv").open("a"), None, time.monotonic()
    print(f"{len(data)} cases, {properties}", flush=True)
    while iteration < a.iterations:
        # Cosine over the iterations, with a short warm-up.
        rate = a.rate * min(1, (iteration + 1) / 60) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * iteration / a.iterations)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        image, label, weight = patches.batch(iteration)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not a.float32):
            logits = model(image.contiguous(memory_format=torch.channels_last_3d))
        loss = loss_of(logits, label, weight)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimiser.step()
        iteration += 1
        decay = min(0.99, iteration / (iteration + 20))
        with torch.no_grad():
            for kept, new in zip(average.parameters(), model.parameters()):
                kept.lerp_(new, 1 - decay)
        running = loss.item() if running is None else 0.97 * running + 0.03 * loss.item()
        if iteration % 20 == 0:
            log.write(f"{iteration}\t{time.monotonic() - start:.0f}\t{running:.4f}\t{rate:.6f}\n")
            log.flush()
        if iteration % 250 == 0:
            save(checkpoint, model, average, optimiser, iteration)
    save(checkpoint, model, average, optimiser, iteration)
    (out / "done").write_text(f"{iteration} iterations\n")


if __name__ == "__main__":
    main()
