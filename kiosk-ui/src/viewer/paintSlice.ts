import type { PlaneAxes } from './orientation.ts';
import { looks } from './palette.ts';

/** One RGBA table of 256 greys per label, ABGR (the byte order of ImageData on the little-endian machines this runs on). */
export type FillTables = readonly Uint32Array[];

/** @param opacity Share of the hue in a filled pixel, 0 to 0.8: the tissue below stays readable. */
export function fillTables(opacity: number): FillTables {
  const grey = [0, 0, 0] as const;
  return [table(grey, 0), ...looks.map((look) => table(look.rgb, opacity))];
}

function table(rgb: readonly [number, number, number], opacity: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, grey) => {
    const [r, g, b] = rgb.map((channel) => Math.round(channel * opacity + grey * (1 - opacity))) as [number, number, number];
    return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  });
}

/** What is painted: int16 HU and labels 0..3 in z,y,x order, labels null without masks. */
export interface PaintSource {
  size: readonly number[];
  voxels: Int16Array;
  labels: Uint8Array | null;
  isPresent(z: number): boolean;
}

export interface Painted {
  /** Pixels coloured by the mask. */
  coloured: number;
  /** Pixels of slices that are not loaded: hatched, never black. */
  missing: number;
}

/** Writes one slice of a plane as RGBA; `windowTable` holds the grey for HU + 32768. */
export function paintPlane(out: Uint32Array, from: PaintSource, axes: PlaneAxes, index: number, windowTable: Uint8ClampedArray, fills: FillTables): Painted {
  const { size, voxels, labels } = from;
  const stride = [1, size[0]!, size[0]! * size[1]!] as const;
  const [width, height] = [size[axes.u]!, size[axes.v]!];
  if (out.length !== width * height) throw new Error('picture and slice differ in size');
  const [su, sv] = [stride[axes.u], stride[axes.v]];
  const greys = fills[0]!;
  let coloured = 0;
  let missing = 0;
  let to = 0;
  for (let v = 0; v < height; v++) {
    let at = index * stride[axes.n] + v * sv;
    const rowMissing = !from.isPresent(axes.n === 2 ? index : v);
    if (axes.u !== 2 && rowMissing) {
      for (let u = 0; u < width; u++) out[to++] = hatch(u, v);
      missing += width;
      continue;
    }
    for (let u = 0; u < width; u++, at += su, to++) {
      if (axes.u === 2 && !from.isPresent(u)) {
        out[to] = hatch(u, v);
        missing++;
        continue;
      }
      const grey = windowTable[voxels[at]! + 32768]!;
      const label = labels === null ? 0 : labels[at]!;
      if (label === 0) out[to] = greys[grey]!;
      else {
        out[to] = fills[label]![grey]!;
        coloured++;
      }
    }
  }
  return { coloured, missing };
}

function hatch(u: number, v: number): number {
  return ((u + v) & 8) === 0 ? 0xff2c2c2c : 0xff161616;
}

/** The labels of one slice of a plane, row by row, for outlines. */
export function planeLabels(labels: Uint8Array, size: readonly number[], axes: PlaneAxes, index: number): Uint8Array {
  const stride = [1, size[0]!, size[0]! * size[1]!] as const;
  const [width, height] = [size[axes.u]!, size[axes.v]!];
  const start = index * stride[axes.n];
  if (axes.u === 0 && axes.v === 1) return labels.subarray(start, start + width * height);
  const out = new Uint8Array(width * height);
  for (let v = 0, to = 0; v < height; v++) {
    for (let u = 0, at = start + v * stride[axes.v]; u < width; u++, at += stride[axes.u]) out[to++] = labels[at]!;
  }
  return out;
}
