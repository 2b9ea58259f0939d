"""What a network finds at several operating points, without the program: operating_point.py NETWORK DATA [BIAS ...]

NETWORK is a run's checkpoint.pt or a bundle's fold_0.onnx, DATA an export of necks that were not trained on (seeds 8000..8011). Tiles of half a
patch's step with equal weight, on the training grid; a component of fewer than 10 voxels does not count, as in the bundle. For each BIAS, which is
added to the background's logit and, after a comma, taken off that of ENE: nodes found, of all and of each class, below 5 mm, Dice of all nodes,
false positives a neck, of all and by class. What the first BIAS gives for each neck goes to the error output."""
import os
import sys

os.environ.setdefault("DNNL_MAX_CPU_ISA", "AVX512_CORE_BF16")

import numpy as np
import torch
from scipy import ndimage

import cases as case_files
from network import PATCH, PlainConvUNet
from train import weights_of

TOUCHING = np.ones((3, 3, 3))
LEAST_VOXELS = 10


def network(path):
    model = PlainConvUNet().to(memory_format=torch.channels_last_3d).eval()
    model.load_state_dict(weights_of(path))
    return model


def starts(size, patch):
    last = max(0, size - patch)
    return np.unique(np.round(np.linspace(0, last, int(np.ceil(last / (patch / 2))) + 1)).astype(int))


def logits_of(model, ct, properties):
    pad = [(0, max(0, p - s)) for p, s in zip(PATCH, ct.shape)]
    image = np.pad(case_files.normalise(np.asarray(ct), properties), pad, mode="edge")
    logits, count = np.zeros((4, *image.shape), np.float32), np.zeros(image.shape, np.float32)
    for corner in np.stack(np.meshgrid(*(starts(s, p) for s, p in zip(image.shape, PATCH)), indexing="ij"), -1).reshape(-1, 3):
        window = tuple(slice(c, c + p) for c, p in zip(corner, PATCH))
        tile = torch.from_numpy(image[window])[None, None]
        # Air holds no node.
        if tile.max() <= tile.min() + 1e-3:
            logits[0][window] += 10
        else:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits[(slice(None), *window)] += model(tile.contiguous(memory_format=torch.channels_last_3d))[0].float().numpy()
        count[window] += 1
    return (logits / count)[:, :ct.shape[0], :ct.shape[1], :ct.shape[2]]


def score(case, labels):
    """Nodes as [class, voxels, found], false positives by the class that the appliance would show, and the sums of Dice."""
    truth = np.asarray(case.label)
    marks, count = ndimage.label(labels > 0, TOUCHING)
    sizes = np.bincount(marks.reshape(-1), minlength=count + 1)
    small = sizes < LEAST_VOXELS
    small[0] = True
    marks[small[marks]] = 0
    hit = np.unique(marks[truth > 0])
    flat_truth, flat_marks = truth.reshape(-1), marks.reshape(-1)
    nodes = [(np.bincount(flat_truth[n]).argmax(), len(n), (flat_marks[n] > 0).any()) for n in case.nodes]
    false = [case_files.shown_class(labels[marks == m]) for m in np.setdiff1d(np.unique(marks), np.append(hit, 0))]
    return nodes, false, 2 * ((marks > 0) & (truth > 0)).sum(), (marks > 0).sum() + (truth > 0).sum()


def moved(logits, bias):
    background, ene = bias
    return logits + np.array([background, 0, 0, -ene], np.float32)[:, None, None, None]


def row(bias, of):
    nodes, small_ball = [n for s in of for n in s[0]], 4 / 3 * np.pi * 2.5 ** 3 / 1.5
    rate = lambda chosen: f"{np.mean([n[2] for n in chosen]):.2f} of {len(chosen)}" if chosen else "-"
    false = [f for s in of for f in s[1]]
    return "\t".join((
        "%g,%g" % bias, rate(nodes), *(rate([n for n in nodes if n[0] == c]) for c in (1, 2, 3)), rate([n for n in nodes if n[1] < small_ball]),
        f"{sum(s[2] for s in of) / max(1, sum(s[3] for s in of)):.2f}", f"{len(false) / len(of):.2f}",
        " ".join(f"{false.count(c) / len(of):.2f}" for c in (1, 2, 3))))


def main():
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    model, data = network(sys.argv[1]), case_files.load(sys.argv[2])
    biases = [tuple(float(b) for b in (given + ",0").split(",")[:2]) for given in sys.argv[3:] or ["0", "0.5", "1", "1.5"]]
    scores = {b: [] for b in biases}
    for case in data:
        logits = logits_of(model, case.ct, case_files.intensity_properties())
        for bias in biases:
            scores[bias].append(score(case, moved(logits, bias).argmax(0)))
        print(f"seed {case.seed}\t{row(biases[0], scores[biases[0]][-1:])}", file=sys.stderr, flush=True)
    print("bias\tall\tnegative\tpositive\tENE\tsmall\tDice\tfalse a neck\tby class")
    for bias, of in scores.items():
        print(row(bias, of))


if __name__ == "__main__":
    main()
