import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchPriors, fetchResult } from '../src/connection/priors.ts';
import type { Prior, VolumeGeometry } from '../src/contract.ts';
import { linkedVoxel } from '../src/viewer/linked.ts';
import type { Scene } from '../src/viewer/scene.ts';
import type { VolumeStream } from '../src/viewer/volumeStream.ts';
import { row } from './rows.ts';

const grid = (over: Partial<VolumeGeometry> = {}): VolumeGeometry => ({ size: [100, 100, 50], spacingMm: [1, 1, 2], originMm: [-50, -50, 0], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1], ...over });
const volume = (geometry: VolumeGeometry, body: number[][] | null = null) => ({ geometry, body }) as unknown as VolumeStream;
const scene = (of: VolumeStream, cross: [number, number, number]) => ({ volume: of, cross }) as unknown as Scene;
const prior: Prior = { caseId: 'b', revision: 1, sameStudy: false, patientName: 'Chen^Mei', patientId: 'T-7', studyTime: null, analysed: '2026-01-01T00:00:00Z', priority: 2, modelVersion: '1' };

afterEach(() => vi.unstubAllGlobals());

describe('an earlier result beside the present', () => {
  it('shows the same millimetre, whatever the grid and the order of its slices', () => {
    const flipped = grid({ spacingMm: [1, 1, 1], originMm: [-50, -50, 98], direction: [1, 0, 0, 0, 1, 0, 0, 0, -1] });
    expect(linkedVoxel(scene(volume(grid()), [30, 40, 10]), volume(flipped), true, 0)).toEqual([30, 40, 78]);
    expect(linkedVoxel(scene(volume(grid()), [30, 40, 10]), volume(flipped), true, 3)).toEqual([30, 40, 75]);
    expect(linkedVoxel(scene(volume(grid()), [30, 40, 10]), volume(grid()), true, 3)).toEqual([30, 40, 13]);
  });

  it('of another study keeps the height of the table and puts body on body', () => {
    const here = volume(grid(), [[20, 80], [20, 80], [0, 49]]);
    const there = volume(grid({ originMm: [-30, -50, -20] }), [[10, 70], [25, 85], [0, 49]]);
    expect(linkedVoxel(scene(here, [50, 50, 10]), there, false, 0)).toEqual([40, 55, 20]);
  });

  it('reaches no slice where the earlier images end', () => {
    expect(linkedVoxel(scene(volume(grid()), [30, 40, 10]), volume(grid({ originMm: [-50, -50, 60] })), true, 0)[2]).toBeLessThan(0);
  });

  it('is refused when it is another patient\'s, another case\'s or another revision\'s', async () => {
    const present = row({ id: 'a', patientName: 'Chen^Mei', patientId: 'T-7' });
    const says = (value: unknown) => vi.stubGlobal('fetch', async () => new Response(JSON.stringify(value)));
    says([prior]);
    await expect(fetchPriors(present)).resolves.toHaveLength(1);
    says([prior, { ...prior, patientName: 'Chen^Min' }]);
    await expect(fetchPriors(present)).rejects.toThrow('another patient');
    says([{ ...prior, patientId: 'T-8' }]);
    await expect(fetchPriors(present)).rejects.toThrow('another patient');
    says({ caseId: 'b', revision: 2, nodes: [] });
    await expect(fetchResult(prior)).rejects.toThrow('another case or revision');
    says({ caseId: 'b', revision: 1, nodes: [{ label: 'Ene' }] });
    await expect(fetchResult(prior)).resolves.toMatchObject({ revision: 1 });
  });
});
