"""Random training patches: a quarter around a voxel of a random class (the class is drawn first, then a neck that has it, so that the rare ones
are seen as often), a quarter around a random node whatever its size, most others anywhere in the body; flips, zoom, intensity jitter. What an
iteration gets depends on the seed and its number alone, so that a run that was interrupted goes on as if it had not been."""
import numpy as np
import torch
import torch.nn.functional as F

from cases import normalise
from network import PATCH


class Patches:
    def __init__(self, cases, properties, seed):
        self.cases = cases
        self.of_class = {c: held for c in (1, 2, 3) if (held := [case for case in cases if len(case.nodes_of[c])])}
        self.with_nodes = [case for case in cases if case.nodes]
        self.properties = properties
        self.seed = seed
        self.rng = None

    def batch(self, iteration, count=3):
        """Images [count, 1, z, y, x] normalised, labels and weights of the voxels [count, z, y, x]."""
        self.rng = np.random.default_rng([self.seed, iteration])
        image, label, weight = zip(*(self.one() for _ in range(count)))
        return torch.stack(image)[:, None], torch.stack(label), torch.stack(weight)

    def one(self):
        rng = self.rng
        draw = rng.random()
        if draw < 0.25:
            node_class = list(self.of_class)[rng.integers(len(self.of_class))]
            case = self.any_of(self.of_class[node_class])
            # Half by node, half by voxel: a voxel alone would show nothing but the largest nodes.
            voxels = self.any_of(case.nodes_of[node_class]) if rng.random() < 0.5 else case.foreground[node_class]
        elif draw < 0.5:
            case = self.any_of(self.with_nodes)
            voxels = self.any_of(case.nodes)
        else:
            case = self.any_of(self.cases)
            voxels = None
        # A zoomed patch is cut larger or smaller and resampled.
        zoom = rng.uniform(0.82, 1.2, 3) if rng.random() < 0.4 else np.ones(3)
        size = np.maximum(8, np.round(np.array(PATCH) * zoom)).astype(int)
        shape = np.array(case.ct.shape)
        if voxels is not None:
            centre = np.array(np.unravel_index(self.any_of(voxels), case.ct.shape))
            centre = centre + np.round(rng.uniform(-0.35, 0.35, 3) * size).astype(int)
        elif draw < 0.9:
            centre = self.in_body(case)
        else:
            centre = rng.integers(0, shape)
        low = np.clip(centre - size // 2, 0, np.maximum(0, shape - size))
        window = tuple(slice(a, a + s) for a, s in zip(low, size))
        image = torch.from_numpy(normalise(np.asarray(case.ct[window]), self.properties))
        label = torch.from_numpy(np.asarray(case.label[window]).astype(np.int64))
        weight = torch.from_numpy(case.weight[case.node[window]])
        if tuple(image.shape) != PATCH:
            image = F.interpolate(image[None, None], PATCH, mode="trilinear", align_corners=False)[0, 0]
            label = F.interpolate(label[None, None].float(), PATCH, mode="nearest")[0, 0].long()
            weight = F.interpolate(weight[None, None], PATCH, mode="nearest")[0, 0]
        if rng.random() < 0.5:
            image, label, weight = image.flip(2), label.flip(2), weight.flip(2)
        return self.jitter(image), label, weight

    def any_of(self, things):
        return things[self.rng.integers(len(things))]

    def in_body(self, case):
        """A voxel of tissue or bone: where false positives come from."""
        for _ in range(50):
            centre = self.rng.integers(0, case.ct.shape)
            if case.ct[tuple(centre)] > -50:
                break
        return centre

    def jitter(self, image):
        rng = self.rng
        if rng.random() < 0.15:  # thick slices: pairs averaged
            image = F.avg_pool1d(image.reshape(PATCH[0], -1).T[None], 2)[0].T.repeat_interleave(2, 0).reshape(PATCH)
        if rng.random() < 0.2:  # soft kernel
            image = F.avg_pool3d(image[None, None], (1, 3, 3), 1, (0, 1, 1))[0, 0] * 0.6 + image * 0.4
        image = image * float(rng.uniform(0.9, 1.1)) + float(rng.normal(0, 0.06))
        if rng.random() < 0.4:
            image = image + torch.from_numpy(rng.standard_normal(image.shape, np.float32)) * float(rng.uniform(0, 0.12))
        return image
