"""The peer of the inference benchmark: nnU-Net v2's inference written plainly with PyTorch on the CPU, scikit-image and scipy. A float32 network,
tiles with step 0.5 added up in float16, Gaussian, no mirroring, logits resampled whole. Reads a bundle and an uncompressed int16 .nii, writes raw uint8 labels, prints its times."""
import argparse
import json
import resource
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from scipy.ndimage import gaussian_filter, map_coordinates
from skimage.transform import resize


def read_nifti(path):
    raw = np.memmap(path, np.uint8, "r")
    x, y, z = (int(n) for n in np.frombuffer(raw[42:48], "<i2"))
    spacing = [float(f) for f in np.frombuffer(raw[80:92], "<f4")][::-1]
    offset = int(np.frombuffer(raw[108:112], "<f4")[0])
    return np.frombuffer(raw[offset:offset + 2 * x * y * z], "<i2").reshape(z, y, x), spacing


class Network:
    """The nodes of a PlainConvUNet in ONNX, each as the torch function of the same name."""

    def __init__(self, path):
        graph = onnx.load(path).graph
        self.weights = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
        self.input, self.output = graph.input[0].name, graph.output[0].name
        self.nodes = [(n.op_type, list(n.input), n.output[0], {a.name: onnx.helper.get_attribute_value(a) for a in n.attribute}) for n in graph.node]
        self.last = {name: i for i, (_, inputs, _, _) in enumerate(self.nodes) for name in inputs}

    def __call__(self, x):
        f, at = torch.nn.functional, {**self.weights, self.input: x}
        for i, (op, inputs, output, a) in enumerate(self.nodes):
            v = [at[name] for name in inputs]
            if op == "Conv":
                y = f.conv3d(*v, stride=a["strides"], padding=a["pads"][:3])
            elif op == "ConvTranspose":
                y = f.conv_transpose3d(*v, stride=a["strides"])
            elif op == "InstanceNormalization":
                y = f.instance_norm(v[0], weight=v[1], bias=v[2], eps=a["epsilon"])
            elif op == "LeakyRelu":
                y = f.leaky_relu(v[0], a["alpha"], inplace=True)
            elif op == "Concat":
                y = torch.cat(v, 1)
            elif op == "Identity":
                y = v[0]
            else:
                raise NotImplementedError(op)
            at[output] = y
            for name in inputs:
                if self.last[name] == i and name not in self.weights:
                    del at[name]
        return at[self.output]


def coarse_axis(spacing):
    axes = np.flatnonzero(np.array(spacing) == max(spacing))
    return int(axes[0]) if len(axes) == 1 else None


def separate_axis(current, new):
    for spacing in (current, new):
        if max(spacing) / min(spacing) > 3:
            return coarse_axis(spacing)
    return None


def resample(volume, shape, current, new, order):
    """resample_data_or_seg_to_shape of one channel, order_z 0; the result has the type of the channel."""
    if list(volume.shape) == list(shape):
        return volume
    kind, volume = volume.dtype, volume.astype(float)
    options = {"order": order, "mode": "edge", "anti_aliasing": False, "clip": True}
    axis = separate_axis(current, new)
    if axis is None:
        return resize(volume, shape, **options).astype(kind)
    plane = [n for i, n in enumerate(shape) if i != axis]
    volume = np.stack([resize(volume.take(i, axis), plane, **options) for i in range(volume.shape[axis])], axis)
    if volume.shape[axis] != shape[axis]:
        scale = [n / m for n, m in zip(volume.shape, shape)]
        grid = np.mgrid[tuple(slice(0, n) for n in shape)]
        volume = map_coordinates(volume, [s * (g + 0.5) - 0.5 for s, g in zip(scale, grid)], order=0, mode="nearest")
    return volume.astype(kind)


def origins(image, tile):
    count = int(np.ceil((image - tile) / (tile * 0.5))) + 1
    step = (image - tile) / (count - 1) if count > 1 else 0
    return [int(np.round(step * i)) for i in range(count)]


def gaussian(tile):
    delta = np.zeros(tile)
    delta[tuple(n // 2 for n in tile)] = 1
    weights = gaussian_filter(delta, [n / 8 for n in tile], 0, mode="constant", cval=0)
    weights = (weights / weights.max() * 10).astype(np.float16)
    weights[weights == 0] = weights[weights != 0].min()
    return torch.from_numpy(weights.astype(np.float32))


def slide(image, tile, network, classes, batch):
    pad = [max(0, t - n) for t, n in zip(tile, image.shape)]
    low = [p // 2 for p in pad]
    padded = torch.from_numpy(np.pad(image, [(p // 2, p - p // 2) for p in pad]))
    weights = gaussian(tile)
    logits, total = torch.zeros((classes, *padded.shape), dtype=torch.float16), torch.zeros(padded.shape, dtype=torch.float16)
    boxes = [tuple(slice(s, s + t) for s, t in zip(start, tile)) for start in
             ((a, b, c) for a in origins(padded.shape[0], tile[0]) for b in origins(padded.shape[1], tile[1]) for c in origins(padded.shape[2], tile[2]))]
    for i in range(0, len(boxes), batch):
        some = boxes[i:i + batch]
        for box, answer in zip(some, network(torch.stack([padded[box] for box in some])[:, None])):
            logits[(slice(None), *box)] += answer * weights
            total[box] += weights
    logits /= total
    return logits[(slice(None), *(slice(a, a + n) for a, n in zip(low, image.shape)))].numpy()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bundle", type=Path)
    parser.add_argument("volume", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=1)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    plans = json.loads((a.bundle / "plans.json").read_text())
    manifest = json.loads((a.bundle / "model.json").read_text())
    configuration = plans["configurations"][manifest["configuration"]]
    spacing, tile = configuration["spacing"], configuration["patch_size"]
    window = plans["foreground_intensity_properties_per_channel"]["0"]
    network = Network(str(a.bundle / manifest["networks"][0]["file"]))
    classes = len(json.loads((a.bundle / "dataset.json").read_text())["labels"])
    clock, times = time.perf_counter(), {}

    def lap(name):
        nonlocal clock
        now = time.perf_counter()
        times[name], clock = now - clock, now

    voxels, source = read_nifti(a.volume)
    image = voxels.astype(np.float32)
    lap("read")
    image = np.clip(image, window["percentile_00_5"], window["percentile_99_5"])
    image = (image - np.float32(window["mean"])) / np.float32(max(window["std"], 1e-8))
    shape = [int(np.round(s / t * n)) for s, t, n in zip(source, spacing, image.shape)]
    image = resample(image, shape, source, spacing, 3)
    lap("preprocess")
    with torch.inference_mode():
        logits = slide(image, tile, network, classes, a.batch)
    lap("network")
    logits = np.stack([resample(c, voxels.shape, spacing, source, 1) for c in logits])
    logits.argmax(0).astype(np.uint8).tofile(a.labels)
    lap("postprocess")
    times["peakMiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(times))


if __name__ == "__main__":
    main()
