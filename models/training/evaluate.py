"""Measures the bundle on held-out phantoms through the program itself: phantom, analyze, compare on the scan's own grid. A node counts as
detected when at least 30 % of its voxels are labelled; a false positive is a component that touches no node of the truth."""
import argparse
import gzip
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy import ndimage

CLASSES = ("negative", "positive", "ENE")
TOUCHING = np.ones((3, 3, 3), int)
HEADER = 352


def labels(path):
    raw = gzip.decompress(path.read_bytes())
    x, y, z = np.frombuffer(raw, "<i2", 3, 42)
    return np.frombuffer(raw, np.uint8, int(x) * int(y) * int(z), HEADER).reshape(z, y, x)


def dice(a, b):
    total = a.sum() + b.sum()
    return float("nan") if total == 0 else 2.0 * np.logical_and(a, b).sum() / total


def measure(truth, found):
    nodes, count = ndimage.label(truth > 0, TOUCHING)
    parts, n_parts = ndimage.label(found > 0, TOUCHING)
    size = np.bincount(nodes.ravel(), minlength=count + 1)
    hit = np.bincount(nodes.ravel(), weights=(found > 0).ravel(), minlength=count + 1)
    truth_votes = [np.bincount(nodes.ravel(), weights=(truth == k).ravel(), minlength=count + 1) for k in (1, 2, 3)]
    found_votes = [np.bincount(nodes.ravel(), weights=(found == k).ravel(), minlength=count + 1) for k in (1, 2, 3)]
    rows = []
    for node in range(1, count + 1):
        detected = bool(hit[node] / size[node] >= 0.3)
        klass = int(np.argmax([v[node] for v in truth_votes]))
        rows.append((klass, detected, detected and klass == int(np.argmax([v[node] for v in found_votes]))))
    on_truth = np.bincount(parts.ravel(), weights=(truth > 0).ravel(), minlength=n_parts + 1)
    return dice(truth > 0, found > 0), [dice(truth == k, found == k) for k in (1, 2, 3)], rows, int((on_truth[1:] == 0).sum())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="../../artifacts/edgenode")
    parser.add_argument("--model", default="../reference")
    parser.add_argument("--first-seed", type=int, default=9000)
    parser.add_argument("--cases", type=int, default=12)
    parser.add_argument("--out", default="work/evaluation.json")
    a = parser.parse_args()
    foreground, classes, false, rows = [], [], [], []
    for seed in range(a.first_seed, a.first_seed + a.cases):
        with tempfile.TemporaryDirectory() as folder:
            study, out = Path(folder, "study"), Path(folder, "out")
            quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run([a.program, "phantom", "--out", study, "--seed", str(seed)], **quiet)
            subprocess.run([a.program, "analyze", study, "--out", out, "--model", a.model], **quiet)
            f, c, r, fp = measure(labels(study / "truth.nii.gz"), labels(out / "segmentation.nii.gz"))
        foreground.append(f)
        classes.append(c)
        false.append(fp)
        rows += r
        print(f"seed {seed}: foreground Dice {f:.3f}, classes {' '.join(f'{x:.2f}' for x in c)}, "
              f"{sum(d for _, d, _ in r)} of {len(r)} nodes, false positives {fp}", flush=True)
    summary = {
        "cases": len(foreground),
        "foregroundDice": round(float(np.mean(foreground)), 3),
        "classDice": {name: round(float(np.nanmean([c[k] for c in classes])), 3) for k, name in enumerate(CLASSES)},
        "detected": f"{sum(d for _, d, _ in rows)} of {len(rows)}",
        "detectedByClass": {name: f"{sum(d for k, d, _ in rows if k == i)} of {sum(k == i for k, _, _ in rows)}" for i, name in enumerate(CLASSES)},
        "classRight": f"{sum(right for _, _, right in rows)} of {sum(d for _, d, _ in rows)} detected",
        "falsePositivesPerVolume": round(float(np.mean(false)), 2),
    }
    Path(a.out).parent.mkdir(parents=True, exist_ok=True)
    Path(a.out).write_text(json.dumps(summary, indent=2) + "\n")
    print(json.dumps(summary, indent=2))


if __name__ == "__main__":
    main()
