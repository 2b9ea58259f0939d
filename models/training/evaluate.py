"""Measures a checkpoint on held-out phantoms. A node counts as detected when at least 30 % of its voxels are labelled; a false positive is a
component of 10 or more voxels that touches no node of the truth."""
import argparse
import json
import os
from pathlib import Path

os.environ.setdefault("DNNL_MAX_CPU_ISA", "AVX512_CORE_BF16")

import numpy as np
import torch
from scipy import ndimage

import cases as case_files
from network import LABELS, PlainConvUNet
from sliding import predict

TOUCHING = np.ones((3, 3, 3), int)
LEAST_VOXELS = 10


def dice(a, b):
    total = a.sum() + b.sum()
    return float("nan") if total == 0 else 2.0 * np.logical_and(a, b).sum() / total


def measure(truth, found):
    nodes, count = ndimage.label(truth > 0, TOUCHING)
    parts, n_parts = ndimage.label(found > 0, TOUCHING)
    size = np.bincount(nodes.ravel(), minlength=count + 1)
    hit = np.bincount(nodes.ravel(), weights=(found > 0).ravel(), minlength=count + 1)
    votes = [np.bincount(nodes.ravel(), weights=(truth == k).ravel(), minlength=count + 1) for k in (1, 2, 3)]
    detected = {1: [0, 0], 2: [0, 0], 3: [0, 0]}
    for node in range(1, count + 1):
        klass = int(np.argmax([v[node] for v in votes])) + 1
        detected[klass][0] += bool(hit[node] / size[node] >= 0.3)
        detected[klass][1] += 1
    part_size = np.bincount(parts.ravel(), minlength=n_parts + 1)
    on_truth = np.bincount(parts.ravel(), weights=(truth > 0).ravel(), minlength=n_parts + 1)
    false = int(((part_size >= LEAST_VOXELS) & (on_truth == 0))[1:].sum())
    return dice(truth > 0, found > 0), [dice(truth == k, found == k) for k in (1, 2, 3)], detected, false


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="work/heldout")
    parser.add_argument("--run", default="work/run")
    parser.add_argument("--cases", type=int, default=16)
    a = parser.parse_args()
    torch.set_num_threads(2)
    run = Path(a.run)
    properties = json.loads((run / "intensity.json").read_text())
    model = PlainConvUNet()
    model.load_state_dict(torch.load(run / "checkpoint.pt", map_location="cpu")["average"])
    model.eval().to(memory_format=torch.channels_last_3d)
    foreground, classes, false, hits = [], [], [], {1: [0, 0], 2: [0, 0], 3: [0, 0]}
    for case in case_files.load(a.data)[: a.cases]:
        found = predict(model, case_files.normalise(np.asarray(case.ct), properties))
        f, c, d, fp = measure(np.asarray(case.label), found)
        foreground.append(f)
        classes.append(c)
        false.append(fp)
        for k in hits:
            hits[k] = [hits[k][0] + d[k][0], hits[k][1] + d[k][1]]
        print(f"seed {case.seed}: foreground Dice {f:.3f}, classes {' '.join(f'{x:.2f}' for x in c)}, false positives {fp}", flush=True)
    total = [sum(h[0] for h in hits.values()), sum(h[1] for h in hits.values())]
    summary = {
        "cases": len(foreground),
        "foregroundDice": round(float(np.mean(foreground)), 3),
        "classDice": {LABELS[k]: round(float(np.nanmean([c[k - 1] for c in classes])), 3) for k in (1, 2, 3)},
        "detected": f"{total[0]} of {total[1]}",
        "detectedByClass": {LABELS[k]: f"{hits[k][0]} of {hits[k][1]}" for k in (1, 2, 3)},
        "falsePositivesPerVolume": round(float(np.mean(false)), 2),
    }
    (run / "evaluation.json").write_text(json.dumps(summary, indent=2) + "\n")
    print(json.dumps(summary, indent=2))


if __name__ == "__main__":
    main()
