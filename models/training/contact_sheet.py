"""Draws exported phantoms as a person would read them (window 350, level 50), so that they can be looked at: contact_sheet.py CASE.json OUT.png"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from cases import Case

COLOURS = {1: (255, 60, 60), 2: (255, 220, 0), 3: (0, 230, 255)}
COLUMNS, ROWS, TILE = 4, 3, 390


def soft_tissue(ct):
    """RGB of HU in window 350, level 50."""
    grey = np.clip((ct.astype(np.float32) + 125) / 350 * 255, 0, 255).astype(np.uint8)
    return np.stack([grey] * 3, -1)


def tile(ct, label):
    rgb = soft_tissue(ct)
    for value, colour in COLOURS.items():
        mask = label == value
        inner = mask & np.roll(mask, 1, 0) & np.roll(mask, -1, 0) & np.roll(mask, 1, 1) & np.roll(mask, -1, 1)
        rgb[mask & ~inner] = colour
    return np.asarray(Image.fromarray(rgb).resize((TILE, TILE), Image.LANCZOS))


def main():
    case = Case(Path(sys.argv[1]))
    tiles = [tile(case.ct[z], case.label[z]) for z in np.linspace(0, len(case.ct) - 1, COLUMNS * ROWS).astype(int)]
    Image.fromarray(np.vstack([np.hstack(tiles[r * COLUMNS:(r + 1) * COLUMNS]) for r in range(ROWS)])).save(sys.argv[2])


if __name__ == "__main__":
    main()
