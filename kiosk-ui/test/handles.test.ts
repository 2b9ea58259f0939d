import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NodeFinding } from '../src/contract.ts';
import type { Callipers } from '../src/viewer/callipers.ts';
import { grabHandle } from '../src/viewer/handles.ts';
import { KeyboardHand } from '../src/viewer/keyboardHand.ts';
import { newEllipse, type Ellipse } from '../src/viewer/missedEllipse.ts';
import { planeAxes } from '../src/viewer/orientation.ts';
import type { Pane } from '../src/viewer/pane.ts';
import type { Viewer } from '../src/viewer/viewer.ts';
import { toScreen, viewportOf, wholeCamera, type PlaneGrid } from '../src/viewer/viewport.ts';

const direction = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const grid: PlaneGrid = { size: [100, 100], spacingMm: [0.5, 0.5], flipU: false, flipV: false };
const view = viewportOf({ width: 800, height: 800 }, grid, wholeCamera(grid));
const node = { id: 1, label: 'Positive', axialSlice: 7, longAxisMm: 10, shortAxisMm: 8, longAxisVoxels: [40, 50, 60, 50], shortAxisVoxels: [50, 42, 50, 58] } as unknown as NodeFinding;
const pane = { plane: 'axial', axes: () => planeAxes(direction, 'axial'), view: () => view } as unknown as Pane;

/** A case whose chosen node is shown, on a slice that has come or not. */
function shown(isPresent: boolean, ellipse: Ellipse | null = null) {
  const own = new Map<number, Callipers>();
  const calliper = vi.fn();
  const volume = { geometry: { size: [100, 100, 20], spacingMm: [0.5, 0.5, 3], direction }, isPresent: (z: number) => isPresent && z === 7 };
  const scene = { volume, labels: new Uint8Array(1), nodes: [node], selected: 1, cross: [50, 50, 7], own, ellipse };
  const viewer = { scene: () => scene, selected: 1, own, ellipse, panes: [pane], tool: 'scroll', to: { calliper }, invalidate: () => {}, goToNode: () => {}, setEllipse: vi.fn() } as unknown as Viewer;
  return { viewer, own, calliper };
}

describe('handles of a picture that has not come', () => {
  beforeAll(() => vi.stubGlobal('devicePixelRatio', 1));
  afterAll(() => vi.unstubAllGlobals());

  it.each([true, false])('a finger takes hold of callipers and ellipse only where the slice is loaded (%s)', (isPresent) => {
    const { viewer, own, calliper } = shown(isPresent);
    const [x, y] = toScreen(view, 60, 50);
    const drag = grabHandle(viewer, pane, x, y);
    drag?.(x + 16, y);
    expect([drag !== null, own.size, calliper.mock.calls.length]).toEqual(isPresent ? [true, 1, 1] : [false, 0, 0]);

    const drawn = shown(isPresent, newEllipse([20, 20, 7])).viewer;
    expect(grabHandle(drawn, pane, ...(toScreen(view, 20, 20) as [number, number])) !== null).toBe(isPresent);
  });

  it.each([true, false])('keys move the held end only where the slice is loaded (%s)', (isPresent) => {
    const { viewer, own, calliper } = shown(isPresent);
    const hand = new KeyboardHand(viewer);
    hand.holdNext();
    hand.draw(1, 0);
    expect([own.size, calliper.mock.calls.length]).toEqual(isPresent ? [1, 1] : [0, 0]);
  });
});
