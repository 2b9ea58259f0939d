"""Where the labels of a segmentation lie as nibabel reads it: for each LABEL:X:Y:Z (LPS, mm) the mean place of the voxels of that label within 20 mm, as a line
of JSON. With --probabilities FILE.npz, an array [label, z, y, x] whose largest value must be the label of every voxel. Needs Debian's python3-nibabel."""
import argparse
import json

import nibabel
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("segmentation")
parser.add_argument("places", nargs="+")
parser.add_argument("--probabilities")
a = parser.parse_args()
image = nibabel.load(a.segmentation)
labels = np.asarray(image.dataobj)
if a.probabilities:
    archive = np.load(a.probabilities)
    assert archive.files == ["probabilities"], archive.files
    p = archive["probabilities"]
    assert p.dtype == np.float32 and p.shape == (4, *labels.shape[::-1]), (p.dtype, p.shape)
    assert np.abs(p.sum(0) - 1).max() < 1e-5
    assert (p.argmax(0) == labels.transpose(2, 1, 0)).all()
for place in a.places:
    label, *lps = place.split(":")
    voxels = np.argwhere(labels == int(label))
    ras = (image.affine @ np.c_[voxels, np.ones(len(voxels))].T)[:3].T
    found = ras * [-1, -1, 1]
    near = found[np.linalg.norm(found - np.array(lps, float), axis=1) < 20]
    print(json.dumps(near.mean(0).tolist() if len(near) else None))
