"""Writes with nibabel the same small image in every way that NIfTI-1 offers: number formats, byte orders, slopes, axes in any order and direction, oblique
axes, shear, sform or qform alone, gzip. Needs Debian's python3-nibabel."""
import itertools
import sys
from pathlib import Path

import nibabel
import numpy as np

folder = Path(sys.argv[1])
random = np.random.default_rng(3)
size = (7, 5, 4)


def save(name, data, affine, form="both", slope=None, endian="<"):
    header = nibabel.Nifti1Header(endianness=endian)
    header.set_data_dtype(data.dtype)
    image = nibabel.Nifti1Image(data, None, header)
    image.header.set_xyzt_units("mm")
    image.set_sform(affine, 1 if form in ("both", "sform") else 0)
    image.set_qform(affine if form in ("both", "qform") else None, 1 if form in ("both", "qform") else 0)
    if slope is not None:
        image.header.set_slope_inter(*slope)
    nibabel.save(image, folder / name)


def affine(columns, spacing=(0.9, 1.1, 2.5), origin=(-12.5, 33.25, -480)):
    result = np.eye(4)
    result[:3, :3] = np.array(columns) * np.array(spacing)
    result[:3, 3] = origin
    return result


def turned(x, y, z):
    (cx, sx), (cy, sy), (cz, sz) = ((np.cos(a), np.sin(a)) for a in (x, y, z))
    return np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]]) @ np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]]) @ np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])


def values(kind):
    if np.issubdtype(kind, np.floating):
        return random.normal(0, 500, size).round(2).astype(kind)
    limits = np.iinfo(kind)
    return random.integers(max(limits.min, -40000), min(limits.max, 40000), size, endpoint=True).astype(kind)


for order in itertools.permutations(range(3)):
    for signs in itertools.product((1, -1), repeat=3):
        columns = np.zeros((3, 3))
        for column, (axis, sign) in enumerate(zip(order, signs)):
            columns[axis, column] = sign
        name = "axes-" + "".join("+-"[sign < 0] + "xyz"[axis] for axis, sign in zip(order, signs))
        for form in ("both", "sform", "qform"):
            save(f"{name}-{form}.nii", values(np.int16), affine(columns), form)

for number, angles in enumerate([(0.3, 0, 0), (-0.4, 0.2, 0.9), (3.1, 0.1, -0.2), (1.5, 1.5, 1.5)]):
    for form in ("sform", "qform"):
        save(f"oblique-{number}-{form}.nii.gz", values(np.int16), affine(turned(*angles)), form)

sheared = turned(0.2, 0, 0)
sheared[:, 2] = [0, 0.3, 0.95]
save("sheared.nii", values(np.int16), affine(sheared / np.linalg.norm(sheared, axis=0)), "sform")

for kind in (np.uint8, np.int8, np.int16, np.uint16, np.int32, np.float32, np.float64):
    for endian, slope in itertools.product("<>", (None, (0.5, -1000), (2, 3.25))):
        save(f"{np.dtype(kind).name}-{'little' if endian == '<' else 'big'}-{slope}.nii.gz".replace(" ", ""), values(kind), affine(np.eye(3)), slope=slope, endian=endian)
