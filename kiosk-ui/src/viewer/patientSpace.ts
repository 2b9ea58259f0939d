import type { VolumeGeometry } from '../contract.ts';

/** Voxel indices x,y,z (centres at whole numbers) to patient millimetres, LPS. */
export function toPatient({ spacingMm, originMm, direction }: VolumeGeometry, voxel: readonly number[]): [number, number, number] {
  const at = (patient: number) => originMm[patient]! + [0, 1, 2].reduce((sum, axis) => sum + direction[3 * axis + patient]! * spacingMm[axis]! * voxel[axis]!, 0);
  return [at(0), at(1), at(2)];
}

/** The way back; the direction's three vectors are orthogonal unit vectors (PS3.3 C.7.6.2.1.1). */
export function toVoxels({ spacingMm, originMm, direction }: VolumeGeometry, mm: readonly number[]): [number, number, number] {
  const at = (axis: number) => [0, 1, 2].reduce((sum, patient) => sum + direction[3 * axis + patient]! * (mm[patient]! - originMm[patient]!), 0) / spacingMm[axis]!;
  return [at(0), at(1), at(2)];
}

/** Both grids are one, but for what is lost in writing numbers. */
export function sameGrid(a: VolumeGeometry, b: VolumeGeometry): boolean {
  const close = (p: readonly number[], q: readonly number[]) =>
    p.length === q.length && p.every((value, i) => Math.abs(value - q[i]!) <= 1e-3 * Math.max(1, Math.abs(value)));
  return close(a.size, b.size) && close(a.spacingMm, b.spacingMm) && close(a.originMm, b.originMm) && close(a.direction, b.direction);
}
