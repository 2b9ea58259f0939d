import type { NodeFinding } from '../contract.ts';
import type { Callipers } from './callipers.ts';
import type { Ellipse } from './missedEllipse.ts';
import type { FillTables } from './paintSlice.ts';
import type { Viewer } from './viewer.ts';
import type { VolumeStream } from './volumeStream.ts';

/** What the three planes show together. `labels` is null when masks are off or refused; then nothing of the result is drawn. */
export interface Scene {
  volume: VolumeStream;
  labels: Uint8Array | null;
  nodes: readonly NodeFinding[];
  selected: number | null;
  /** The voxel that all planes share, x,y,z. */
  cross: readonly [number, number, number];
  windowTable: Uint8ClampedArray;
  fills: FillTables;
  /** Changes with window, opacity and mask: with it a painted slice is painted anew. */
  paintKey: string;
  outline: boolean;
  /** The physician's own callipers of a node, instead of the model's. */
  own: ReadonlyMap<number, Callipers>;
  /** Which end of the chosen node's callipers the keys hold (callipers.ts, in the order of `endPoints`). */
  held: number | null;
  ellipse: Ellipse | null;
  words: { loading: string; missed: string };
}

/** Null until the volume's grid is known. */
export function sceneOf({ volume, cross, images, display, result, selected, commands, own, ellipse, t }: Viewer): Scene | null {
  if (volume === null || cross === null) return null;
  const mask = images?.mask.kind === 'ready' && display.masksOn ? images.mask.mask : null;
  return {
    volume,
    labels: mask?.labels ?? null,
    nodes: mask === null ? [] : (result?.nodes ?? []),
    selected,
    cross,
    windowTable: display.table,
    fills: display.fills,
    paintKey: `${display.key} ${mask === null ? '' : mask.revision}`,
    outline: display.outline,
    own,
    held: commands.hand.end,
    ellipse,
    words: { loading: t('viewer.loading'), missed: t('missed.mark') },
  };
}
