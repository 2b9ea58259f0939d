import { cased, text, type Ink } from './ink.ts';
import type { PlaneAxes } from './orientation.ts';
import { toScreen, toVoxel, type Viewport } from './viewport.ts';

/** A node the model did not mark: its middle in voxels x,y,z and its three radii in millimetres along x, y and z. */
export interface Ellipse {
  centre: readonly [number, number, number];
  radiiMm: readonly [number, number, number];
}

export type EllipsePart = 'middle' | 'u' | 'v';

const [least, most, usual] = [2, 40, 6];

export function newEllipse(centre: readonly [number, number, number]): Ellipse {
  return { centre, radiiMm: [usual, usual, usual] };
}

/** What of the ellipse a touch takes hold of; null when it is beside it. */
export function partAt(ellipse: Ellipse, axes: PlaneAxes, view: Viewport, x: number, y: number, reach: number): EllipsePart | null {
  const { centre, right, bottom } = points(ellipse, axes, view);
  const within = ([px, py]: readonly [number, number]) => Math.hypot(px - x, py - y) < reach;
  if (within(right)) return 'u';
  if (within(bottom)) return 'v';
  const [ru, rv] = [Math.abs(right[0] - centre[0]), Math.abs(bottom[1] - centre[1])];
  return ((x - centre[0]) / Math.max(ru, reach)) ** 2 + ((y - centre[1]) / Math.max(rv, reach)) ** 2 <= 1 ? 'middle' : null;
}

/** Moves the middle or stretches a radius to the touch; the radius through the slices follows as their mean. */
export function reshaped(ellipse: Ellipse, part: EllipsePart, axes: PlaneAxes, view: Viewport, x: number, y: number): Ellipse {
  const [u, v] = toVoxel(view, x, y);
  if (part === 'middle') {
    const centre = [...ellipse.centre] as [number, number, number];
    [centre[axes.u], centre[axes.v]] = [u, v];
    return { ...ellipse, centre };
  }
  const middle = toScreen(view, ellipse.centre[axes.u], ellipse.centre[axes.v]);
  const mm = Math.abs(part === 'u' ? x - middle[0] : y - middle[1]) / view.perMm;
  const by = mm - ellipse.radiiMm[axes[part]];
  return part === 'u' ? stretched(ellipse, axes, by, 0) : stretched(ellipse, axes, 0, by);
}

/** So many millimetres wider and taller, within what a node can be. */
export function stretched(ellipse: Ellipse, axes: PlaneAxes, wider: number, taller: number): Ellipse {
  const held = (mm: number) => Math.min(most, Math.max(least, mm));
  const radiiMm = [...ellipse.radiiMm] as [number, number, number];
  radiiMm[axes.u] = held(radiiMm[axes.u] + wider);
  radiiMm[axes.v] = held(radiiMm[axes.v] + taller);
  radiiMm[axes.n] = (radiiMm[axes.u] + radiiMm[axes.v]) / 2;
  return { ...ellipse, radiiMm };
}

/** The section of the ellipsoid with this slice; nothing where it does not reach. */
export function drawEllipse(ink: Ink, ellipse: Ellipse, axes: PlaneAxes, index: number, spacingMm: readonly number[], view: Viewport, label: string, unit: number): void {
  const away = ((index - ellipse.centre[axes.n]) * spacingMm[axes.n]!) / ellipse.radiiMm[axes.n];
  if (Math.abs(away) >= 1) return;
  const share = Math.sqrt(1 - away * away);
  const { centre, right, bottom } = points(ellipse, axes, view);
  const path = new Path2D();
  path.ellipse(centre[0], centre[1], ellipse.radiiMm[axes.u] * view.perMm * share, ellipse.radiiMm[axes.v] * view.perMm * share, 0, 0, 2 * Math.PI);
  cased(ink, path, '#fff', 2, unit, [2, 5]);
  if (axes.plane !== 'axial') return;
  const handles = new Path2D();
  for (const [x, y] of [right, bottom]) handles.rect(x - 8 * unit, y - 8 * unit, 16 * unit, 16 * unit);
  cased(ink, handles, '#fff', 2, unit);
  text(ink, label, centre[0], centre[1] - ellipse.radiiMm[axes.v] * view.perMm - 16 * unit, 16 * unit);
}

/** Where a touch widens it, in device pixels of the canvas. */
export const rightHandle = (ellipse: Ellipse, axes: PlaneAxes, view: Viewport) => points(ellipse, axes, view).right;

function points({ centre, radiiMm }: Ellipse, axes: PlaneAxes, view: Viewport) {
  const middle = toScreen(view, centre[axes.u], centre[axes.v]);
  return {
    centre: middle,
    right: [middle[0] + radiiMm[axes.u] * view.perMm, middle[1]] as const,
    bottom: [middle[0], middle[1] + radiiMm[axes.v] * view.perMm] as const,
  };
}
