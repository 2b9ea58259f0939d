"""Two NIfTI files as nibabel reads them, voxels brought into the same order (closest to RAS+): are grid and values the same? Prints JSON: sizes, the largest
distance in mm between the corners of the two grids, whether index axes as stored are right-handed, and how many voxels differ and by how much. Voxels that
hold PADDING in the second file may be air (-1024) in the first. Needs Debian's python3-nibabel."""
import argparse
import itertools
import json

import nibabel
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("ours")
parser.add_argument("theirs")
parser.add_argument("--padding", type=int)
a = parser.parse_args()


def load(path):
    image = nibabel.load(path)
    stored = np.linalg.det(image.affine[:3, :3])
    image = nibabel.as_closest_canonical(image)
    values = np.asarray(image.dataobj)
    return values.reshape(values.shape[:3]).astype(np.int64), image.affine, stored


(ours, ours_affine, ours_det), (theirs, theirs_affine, theirs_det) = load(a.ours), load(a.theirs)
result = {"ours": ours.shape, "theirs": theirs.shape, "oursDeterminant": ours_det, "theirsDeterminant": theirs_det, "voxels": ours.size}
if ours.shape == theirs.shape:
    corners = np.array([[*c, 1] for c in itertools.product(*((0, n - 1) for n in ours.shape))]).T
    result["cornersMm"] = float(np.linalg.norm(((ours_affine - theirs_affine) @ corners)[:3], axis=0).max())
    difference = np.abs(ours - theirs)
    if a.padding is not None:
        difference[(theirs == a.padding) & (ours == -1024)] = 0
        result["padding"] = int((theirs == a.padding).sum())
    result |= {"different": int((difference > 0).sum()), "largest": int(difference.max()), "least": int(ours.min()), "most": int(ours.max())}
print(json.dumps(result))
