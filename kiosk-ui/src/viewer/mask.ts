import type { CaseResult, VolumeGeometry } from '../contract.ts';
import type { TextKey } from '../i18n/en.ts';
import { sameGrid } from './patientSpace.ts';

/** Labels 0..3 on the volume's grid, bound to the one case and revision they may be drawn for. */
export interface Mask {
  caseId: string;
  revision: number;
  labels: Uint8Array;
}

/** Why a mask is not drawn. */
export type MaskRefusal = Extract<TextKey, `mask.${string}`>;

/** Checks that these bytes can be the mask of this result on this volume; a mask that may belong elsewhere is refused. */
export function bindMask(labels: Uint8Array, result: CaseResult, volume: VolumeGeometry): Mask | MaskRefusal {
  const [nx, ny, nz] = volume.size as [number, number, number];
  if (result.geometry === null || !sameGrid(result.geometry, volume)) return 'mask.geometry';
  if (labels.length !== nx * ny * nz) return 'mask.length';
  if (!knownLabels(labels)) return 'mask.labels';
  for (const node of result.nodes) {
    const [x0, y0, , x1, y1] = node.boundingBoxVoxels as [number, number, number, number, number, number];
    if (!labelled(labels, nx, ny, node.axialSlice, [x0, y0, x1, y1])) return 'mask.nodes';
  }
  return { caseId: result.caseId, revision: result.revision, labels };
}

// Four labels at a time: a volume of 512x512x300 has 79 million.
function knownLabels(labels: Uint8Array): boolean {
  const whole = labels.byteOffset % 4 === 0 ? labels.length >> 2 : 0;
  const words = new Uint32Array(labels.buffer, whole === 0 ? 0 : labels.byteOffset, whole);
  for (let i = 0; i < words.length; i++) if ((words[i]! & 0xfcfcfcfc) !== 0) return false;
  return labels.subarray(4 * whole).every((label) => label <= 3);
}

// A listed node must have voxels inside its own box on its own slice (of any class: touching classes make one node).
function labelled(labels: Uint8Array, nx: number, ny: number, z: number, box: [number, number, number, number]): boolean {
  for (let y = box[1]; y <= box[3]; y++) {
    const row = (z * ny + y) * nx;
    if (labels.subarray(row + box[0], row + box[2] + 1).some((label) => label > 0)) return true;
  }
  return false;
}
