import type { NodeFinding } from '../contract.ts';
import { cased, text, type Ink } from './ink.ts';
import { toScreen, type Viewport } from './viewport.ts';

/** Both axes of a node as end points x,y,x,y in voxels of its axial slice. */
export interface Callipers {
  long: readonly number[];
  short: readonly number[];
}

/** One of the four ends. */
export interface CalliperEnd {
  node: number;
  axis: keyof Callipers;
  end: 0 | 1;
}

/** Where the model measured; null where the result carries lengths only. */
export function measuredCallipers(node: NodeFinding): Callipers | null {
  return node.longAxisVoxels?.length === 4 && node.shortAxisVoxels?.length === 4 ? { long: node.longAxisVoxels, short: node.shortAxisVoxels } : null;
}

/** Length in millimetres. */
export function lengthMm(ends: readonly number[], spacingMm: readonly number[]): number {
  return Math.hypot((ends[2]! - ends[0]!) * spacingMm[0]!, (ends[3]! - ends[1]!) * spacingMm[1]!);
}

/** The callipers with one end elsewhere. */
export function movedEnd(callipers: Callipers, { axis, end }: CalliperEnd, x: number, y: number): Callipers {
  const ends = [...callipers[axis]];
  [ends[2 * end], ends[2 * end + 1]] = [x, y];
  return { ...callipers, [axis]: ends };
}

/** The end within reach of a touch, the nearest first; null when none is. */
export function endAt(node: number, callipers: Callipers, view: Viewport, x: number, y: number, reach: number): CalliperEnd | null {
  let best: CalliperEnd | null = null;
  let nearest = reach;
  for (const axis of ['long', 'short'] as const) {
    for (const end of [0, 1] as const) {
      const [ex, ey] = toScreen(view, callipers[axis][2 * end]!, callipers[axis][2 * end + 1]!);
      const distance = Math.hypot(ex - x, ey - y);
      if (distance < nearest) [best, nearest] = [{ node, axis, end }, distance];
    }
  }
  return best;
}

/** The four ends in device pixels: x,y of the long axis' ends, then of the short one's. */
export function endPoints({ long, short }: Callipers, view: Viewport): number[] {
  return [long, short].flatMap((ends) => [...toScreen(view, ends[0]!, ends[1]!), ...toScreen(view, ends[2]!, ends[3]!)]);
}

/** The axes where they were measured; with handles and lengths for the node that is chosen. */
export function drawCallipers(ink: Ink, view: Viewport, callipers: Callipers, chosen: { mm: readonly [number, number]; own: boolean; held: number | null } | null, unit: number): void {
  const path = new Path2D();
  const handles = new Path2D();
  for (const ends of [callipers.long, callipers.short]) {
    const [a, b] = [toScreen(view, ends[0]!, ends[1]!), toScreen(view, ends[2]!, ends[3]!)];
    path.moveTo(...a);
    path.lineTo(...b);
    for (const [x, y] of [a, b]) {
      handles.moveTo(x + 7 * unit, y);
      handles.arc(x, y, 7 * unit, 0, 2 * Math.PI);
    }
  }
  cased(ink, path, '#fff', chosen === null ? 1.2 : 1.8, unit, chosen?.own === true ? [6, 4] : []);
  if (chosen === null) return;
  cased(ink, handles, '#fff', 2, unit);
  if (chosen.held !== null) {
    const [x, y] = endPoints(callipers, view).slice(2 * chosen.held) as [number, number];
    ink.fillStyle = '#fff';
    ink.fillRect(x - 5 * unit, y - 5 * unit, 10 * unit, 10 * unit);
  }
  const lowest = Math.max(...[callipers.long, callipers.short].flatMap((ends) => [toScreen(view, ends[0]!, ends[1]!)[1], toScreen(view, ends[2]!, ends[3]!)[1]]));
  const [x] = toScreen(view, (callipers.long[0]! + callipers.long[2]!) / 2, 0);
  text(ink, `${chosen.mm[0].toFixed(1)} × ${chosen.mm[1].toFixed(1)} mm`, x, lowest + 24 * unit, 16 * unit);
}
