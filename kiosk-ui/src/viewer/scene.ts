import type { NodeFinding } from '../contract.ts';
import type { Callipers } from './callipers.ts';
import type { Ellipse } from './missedEllipse.ts';
import type { FillTables } from './paintSlice.ts';
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
