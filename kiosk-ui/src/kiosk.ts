import { fetchDetail, fetchWorklist, postAcknowledge } from './connection/api.ts';
import { linkState, type LinkFacts } from './connection/freshness.ts';
import { connectKioskHub, type HubListener } from './connection/kioskHub.ts';
import { WorklistFeed } from './connection/worklistFeed.ts';
import { checkWorklist } from './contractCheck.ts';
import type { ApplianceStatus, CaseRow, Worklist } from './contract.ts';
import { otherLanguage, rememberLanguage, type Language } from './i18n/language.ts';
import { initialState, type PageActions, type PageState } from './pageState.ts';

/** Joins hub, worklist and selection into one state and tells the page when it changed. */
export class Kiosk implements HubListener, PageActions {
  readonly state: PageState;
  readonly #feed = new WorklistFeed();
  readonly #facts: LinkFacts = { startedAt: performance.now(), synchronised: false, heardAt: null, outOfStepSince: null };
  #detailRequest = 0;

  constructor(
    language: Language,
    readonly onChange: () => void,
    readonly onNode: (id: number) => void,
    readonly onService: () => void,
  ) {
    this.state = initialState(language);
  }

  start(): void {
    connectKioskHub(this);
    setInterval(() => this.#changed(), 500);
    addEventListener('hashchange', () => this.#followHash());
    this.#followHash();
  }

  snapshot(worklist: Worklist): void {
    this.#take(() => {
      this.#facts.synchronised = true;
      if (!this.#feed.snapshot(checkWorklist(worklist))) void this.#refetch();
    });
    void this.#refreshDetail();
    this.#changed();
  }

  changed(sequence: number, row: CaseRow): void {
    if (!this.#feed.change(sequence, row)) void this.#refetch();
    if (row.id === this.state.selectedId) this.#followRow(row);
    this.#changed();
  }

  health(status: ApplianceStatus): void {
    this.#facts.heardAt = performance.now();
    this.state.status = status;
    this.state.clockOffsetMs = Date.parse(status.time) - Date.now() || 0;
    this.#changed();
  }

  lost(): void {
    this.#facts.synchronised = false;
    this.#feed.disconnected();
    this.#changed();
  }

  toggleService(): void {
    this.onService();
  }

  select(id: string): void {
    location.hash = `#/case/${id}`;
  }

  selectNode(id: number): void {
    this.state.selectedNode = id;
    this.onNode(id);
    this.#changed();
  }

  acknowledge(id: string): void {
    this.#mark(id, true, false);
    postAcknowledge(id).then(
      () => this.#mark(id, false, false),
      () => this.#mark(id, false, true),
    );
  }

  switchLanguage(): void {
    this.state.language = otherLanguage(this.state.language);
    rememberLanguage(this.state.language);
    this.#changed();
  }

  #followHash(): void {
    const id = /^#\/case\/([\w-]+)$/.exec(location.hash)?.[1] ?? null;
    Object.assign(this.state, { selectedId: id, detail: null, detailError: null, selectedNode: null });
    void this.#refreshDetail();
    this.#changed();
  }

  // Progress alone needs no new detail.
  #followRow(row: CaseRow): void {
    const known = this.state.detail;
    const progressOnly = row.state !== 'Analysed' && row.state === known?.row.state && row.revision === known.row.revision;
    if (known !== null && progressOnly) this.state.detail = { ...known, row };
    else void this.#refreshDetail();
  }

  async #refreshDetail(): Promise<void> {
    const id = this.state.selectedId;
    const request = ++this.#detailRequest;
    if (id === null) return;
    const found = await fetchDetail(id).then(
      (detail) => ({ detail, detailError: null }),
      (error: unknown) => ({ detail: null, detailError: (error as Error).message }),
    );
    // Another case may have been chosen meanwhile, or this one asked for again.
    if (request === this.#detailRequest) Object.assign(this.state, found);
    this.#changed();
  }

  async #refetch(): Promise<void> {
    if (this.#facts.outOfStepSince !== null) return;
    this.#facts.outOfStepSince = performance.now();
    while (this.#feed.outOfStep) {
      const list = await fetchWorklist().catch(() => null);
      if (list !== null && this.#feed.outOfStep) this.#take(() => this.#feed.fetched(list));
      if (this.#feed.outOfStep) await new Promise((resume) => setTimeout(resume, 500));
    }
    this.#facts.outOfStepSince = null;
    this.#changed();
  }

  #take(step: () => void): void {
    try {
      step();
      this.state.fault = null;
    } catch (error) {
      this.state.fault = (error as Error).message;
    }
  }

  #mark(id: string, busy: boolean, failed: boolean): void {
    const toggled = (set: ReadonlySet<string>, on: boolean) => new Set(on ? [...set, id] : [...set].filter((other) => other !== id));
    this.state.acknowledging = toggled(this.state.acknowledging, busy);
    this.state.acknowledgeFailed = toggled(this.state.acknowledgeFailed, failed);
    this.#changed();
  }

  #changed(): void {
    const now = performance.now();
    this.state.rows = this.#feed.rows;
    this.state.link = linkState(this.#facts, now);
    this.state.silentSeconds = Math.floor((now - (this.#facts.heardAt ?? this.#facts.startedAt)) / 1000);
    if (this.state.link !== 'live') this.state.status = null;
    this.onChange();
  }
}
