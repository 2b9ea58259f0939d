import { describe, expect, it } from 'vitest';
import type { CaseResult, NodeFinding, VolumeGeometry } from '../src/contract.ts';
import { nextBlock } from '../src/viewer/loadOrder.ts';
import { bindMask } from '../src/viewer/mask.ts';
import { orientationOf } from '../src/viewer/orientation.ts';
import { mostUrgentNode, neighbourNode } from '../src/viewer/urgentNode.ts';
import { fitViewport, toScreen } from '../src/viewer/viewport.ts';

const node = (id: number, label: NodeFinding['label'], shortAxisMm: number): NodeFinding =>
  ({ id, label, shortAxisMm, axialSlice: 1, boundingBoxVoxels: [1, 1, 0, 2, 2, 1] }) as NodeFinding;
const geometry: VolumeGeometry = { size: [4, 3, 2], spacingMm: [0.5, 1, 3], originMm: [0, 0, 0], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
const result = (over: Partial<CaseResult> = {}): CaseResult =>
  ({ caseId: 'a', revision: 1, geometry, nodes: [node(1, 'Ene', 12)], priority: null, ...over }) as CaseResult;

describe('orientation from the direction cosines', () => {
  it.each([
    ['axial as scanned', [1, 0, 0, 0, 1, 0, 0, 0, 1], 'axial', false, false, 'RLAP', 1],
    ['axial from feet to head reversed', [1, 0, 0, 0, 1, 0, 0, 0, -1], 'axial', false, false, 'RLAP', -1],
    ['axial mirrored and upside down (NIfTI)', [-1, 0, 0, 0, -1, 0, 0, 0, 1], 'axial', true, true, 'RLAP', 1],
    ['axial tilted', [1, 0, 0, 0, 0.94, 0.34, 0, -0.34, 0.94], 'axial', false, false, 'RLAP', 1],
    ['axial transposed', [0, 1, 0, 1, 0, 0, 0, 0, 1], 'axial', false, false, 'APRL', 1],
    ['coronal', [1, 0, 0, 0, 0, -1, 0, 1, 0], 'coronal', false, false, 'RLSI', 1],
  ])('%s', (_, direction, plane, flipX, flipY, letters, upward) => {
    const found = orientationOf(direction as number[]);
    const { left, right, top, bottom } = found.marks;
    expect([found.plane, found.flipX, found.flipY, left + right + top + bottom, found.upward]).toEqual([plane, flipX, flipY, letters, upward]);
  });

  it('refuses to guess', () => {
    expect(() => orientationOf([])).toThrow();
    expect(() => orientationOf([0, 0, 0, 0, 1, 0, 0, 0, 1])).toThrow();
  });
});

describe('viewport', () => {
  it('keeps millimetres square where pixels are not', () => {
    const view = fitViewport({ width: 400, height: 400 }, [100, 100], [0.5, 1], { flipX: false, flipY: false });
    expect([view.a, view.d]).toEqual([2, 4]);
    expect(toScreen(view, 49.5, 49.5)).toEqual([200, 200]);
  });

  it('mirrors where asked', () => {
    const view = fitViewport({ width: 100, height: 100 }, [10, 10], [1, 1], { flipX: true, flipY: false });
    expect(toScreen(view, 0, 0)).toEqual([95, 5]);
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
