import type { CaseDetail, CaseResult } from '../contract.ts';
import { bindMask, type Mask, type MaskRefusal } from './mask.ts';
import { HttpError, withRetries } from './rangeFetch.ts';
import { VolumeStream } from './volumeStream.ts';

export type VolumeState = { kind: 'loading' | 'absent' | 'removed' } | { kind: 'failed'; what: string } | { kind: 'ready'; volume: VolumeStream };
export type MaskState = { kind: 'none' | 'loading' } | { kind: 'refused'; why: MaskRefusal } | { kind: 'ready'; mask: Mask };

/** Volume and mask of one revision of one case, loaded in the background. `onChange` is called after each step. */
export class CaseImages {
  volume: VolumeState = { kind: 'loading' };
  mask: MaskState = { kind: 'none' };
  readonly #stop = new AbortController();

  constructor(
    readonly caseId: string,
    readonly revision: number,
    readonly onChange: () => void,
    readonly address = `/api/cases/${encodeURIComponent(caseId)}`,
  ) {}

  /** These images are those of the same revision of the same case. */
  belongTo(detail: CaseDetail): boolean {
    return detail.row.id === this.caseId && detail.row.revision === this.revision;
  }

  /** Loads the volume, `firstSlice` (or the middle one) first, and the mask of the result beside it once there is one. */
  async load(result: CaseResult | null, firstSlice: number | null): Promise<void> {
    try {
      const volume = await VolumeStream.open(`${this.address}/volume`, result?.geometry ?? null, this.#stop.signal);
      volume.want(Math.min(firstSlice ?? volume.slices >> 1, volume.slices - 1));
      this.volume = { kind: 'ready', volume };
      this.onChange();
      // The slice that is looked at has the line for itself; then its mask, then the rest.
      await volume.loadFirst();
      this.onChange();
      if (result !== null) this.loadMask(result);
      await volume.load(this.onChange);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const status = error instanceof HttpError ? error.status : 0;
      if (status === 410) this.volume = { kind: 'removed' };
      else this.volume = status === 404 && result === null ? { kind: 'absent' } : { kind: 'failed', what: (error as Error).message };
      this.onChange();
    }
  }

  /** Fetches the mask once; does nothing before the volume's grid is known. */
  loadMask(result: CaseResult): void {
    if (this.volume.kind !== 'ready' || this.mask.kind !== 'none') return;
    this.mask = { kind: 'loading' };
    this.onChange();
    this.#fetchMask(result, this.volume.volume)
      .catch((): MaskState => ({ kind: 'refused', why: 'mask.fetch' }))
      .then((mask) => {
        this.mask = mask;
        if (!this.#stop.signal.aborted) this.onChange();
      });
  }

  close(): void {
    this.#stop.abort();
  }

  async #fetchMask(result: CaseResult, volume: VolumeStream): Promise<MaskState> {
    if (result.caseId !== this.caseId || result.revision !== this.revision) return { kind: 'refused', why: 'mask.revision' };
    const signal = this.#stop.signal;
    const { labels, revision } = await withRetries(async () => {
      const answer = await fetch(`${this.address}/mask`, { signal, cache: 'no-store' });
      if (!answer.ok) throw new HttpError(answer.status);
      return { labels: new Uint8Array(await answer.arrayBuffer()), revision: answer.headers.get('X-Revision') };
    }, signal);
    if (revision !== null && Number(revision) !== this.revision) return { kind: 'refused', why: 'mask.revision' };
    const mask = bindMask(labels, result, volume.geometry);
    return typeof mask === 'string' ? { kind: 'refused', why: mask } : { kind: 'ready', mask };
  }
}
