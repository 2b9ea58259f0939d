import { fetchChoices, fetchWorklist, postAcknowledge, postDecision, postPause } from './connection/api.ts';
import { linkState, type LinkFacts } from './connection/freshness.ts';
import { connectKioskHub, type HubListener } from './connection/kioskHub.ts';
import { WorklistFeed } from './connection/worklistFeed.ts';
import { checkWorklist } from './contractCheck.ts';
import type { ApplianceStatus, CaseRow, Worklist } from './contract.ts';
import { otherLanguage, rememberLanguage, type Language } from './i18n/language.ts';
import { FeedbackActs, type Reading } from './feedback/feedbackActs.ts';
import { OpenCase } from './openCase.ts';
import { initialState, type DecisionDraft, type PageActions, type PageState, type Tab } from './pageState.ts';
import { Acts } from './signOn/acts.ts';

const idleMs = 10 * 60_000;
const recordedMs = 4000;

/** Joins hub, worklist and selection into one state and tells the page when it changed. */
export class Kiosk extends FeedbackActs implements HubListener, PageActions {
  readonly #feed = new WorklistFeed();
  readonly #facts: LinkFacts = { startedAt: performance.now(), synchronised: false, heardAt: null, outOfStepSince: null };
  readonly #open = new OpenCase(this.state, () => this.#changed());
  #version: string | null = null;
  #touchedAt = performance.now();

  constructor(
    language: Language,
    readonly onChange: () => void,
    readonly onNode: (id: number) => void,
    readonly onService: () => void,
    reading: Reading,
  ) {
    const state: PageState = initialState(language);
    const acts = new Acts(state, () => this.#changed(), () => void this.#learnChoices());
    super(state, acts, reading);
  }

  start(): void {
    connectKioskHub(this);
    setInterval(() => this.#tick(), 500);
    for (const kind of ['pointerdown', 'keydown', 'wheel'] as const) addEventListener(kind, () => this.#touched(), { passive: true });
    addEventListener('hashchange', () => this.#open.followAddress());
    this.#open.followAddress();
  }

  snapshot(worklist: Worklist): void {
    this.#take(() => {
      this.#facts.synchronised = true;
      if (!this.#feed.snapshot(checkWorklist(worklist))) void this.#refetch();
    });
    void this.#open.refresh();
    void this.#learnChoices();
    this.#changed();
  }

  changed(sequence: number, row: CaseRow): void {
    if (!this.#feed.change(sequence, row)) void this.#refetch();
    this.#open.followRow(row);
    this.#changed();
  }

  health(status: ApplianceStatus): void {
    this.#facts.heardAt = performance.now();
    this.state.status = status;
    this.state.clockOffsetMs = Date.parse(status.time) - Date.now() || 0;
    this.#version ??= status.version;
    if (this.#version !== status.version && this.state.updatedTo === null) {
      // The page belongs to the program: a newer one has a newer page.
      this.state.updatedTo = status.version;
      setTimeout(() => location.reload(), 3000);
    }
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

  close(): void {
    location.hash = '';
  }

  showTab(tab: Tab): void {
    this.state.tab = tab;
    this.#changed();
  }

  selectNode(id: number): void {
    if (this.state.selectedNode !== id) this.state.verdict = null;
    this.state.selectedNode = id;
    this.onNode(id);
    this.#changed();
  }

  acknowledge(id: string): void {
    const alarm = this.state.rows?.find((row) => row.id === id)?.alarm ?? null;
    if (alarm === null) return;
    // The revision and level that were on the screen: an alarm that came meanwhile has not been seen.
    this.acts.perform('Acknowledge', (act) => {
      this.#mark(id, true, false);
      return postAcknowledge(id, act, alarm).then(
        () => this.#mark(id, false, false),
        (error: unknown) => {
          this.#mark(id, false, true);
          throw error;
        },
      );
    });
  }

  pauseSound(): void {
    this.acts.perform('Pause', postPause);
  }

  draftDecision(draft: DecisionDraft | null): void {
    this.state.draft = draft;
    this.state.actRefused = null;
    this.#changed();
  }

  decide(): void {
    const { draft, detail } = this.state;
    if (draft === null || draft.priority === null || detail === null || detail.row.id !== draft.caseId) return;
    const { alarm, revision } = detail.row;
    const decision = { revision: alarm?.revision ?? revision, level: alarm?.level, decision: draft.decision, reasons: [...draft.reasons], priority: draft.priority };
    this.acts.perform('Decide', async (act) => {
      await postDecision(draft.caseId, act, decision);
      this.state.draft = null;
      await this.done();
    });
  }

  switchLanguage(): void {
    this.state.language = otherLanguage(this.state.language);
    rememberLanguage(this.state.language);
    this.#changed();
  }

  protected async done(): Promise<void> {
    this.state.recorded = true;
    setTimeout(() => {
      this.state.recorded = false;
      this.#changed();
    }, recordedMs);
    await this.#open.refresh();
  }

  #touched(): void {
    this.#touchedAt = performance.now();
    this.acts.touched();
  }

  // Nobody stands here any more: the list is what must be seen from across the room.
  #tick(): void {
    this.acts.tick();
    if (this.state.selectedId !== null && performance.now() - this.#touchedAt > idleMs) this.close();
    this.#changed();
  }

  async #learnChoices(): Promise<void> {
    this.state.choices = await fetchChoices().catch(() => this.state.choices);
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
