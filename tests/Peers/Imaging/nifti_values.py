"""What nibabel reads in NIfTI files: for each named file a line of JSON with its size and affine (RAS, mm), and beside it FILE.raw: int16 HU, rounded half
away from zero and clamped, x fastest. Needs Debian's python3-nibabel."""
import json
import sys

import nibabel
import numpy as np

for path in sys.argv[1:]:
    image = nibabel.load(path)
    values = np.asarray(image.get_fdata(dtype=np.float64))
    values = values.reshape(values.shape[:3])
    rounded = np.clip(np.copysign(np.floor(np.abs(values) + 0.5), values), -32768, 32767).astype("<i2")
    rounded.ravel(order="F").tofile(path + ".raw")
    print(json.dumps({"size": values.shape, "affine": image.affine.tolist()}))
