import { fillAlpha, looks } from './palette.ts';

/**
 * Writes one slice as RGBA. `slice` holds int16 HU, `labels` the same pixels as 0..3 or null without masks, `table` grey per HU + 32768.
 * Returns how many pixels were coloured.
 */
export function paintSlice(
  out: Uint32Array,
  slice: Int16Array,
  labels: Uint8Array | null,
  table: Uint8ClampedArray,
): number {
  if (out.length !== slice.length || (labels !== null && labels.length !== slice.length)) throw new Error('slice and mask differ in size');
  let coloured = 0;
  for (let i = 0; i < slice.length; i++) {
    const grey = table[slice[i]! + 32768]!;
    const label = labels === null ? 0 : labels[i]!;
    if (label === 0) {
      out[i] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
    } else {
      out[i] = blended[label]![grey]!;
      coloured++;
    }
  }
  return coloured;
}

// One 256-entry table per label, ABGR (the byte order of ImageData on the little-endian machines this runs on).
const blended: Uint32Array[] = [new Uint32Array(256), ...looks.map((look) => Uint32Array.from({ length: 256 }, (_, grey) => mix(look.rgb, grey)))];

function mix(rgb: readonly [number, number, number], grey: number): number {
  const [r, g, b] = rgb.map((channel) => Math.round(channel * fillAlpha + grey * (1 - fillAlpha))) as [number, number, number];
  return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
}
