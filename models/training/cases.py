"""Phantoms as EdgeNode.TrainingData writes them: SEED.ct, SEED.label, SEED.json, arrays in [z, y, x]."""
import json
from pathlib import Path

import numpy as np


class Case:
    def __init__(self, header: Path):
        self.seed = int(header.stem)
        self.header = json.loads(header.read_text())
        size = tuple(self.header["size"])
        self.ct = np.memmap(header.with_suffix(".ct"), "<i2", "r", shape=size)
        self.label = np.memmap(header.with_suffix(".label"), "u1", "r", shape=size)
        flat = np.flatnonzero(self.label)
        values = np.asarray(self.label).reshape(-1)[flat]
        self.foreground = {c: flat[values == c] for c in (1, 2, 3)}


def load(folder):
    cases = [Case(p) for p in sorted(Path(folder).glob("*.json"))]
    if not cases:
        raise SystemExit(f"no cases in {folder}: run the export first (see README.md)")
    return cases


def intensity_properties(cases):
    """Statistics of the foreground voxels, as nnU-Net's fingerprint takes them for CTNormalization."""
    rng = np.random.default_rng(0)
    samples = []
    for case in cases:
        flat = np.concatenate(list(case.foreground.values()))
        samples.append(np.asarray(case.ct).reshape(-1)[rng.choice(flat, min(10000, len(flat)), replace=False)])
    v = np.concatenate(samples).astype(np.float64)
    low, high = np.percentile(v, (0.5, 99.5))
    return {
        "max": float(v.max()), "mean": float(v.mean()), "median": float(np.median(v)), "min": float(v.min()),
        "percentile_00_5": float(low), "percentile_99_5": float(high), "std": float(v.std()),
    }


def normalise(ct, properties):
    """CTNormalization (nnU-Net v2): clip, subtract, divide, in float32."""
    v = np.clip(ct.astype(np.float32), np.float32(properties["percentile_00_5"]), np.float32(properties["percentile_99_5"]))
    return (v - np.float32(properties["mean"])) / np.float32(max(properties["std"], 1e-8))
