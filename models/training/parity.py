"""How far two models are from each other on one study: parity.py A/probabilities.npz B/probabilities.npz (`edgenode analyze --save-probabilities`)."""
import sys

import numpy as np


def main():
    a, b = (np.load(path)["probabilities"] for path in sys.argv[1:3])
    differ = a.argmax(0) != b.argmax(0)
    print(f"labels that differ: {differ.sum()} of {differ.size}; largest difference of a probability: {np.abs(a - b).max():.4f}")


if __name__ == "__main__":
    main()
