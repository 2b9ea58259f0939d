import { describe, expect, it } from 'vitest';
import { outlines } from '../src/viewer/contour.ts';
import { looks } from '../src/viewer/palette.ts';
import { planeAxes } from '../src/viewer/orientation.ts';
import { fillTables, paintPlane, planeLabels } from '../src/viewer/paintSlice.ts';
import { draggedWindow, presets, windowTable } from '../src/viewer/windowTable.ts';

const grey = (hu: number, table = windowTable({ level: 50, width: 350 })) => table[hu + 32768];

describe('window table', () => {
  it('runs from black to white over the width, around the level', () => {
    expect([-32768, -126, 50, 225, 32767].map((hu) => grey(hu))).toEqual([0, 0, 128, 255, 255]);
    for (let hu = -125; hu < 225; hu++) expect(grey(hu + 1)! - grey(hu)!).toBeGreaterThanOrEqual(0);
  });

  it('opens with neck soft tissue and has five presets', () => {
    expect(presets.map(({ level, width }) => [level, width])).toEqual([[50, 350], [40, 250], [500, 2500], [-600, 1500], [40, 2000]]);
  });

  it('never drags to an empty window', () => {
    expect(draggedWindow({ level: 50, width: 350 }, -1e6, 0).width).toBeGreaterThan(1);
  });
});

describe('painting', () => {
  const table = windowTable({ level: 50, width: 350 });
  const slice = Int16Array.from([-1000, 50, 50, 3000]);
  const channels = (pixel: number) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, pixel >>> 24];

  const axial = planeAxes([1, 0, 0, 0, 1, 0, 0, 0, 1], 'axial');
  const source = (labels: number[] | null, present = true) => ({ size: [4, 1, 1], voxels: slice, labels: labels === null ? null : Uint8Array.from(labels), isPresent: () => present });

  it('colours exactly the labelled pixels and says how many', () => {
    const out = new Uint32Array(4);
    expect(paintPlane(out, source([0, 1, 2, 3]), axial, 0, table, fillTables(0.3))).toEqual({ coloured: 3, missing: 0 });
    expect(channels(out[0]!)).toEqual([0, 0, 0, 255]);
    looks.forEach((look, i) => {
      const [r, g, b, a] = channels(out[i + 1]!);
      expect([r === g && g === b, a], look.letter).toEqual([false, 255]);
    });
  });

  it('is plain grey without a mask or with no opacity, and refuses a picture of another size', () => {
    const [plain, clear] = [new Uint32Array(4), new Uint32Array(4)];
    expect(paintPlane(plain, source(null), axial, 0, table, fillTables(0.3)).coloured).toBe(0);
    expect(channels(plain[1]!)).toEqual([128, 128, 128, 255]);
    paintPlane(clear, source([1, 1, 2, 3]), axial, 0, table, fillTables(0));
    expect(clear).toEqual(plain);
    expect(() => paintPlane(new Uint32Array(5), source(null), axial, 0, table, fillTables(0))).toThrow();
  });

  it('hatches what has not come, in every plane, and never leaves it black', () => {
    const size = [3, 2, 4];
    const half = { size, voxels: new Int16Array(24).fill(40), labels: null, isPresent: (z: number) => z < 2 };
    for (const [plane, width, height, missing] of [['coronal', 3, 4, 6], ['sagittal', 2, 4, 4]] as const) {
      const out = new Uint32Array(width * height);
      expect(paintPlane(out, half, planeAxes([1, 0, 0, 0, 1, 0, 0, 0, 1], plane), 0, table, fillTables(0.3)).missing).toBe(missing);
      expect([...out].every((pixel) => (pixel & 0xffffff) !== 0)).toBe(true);
    }
  });

  it('reads the same voxel in all three planes', () => {
    const size = [3, 4, 5];
    const labels = new Uint8Array(60);
    labels[(2 * 4 + 1) * 3 + 2] = 3;
    const at = (plane: 'axial' | 'coronal' | 'sagittal', index: number) => {
      const axes = planeAxes([1, 0, 0, 0, 1, 0, 0, 0, 1], plane);
      const found = planeLabels(labels, size, axes, index).indexOf(3);
      return [found % size[axes.u]!, Math.floor(found / size[axes.u]!)];
    };
    expect([at('axial', 2), at('coronal', 1), at('sagittal', 2)]).toEqual([[2, 1], [2, 2], [1, 2]]);
  });
});

describe('outlines', () => {
  const picture = (...lines: string[]) => Uint8Array.from(lines.join(''), Number);
  const area = (loop: number[]) => {
    let twice = 0;
    for (let i = 0; i < loop.length; i += 2) twice += loop[i]! * loop[(i + 3) % loop.length]! - loop[(i + 2) % loop.length]! * loop[i + 1]!;
    return twice / 2;
  };

  it('go around one pixel at half a pixel', () => {
    const loops = outlines(picture('000', '020', '000'), 3, 2);
    expect(loops).toHaveLength(1);
    expect(loops[0]!.length / 2).toBe(4);
    expect(Math.abs(area(loops[0]!))).toBeCloseTo(0.5);
  });

  it('reach the edge of the slice', () => {
    expect(Math.abs(area(outlines(picture('11', '11'), 2, 1)[0]!))).toBeCloseTo(3.5);
  });

  it('keep diagonal pixels apart and holes open', () => {
    expect(outlines(picture('100', '010', '000'), 3, 1)).toHaveLength(2);
    const ring = outlines(picture('11111', '11111', '11011', '11111', '11111'), 5, 1).map(area).sort((a, b) => a - b);
    expect(ring).toHaveLength(2);
    expect(Math.sign(ring[0]!)).toBe(-Math.sign(ring[1]!));
  });

  it('follow one class only', () => {
    expect(outlines(picture('13', '31'), 2, 2)).toEqual([]);
  });

  it('close every loop for any picture', () => {
    let seed = 1;
    for (let run = 0; run < 100; run++) {
      const labels = Uint8Array.from({ length: 12 * 9 }, () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16) % 2);
      for (const loop of outlines(labels, 12, 1)) {
        const [x, y] = loop.slice(-2) as [number, number];
        expect(Math.max(Math.abs(x - loop[0]!), Math.abs(y - loop[1]!))).toBeLessThanOrEqual(1);
      }
    }
  });
});
