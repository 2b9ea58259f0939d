import { fetchDetail } from './connection/api.ts';
import type { CaseRow } from './contract.ts';
import type { PageState } from './pageState.ts';

/** The case that the page's address names, with its detail as the service last told it. */
export class OpenCase {
  #request = 0;

  constructor(
    readonly state: PageState,
    readonly changed: () => void,
  ) {}

  /** What was begun on another case is dropped. */
  followAddress(): void {
    const id = /^#\/case\/([\w-]+)$/.exec(location.hash)?.[1] ?? null;
    Object.assign(this.state, { selectedId: id, detail: null, detailError: null, selectedNode: null, draft: null, verdict: null, signs: null, calliper: null, missed: null, outcomeSource: null, noteOpen: false, actRefused: null, tab: 'findings' });
    void this.refresh();
    this.changed();
  }

  /** A row has changed in the list. Progress alone needs no new detail. */
  followRow(row: CaseRow): void {
    if (row.id !== this.state.selectedId) return;
    const known = this.state.detail;
    const progressOnly = row.state !== 'Analysed' && row.state === known?.row.state && row.revision === known.row.revision;
    if (known !== null && progressOnly) this.state.detail = { ...known, row };
    else void this.refresh();
  }

  async refresh(): Promise<void> {
    const id = this.state.selectedId;
    const request = ++this.#request;
    if (id === null) return;
    const found = await fetchDetail(id).then(
      (detail) => ({ detail, detailError: null }),
      (error: unknown) => ({ detail: null, detailError: (error as Error).message }),
    );
    // Another case may have been chosen meanwhile, or this one asked for again.
    if (request === this.#request) Object.assign(this.state, found);
    this.changed();
  }
}
