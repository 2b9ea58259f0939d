import { fetchPriors, fetchResult } from '../connection/priors.ts';
import type { CaseResult, Prior } from '../contract.ts';
import { CaseImages } from './caseImages.ts';
import { linkedCamera, linkedVoxel } from './linked.ts';
import { Pane } from './pane.ts';
import { listenToPane, type PaneCommands } from './paneInput.ts';
import type { Scene } from './scene.ts';
import type { Viewer } from './viewer.ts';

/** An earlier result with its images, beside the present one. */
interface Shown {
  prior: Prior;
  result: CaseResult;
  images: CaseImages;
  /** Slices that the reader moved it by, towards the head: two studies need not lie alike on the table. */
  offset: number;
}

export type ComparingState = { kind: 'off' | 'asking' | 'failed' } | { kind: 'choosing'; priors: readonly Prior[] } | ({ kind: 'shown' } & Shown);

/** An earlier revision or study of the same patient beside the axial picture, at the same place, window and enlargement. */
export class Comparing {
  readonly pane = new Pane('axial', 'prior');
  state: ComparingState = { kind: 'off' };
  /** The voxel of the earlier grid under the crosshair; null where it has none there. */
  at: [number, number, number] | null = null;

  constructor(readonly viewer: Viewer) {
    listenToPane(this.pane, this.#commands());
  }

  get isShown(): boolean {
    return this.state.kind === 'shown';
  }

  toggle(): void {
    if (this.state.kind === 'off') void this.#ask();
    else this.end();
  }

  end(): void {
    if (this.state.kind === 'shown') this.state.images.close();
    this.#to({ kind: 'off' });
  }

  async choose(prior: Prior): Promise<void> {
    const waiting: ComparingState = { kind: 'asking' };
    this.#to(waiting);
    const result = await fetchResult(prior).catch(() => null);
    // The reader may have left the case or the comparison meanwhile.
    if (this.state !== waiting) return;
    if (result === null) return this.#to({ kind: 'failed' });
    const images = new CaseImages(prior.caseId, prior.revision, () => this.viewer.invalidate(), `/api/cases/${encodeURIComponent(prior.caseId)}/revisions/${prior.revision}`);
    this.#to({ kind: 'shown', prior, result, images, offset: 0 });
    void images.load(result, null);
  }

  /** The earlier picture alone, towards the head. */
  move(slices: number): void {
    if (this.state.kind === 'shown') this.state.offset += slices;
    this.viewer.invalidate();
  }

  draw(main: Scene | null): void {
    const scene = main === null ? null : this.#scene(main);
    this.pane.element.hidden = main === null || !this.isShown;
    if (main === null || scene === null || this.pane.element.hidden) return this.pane.clear();
    this.pane.camera = linkedCamera(main, this.viewer.panes[0]!, scene, this.pane, this.#sameStudy);
    this.pane.draw(scene);
  }

  /** Grid and labels of the earlier result where the crosshair is; null while its images are not there, and outside them. */
  #scene(main: Scene): Scene | null {
    this.at = null;
    if (this.state.kind !== 'shown' || this.state.images.volume.kind !== 'ready') return null;
    const { images, result, offset } = this.state;
    const { volume } = this.state.images.volume;
    const at = linkedVoxel(main, volume, this.#sameStudy, offset);
    if (at[2] < 0 || at[2] >= volume.slices) return null;
    this.at = at;
    volume.want(at[2]);
    const mask = images.mask.kind === 'ready' && this.viewer.display.masksOn ? images.mask.mask : null;
    return { ...main, volume, labels: mask?.labels ?? null, nodes: mask === null ? [] : result.nodes, selected: null, cross: at, own: new Map(), ellipse: null };
  }

  get #sameStudy(): boolean {
    return this.state.kind === 'shown' && this.state.prior.sameStudy;
  }

  async #ask(): Promise<void> {
    const row = this.viewer.detail?.row;
    if (row === undefined) return;
    const waiting: ComparingState = { kind: 'asking' };
    this.#to(waiting);
    const priors = await fetchPriors(row).catch(() => null);
    if (this.state !== waiting) return;
    this.#to(priors === null ? { kind: 'failed' } : { kind: 'choosing', priors });
    // Drawn before the next frame.
    requestAnimationFrame(() => this.viewer.element.querySelector<HTMLElement>('.priors button')?.focus());
  }

  #to(state: ComparingState): void {
    this.state = state;
    this.viewer.invalidate();
  }

  // Window, zoom and pan are one for both pictures; scrolling the earlier one moves it alone.
  #commands(): PaneCommands {
    const { viewer } = this;
    const main = () => viewer.panes[0]!;
    return {
      tool: 'scroll',
      grab: () => null,
      tap: () => undefined,
      enlarge: () => undefined,
      scroll: (_, step) => this.move(step),
      dragWindow: (dx, dy, start) => viewer.commands.dragWindow(dx, dy, start),
      pan: (_, dx, dy) => viewer.commands.pan(main(), dx, dy),
      zoom: (_, factor, x, y) => viewer.commands.zoom(main(), factor, x, y),
    };
  }
}
