"""Pictures of what a model found, one a component: gallery.py CT.nii.gz SEGMENTATION.nii.gz OUT.png [TRUTH.nii.gz]

Left the CT (window 350, level 50), right the same with the outline: red negative, yellow positive, light blue ENE. With a truth only its mistakes
are shown: nodes it missed (outline dotted white) and components that touch no node. A line a picture goes to standard output."""
import sys

import nibabel
import numpy as np
from PIL import Image
from scipy import ndimage

from cases import shown_class
from contact_sheet import COLOURS, soft_tissue

NAMES = {1: "negative", 2: "positive", 3: "ENE"}
AROUND_MM, TILE, COLUMNS = 60, 180, 5
TOUCHING = np.ones((3, 3, 3))


def load(path):
    image = nibabel.as_closest_canonical(nibabel.load(path))
    # [z, y, x] with the patient's front up and his right on the left, as a reader sees it.
    return np.asarray(image.dataobj).T[:, ::-1, ::-1], image.header.get_zooms()[::-1]


def picture(ct, spacing, labels, chosen, missed):
    z = int(np.argmax(chosen.sum((1, 2))))
    y, x = (int(round(c)) for c in ndimage.center_of_mass(chosen[z]))
    half = int(AROUND_MM / 2 / spacing[2])
    pad = ((half, half), (half, half))
    cut = lambda plane, value: np.pad(plane, pad, constant_values=value)[y:y + 2 * half, x:x + 2 * half]
    plain = np.asarray(Image.fromarray(soft_tissue(cut(ct[z], -1000))).resize((TILE, TILE), Image.BICUBIC))
    drawn = plain.copy()
    classes = np.asarray(Image.fromarray(cut(np.where(chosen[z], 1 if missed else labels[z], 0), 0).astype(np.uint8)).resize((TILE, TILE), Image.NEAREST))
    edge = (classes > 0) & ~ndimage.binary_erosion(classes > 0)
    if missed:
        drawn[edge & (np.add.outer(np.arange(TILE), np.arange(TILE)) % 4 < 2)] = 255
    else:
        for value, colour in COLOURS.items():
            drawn[edge & (classes == value)] = colour
    return np.hstack([plain, drawn]), z


def main():
    (ct, spacing), (found, _) = load(sys.argv[1]), load(sys.argv[2])
    truth = load(sys.argv[4])[0] if len(sys.argv) > 4 else None
    wanted = []
    for labels, other, missed in ((found, truth, False), (truth, found, True)):
        if labels is None:
            continue
        parts, count = ndimage.label(labels > 0, TOUCHING)
        for n, box in zip(range(1, count + 1), ndimage.find_objects(parts)):
            if other is None or not (other[box] > 0)[parts[box] == n].any():
                wanted.append((labels, parts == n, missed))
    tiles = []
    for i, (labels, chosen, missed) in enumerate(wanted, 1):
        tile, z = picture(ct, spacing, labels, chosen, missed)
        tiles.append(tile)
        shown = NAMES[shown_class(labels[chosen])]
        print(f"{i}: {'missed' if missed else 'marked'} {shown}, {chosen.sum() * np.prod(spacing):.0f} mm3, slice {z + 1} of {len(ct)} from the feet")
    if tiles:
        tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % COLUMNS)
        Image.fromarray(np.vstack([np.hstack(tiles[r:r + COLUMNS]) for r in range(0, len(tiles), COLUMNS)])).save(sys.argv[3])


if __name__ == "__main__":
    main()
