"""The peer of `make bench-findings`: 26-connected labelling with scipy, then scikit-image's regionprops. Prints seconds and the number of regions."""
import sys
import time

import numpy as np
from scipy import ndimage
from skimage.measure import regionprops

SHAPE = (300, 512, 512)
ct = np.fromfile(sys.argv[1] + "/ct", "<i2").reshape(SHAPE)
labels = np.fromfile(sys.argv[1] + "/labels", "u1").reshape(SHAPE)
start = time.perf_counter()
parts, count = ndimage.label(labels > 0, np.ones((3, 3, 3), int))
regions = [(r.area, r.centroid, r.bbox, r.mean_intensity) for r in regionprops(parts, ct)]
print(time.perf_counter() - start, len(regions))
