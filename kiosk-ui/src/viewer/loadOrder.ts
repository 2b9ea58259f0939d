/** Slices per request; 8 slices of 512x512 are 4 MiB. */
export const blockSlices = 8;

/** Nearest block of slices to the wanted slice that nobody has taken, or null when all are taken: centre-out from what is looked at. */
export function nextBlock(taken: readonly boolean[], wanted: number): number | null {
  let best: number | null = null;
  let bestDistance = Infinity;
  taken.forEach((isTaken, block) => {
    if (isTaken) return;
    const first = block * blockSlices;
    const distance = Math.max(first - wanted, wanted - (first + blockSlices - 1), 0);
    if (distance < bestDistance) [best, bestDistance] = [block, distance];
  });
  return best;
}
