"""A tilted stack straightened by us and by dcm2niix, both moving the rows of each slice by linear interpolation. How far was each slice moved? For every slice
the shift in rows is fitted to the slice as it was sent (the third file), for both. dcm2niix starts its grid at another part of a row, so the two differ by a
constant: the spread of the difference over the slices says whether the tilt is the same. Voxels closest to RAS+, tissue only, middle columns. Prints JSON.
Needs Debian's python3-nibabel."""
import json
import sys

import nibabel
import numpy as np


def load(path):
    image = nibabel.as_closest_canonical(nibabel.load(path))
    return np.asarray(image.dataobj)[150:350].astype(float)


def shift(sent, straight):
    """Rows by which a slice was moved, and the root mean square of what is left, HU."""
    best = (np.inf, 0)
    for whole in range(straight.shape[1] - sent.shape[1] + 1):
        near = straight[:, whole:whole + sent.shape[1]]
        inside = (sent[:, 1:] > -900) & (sent[:, :-1] > -900)
        step, rest = (sent[:, :-1] - sent[:, 1:])[inside], (near[:, 1:] - sent[:, 1:])[inside]
        part = float(np.clip((rest @ step) / (step @ step), 0, 1))
        best = min(best, (float(np.sqrt(np.mean((rest - part * step) ** 2))), whole + part))
    return best


ours, theirs, sent = (load(path) for path in sys.argv[1:4])
fits = [(shift(sent[..., k], ours[..., k]), shift(sent[..., k], theirs[..., k])) for k in range(sent.shape[2])]
difference = np.array([a[1] - b[1] for a, b in fits])
print(json.dumps({
    "ours": ours.shape, "theirs": theirs.shape, "moved": [round(a[1], 3) for a, _ in fits], "start": float(difference.mean()),
    "spread": float(np.ptp(difference)), "oursResidual": max(a[0] for a, _ in fits), "theirsResidual": max(b[0] for _, b in fits)}))
