import { describe, expect, it } from 'vitest';
import type { CaseResult, NodeFinding, VolumeGeometry } from '../src/contract.ts';
import { nextBlock } from '../src/viewer/loadOrder.ts';
import { bindMask } from '../src/viewer/mask.ts';
import { planeAxes, type Plane } from '../src/viewer/orientation.ts';
import { mostUrgentNode, neighbourNode } from '../src/viewer/urgentNode.ts';
import { axesMm, ellipseMm } from '../src/feedback/feedbackActs.ts';
import { bodyBox } from '../src/viewer/bodyBox.ts';
import { endAt, lengthMm, movedEnd } from '../src/viewer/callipers.ts';
import { newEllipse, partAt, reshaped } from '../src/viewer/missedEllipse.ts';
import { toPatient, toVoxels } from '../src/viewer/patientSpace.ts';
import { boxCamera, toScreen, toVoxel, viewportOf, wholeCamera, zoomedAbout, panned, type PlaneGrid } from '../src/viewer/viewport.ts';

const node = (id: number, label: NodeFinding['label'], shortAxisMm: number): NodeFinding =>
  ({ id, label, shortAxisMm, axialSlice: 1, boundingBoxVoxels: [1, 1, 0, 2, 2, 1] }) as NodeFinding;
const geometry: VolumeGeometry = { size: [4, 3, 2], spacingMm: [0.5, 1, 3], originMm: [0, 0, 0], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
const result = (over: Partial<CaseResult> = {}): CaseResult =>
  ({ caseId: 'a', revision: 1, geometry, nodes: [node(1, 'Ene', 12)], priority: null, ...over }) as CaseResult;

describe('planes from the direction cosines', () => {
  it.each([
    ['as scanned', [1, 0, 0, 0, 1, 0, 0, 0, 1], 'axial', [0, 1, 2], false, false, 'RLAP', 1],
    ['from feet to head reversed', [1, 0, 0, 0, 1, 0, 0, 0, -1], 'axial', [0, 1, 2], false, false, 'RLAP', -1],
    ['mirrored and upside down (NIfTI)', [-1, 0, 0, 0, -1, 0, 0, 0, 1], 'axial', [0, 1, 2], true, true, 'RLAP', 1],
    ['tilted', [1, 0, 0, 0, 0.94, 0.34, 0, -0.34, 0.94], 'axial', [0, 1, 2], false, false, 'RLAP', 1],
    ['transposed', [0, 1, 0, 1, 0, 0, 0, 0, 1], 'axial', [1, 0, 2], false, false, 'RLAP', 1],
    ['as scanned', [1, 0, 0, 0, 1, 0, 0, 0, 1], 'coronal', [0, 2, 1], false, true, 'RLSI', -1],
    ['reversed', [1, 0, 0, 0, 1, 0, 0, 0, -1], 'coronal', [0, 2, 1], false, false, 'RLSI', -1],
    ['as scanned', [1, 0, 0, 0, 1, 0, 0, 0, 1], 'sagittal', [1, 2, 0], false, true, 'APSI', 1],
    ['mirrored', [-1, 0, 0, 0, -1, 0, 0, 0, 1], 'sagittal', [1, 2, 0], true, true, 'APSI', -1],
  ])('%s: %s', (_, direction, plane, order, flipU, flipV, letters, upward) => {
    const { marks, ...found } = planeAxes(direction as number[], plane as Plane);
    expect([[found.u, found.v, found.n], found.flipU, found.flipV, found.upward]).toEqual([order, flipU, flipV, upward]);
    expect(marks.left + marks.right + marks.top + marks.bottom).toBe(letters);
  });

  it('refuses to guess', () => {
    expect(() => planeAxes([], 'axial')).toThrow();
    expect(() => planeAxes([0, 0, 0, 0, 1, 0, 0, 0, 1], 'axial')).toThrow();
  });

  it('puts a point of the patient on the side its letters say, whatever the grid', () => {
    const left = [60, 0, 0];
    for (const direction of [[1, 0, 0, 0, 1, 0, 0, 0, 1], [-1, 0, 0, 0, -1, 0, 0, 0, 1], [1, 0, 0, 0, 1, 0, 0, 0, -1], [0, 1, 0, 1, 0, 0, 0, 0, 1]]) {
      const grid: VolumeGeometry = { size: [100, 100, 50], spacingMm: [2, 2, 2], originMm: [0, 1, 2].map((p) => -[0, 1, 2].reduce((sum, axis) => sum + direction[3 * axis + p]! * [99, 99, 49][axis]!, 0)), direction };
      const axes = planeAxes(direction, 'axial');
      const plane: PlaneGrid = { size: [100, 100], spacingMm: [2, 2], flipU: axes.flipU, flipV: axes.flipV };
      const voxel = toVoxels(grid, left);
      const [x] = toScreen(viewportOf({ width: 200, height: 200 }, plane, wholeCamera(plane)), voxel[axes.u], voxel[axes.v]);
      expect(x, direction.join()).toBeGreaterThan(150);
    }
  });
});

const plain: PlaneGrid = { size: [100, 100], spacingMm: [0.5, 1], flipU: false, flipV: false };
const canvas = { width: 400, height: 400 };

describe('viewport', () => {
  it('keeps millimetres square where pixels are not', () => {
    const view = viewportOf(canvas, plain, wholeCamera(plain));
    expect([view.a, view.d]).toEqual([2, 4]);
    expect(toScreen(view, 49.5, 49.5)).toEqual([200, 200]);
  });

  it('mirrors where asked', () => {
    const grid: PlaneGrid = { size: [10, 10], spacingMm: [1, 1], flipU: true, flipV: false };
    expect(toScreen(viewportOf({ width: 100, height: 100 }, grid, wholeCamera(grid)), 0, 0)).toEqual([95, 5]);
  });

  it('finds its way back from the screen, keeps the point under the fingers, and pans with them', () => {
    for (const flipU of [false, true]) {
      const grid = { ...plain, flipU };
      const zoomed = zoomedAbout(canvas, grid, wholeCamera(grid), 3, 120, 300);
      const before = toVoxel(viewportOf(canvas, grid, wholeCamera(grid)), 120, 300);
      const after = toVoxel(viewportOf(canvas, grid, zoomed), 120, 300);
      after.forEach((value, i) => expect(value).toBeCloseTo(before[i]!));
      const moved = toScreen(viewportOf(canvas, grid, panned(canvas, grid, zoomed, 10, -7)), ...before);
      [130, 293].forEach((value, i) => expect(moved[i]).toBeCloseTo(value));
    }
    expect(zoomedAbout(canvas, plain, wholeCamera(plain), 1e6, 0, 0).zoom).toBeLessThanOrEqual(12);
  });

  it('opens at the body, never smaller than the whole', () => {
    const slice = new Int16Array(100 * 100).fill(-1000);
    for (let y = 30; y < 70; y++) slice.fill(40, y * 100 + 20, y * 100 + 80);
    slice.fill(40, 95 * 100, 95 * 100 + 3);
    expect(bodyBox(slice, 100)).toEqual({ u0: 20, v0: 30, u1: 79, v1: 69 });
    expect(bodyBox(new Int16Array(100).fill(-1000), 10)).toBeNull();
    expect(boxCamera(canvas, plain, { u0: 0, v0: 0, u1: 99, v1: 99 }).zoom).toBe(1);
    expect(boxCamera(canvas, plain, { u0: 20, v0: 30, u1: 79, v1: 69 }).zoom).toBeGreaterThan(2);
  });
});

describe('a physician\'s measure', () => {
  const view = viewportOf(canvas, plain, wholeCamera(plain));
  const callipers = { long: [10, 50, 50, 50], short: [30, 45, 30, 55] };
  const skew: VolumeGeometry = { size: [100, 100, 40], spacingMm: [0.5, 1, 3], originMm: [-10, -20, 30], direction: [0, 1, 0, -1, 0, 0, 0, 0, -1] };

  it('is in millimetres of the grid', () => {
    expect([lengthMm(callipers.long, plain.spacingMm), lengthMm(callipers.short, plain.spacingMm)]).toEqual([20, 10]);
  });

  it('is taken at the end that is touched, and at none that is far', () => {
    const end = endAt(7, callipers, view, ...(toScreen(view, 50, 50) as [number, number]), 20);
    expect(end).toEqual({ node: 7, axis: 'long', end: 1 });
    expect(endAt(7, callipers, view, 399, 399, 20)).toBeNull();
    expect(movedEnd(callipers, end!, 60, 50)).toEqual({ long: [10, 50, 60, 50], short: callipers.short });
  });

  it('is sent in patient millimetres, the longer axis as the long one', () => {
    const { longAxis, shortAxis } = axesMm({ long: callipers.short, short: callipers.long }, 5, skew);
    expect(longAxis.fromMm).toEqual(toPatient(skew, [10, 50, 5]));
    expect(shortAxis.toMm).toEqual(toPatient(skew, [30, 55, 5]));
    toVoxels(skew, toPatient(skew, [3, 4, 5])).forEach((value, i) => expect(value).toBeCloseTo([3, 4, 5][i]!));
  });

  it('of a missed node is an ellipse that is drawn by its squares', () => {
    const axes = planeAxes([1, 0, 0, 0, 1, 0, 0, 0, 1], 'axial');
    const ellipse = newEllipse([50, 50, 5]);
    const [cx, cy] = toScreen(view, 50, 50);
    expect(partAt(ellipse, axes, view, cx + 6 * view.perMm, cy, 5)).toBe('u');
    expect(partAt(ellipse, axes, view, cx, cy, 5)).toBe('middle');
    expect(partAt(ellipse, axes, view, cx + 300, cy, 5)).toBeNull();
    const wide = reshaped(ellipse, 'u', axes, view, cx + 12 * view.perMm, cy);
    expect(wide.radiiMm.map((mm) => Math.round(mm))).toEqual([12, 6, 9]);
    expect(ellipseMm(wide, skew)).toMatchObject({ shortAxisMm: 12, longAxisDirection: [0, 1, 0] });
    expect(ellipseMm(wide, skew).longAxisMm).toBeCloseTo(24);
  });
});

describe('loading order', () => {
  it('goes centre-out from the wanted slice and ends', () => {
    const taken = new Array<boolean>(5).fill(false);
    const order: number[] = [];
    for (let block = nextBlock(taken, 20); block !== null; block = nextBlock(taken, 20)) {
      taken[block] = true;
      order.push(block);
    }
    expect(order).toEqual([2, 3, 1, 4, 0]);
  });
});

describe('mask', () => {
  const labels = () => {
    const mask = new Uint8Array(24);
    mask[12 + 4 + 1] = 3;
    return mask;
  };

  it('is bound to its case and revision', () => {
    expect(bindMask(labels(), result(), geometry)).toMatchObject({ caseId: 'a', revision: 1 });
  });

  it.each([
    ['mask.length', new Uint8Array(23), result()],
    ['mask.labels', labels().fill(4, 0, 1), result()],
    ['mask.nodes', new Uint8Array(24), result()],
    ['mask.geometry', labels(), result({ geometry: { ...geometry, originMm: [0, 0, 5] } })],
    ['mask.geometry', labels(), result({ geometry: null })],
  ])('is refused for %s', (why, mask, of) => {
    expect(bindMask(mask, of, geometry)).toBe(why);
  });
});

describe('nodes', () => {
  const nodes = [node(1, 'Negative', 14), node(2, 'Positive', 9), node(3, 'Positive', 11), node(4, 'Ene', 6)];
  const reason = (level: 1 | 2 | 3, ids: number[]) => ({ rule: 'X', level, code: 'X', nodes: ids, source: '' });

  it('open at the one the most urgent reason names', () => {
    const priority = { level: 2 as const, rulesVersion: '1', reasons: [reason(3, [1]), reason(2, [2, 3])] };
    expect(mostUrgentNode(result({ nodes, priority }))?.id).toBe(3);
  });

  it('open at the worst class without reasons, at nothing without nodes', () => {
    expect(mostUrgentNode(result({ nodes }))?.id).toBe(4);
    expect(mostUrgentNode(result({ nodes: [] }))).toBeNull();
  });

  it('follow each other round and round', () => {
    expect(neighbourNode(result({ nodes }), 4, 1)?.id).toBe(1);
    expect(neighbourNode(result({ nodes }), 1, -1)?.id).toBe(4);
    expect(neighbourNode(result({ nodes: [] }), null, 1)).toBeNull();
  });
});
