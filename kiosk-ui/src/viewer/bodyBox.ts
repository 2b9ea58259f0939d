import type { PlaneBox } from './viewport.ts';

const bodyHu = -300;

/** The box of everything denser than fat in an axial slice, thin things such as the table left out: what a picture need show. Null for air. */
export function bodyBox(slice: Int16Array, width: number): PlaneBox | null {
  const height = slice.length / width;
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  for (let i = 0; i < slice.length; i++) {
    if (slice[i]! < bodyHu) continue;
    columns[i % width]!++;
    rows[Math.floor(i / width)]!++;
  }
  const [u0, u1] = span(columns, height * 0.04);
  const [v0, v1] = span(rows, width * 0.04);
  return u0 < 0 || v0 < 0 ? null : { u0, v0, u1, v1 };
}

function span(counts: Uint32Array, least: number): [number, number] {
  return [counts.findIndex((count) => count > least), counts.findLastIndex((count) => count > least)];
}
