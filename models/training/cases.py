"""Phantoms as EdgeNode.TrainingData writes them: SEED.ct, SEED.label, SEED.json, arrays in [z, y, x]."""
import json
from pathlib import Path

import numpy as np
from scipy import ndimage

# A node of this many voxels (about 10 mm across at 1.5 x 1 x 1 mm) weighs one; a smaller one weighs more.
WHOLE_NODE_VOXELS = 350


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
        self.node = np.zeros(size, np.uint8)
        count = 0
        if len(flat):
            where = np.array(np.unravel_index(flat, size))
            box = tuple(slice(low, high + 1) for low, high in zip(where.min(1), where.max(1)))
            self.node[box], count = ndimage.label(np.asarray(self.label[box]) > 0, np.ones((3, 3, 3), int))
        of = self.node.reshape(-1)[flat]
        self.nodes = [flat[of == n] for n in range(1, count + 1)]
        self.nodes_of = {c: [n for i in range(1, count + 1) if len(n := flat[(of == i) & (values == c)])] for c in (1, 2, 3)}
        self.weight = np.array([1.0] + [min(3.0, max(1.0, (WHOLE_NODE_VOXELS / len(n)) ** 0.5)) for n in self.nodes], np.float32)


def load(folder):
    cases = [Case(p) for p in sorted(Path(folder).glob("*.json"))]
    if not cases:
        raise SystemExit(f"no cases in {folder}: run the export first (see README.md)")
    return cases


def shown_class(labels):
    """Class of a component with these labels as the appliance shows it: the worst that a fifth of its voxels have, or worse."""
    worse = 0
    for label in (3, 2):
        worse += np.count_nonzero(labels == label)
        if worse > 0 and worse >= 0.2 * len(labels):
            return label
    return 1


def intensity_properties():
    """CTNormalization with a fixed window instead of the foreground's percentiles: those would clip fat to the level of air and bone to
    the level of enhancing nodes, and a network this small needs to tell them apart."""
    return {"percentile_00_5": -160.0, "percentile_99_5": 350.0, "mean": 75.0, "std": 100.0, "min": -1024.0, "max": 3071.0, "median": 75.0}


def normalise(ct, properties):
    """CTNormalization (nnU-Net v2): clip, subtract, divide, in float32."""
    v = np.clip(ct.astype(np.float32), np.float32(properties["percentile_00_5"]), np.float32(properties["percentile_99_5"]))
    return (v - np.float32(properties["mean"])) / np.float32(max(properties["std"], 1e-8))
