import type { ActChoices, ApplianceStatus, CaseDetail, CaseRow, NodeClass, Person, PriorityLevel, TransferDecision, Verdict } from './contract.ts';
import type { LinkState } from './connection/freshness.ts';
import type { Language } from './i18n/language.ts';
import type { PinPad, SignedOn } from './signOn/signOnState.ts';
import type { Callipers } from './viewer/callipers.ts';
import type { Ellipse } from './viewer/missedEllipse.ts';

/** A decision that is being put together; nothing of it counts before it is sent. */
export interface DecisionDraft {
  caseId: string;
  decision: TransferDecision;
  reasons: readonly string[];
  priority: PriorityLevel | null;
}

/** What the right column shows. */
export type Tab = 'findings' | 'decision' | 'record';

/** Everything the page draws from. Views read it; only Kiosk (kiosk.ts) changes it. */
export interface PageState {
  language: Language;
  link: LinkState;
  /** Seconds since the service was last heard; for the stale banner. */
  silentSeconds: number;
  /** Null while the line is not live: an old state is no state. */
  status: ApplianceStatus | null;
  /** The service's clock minus this screen's, in ms. */
  clockOffsetMs: number;
  rows: readonly CaseRow[] | null;
  /** What the page did not understand of the last whole list; null when it did. */
  fault: string | null;
  selectedId: string | null;
  detail: CaseDetail | null;
  detailError: string | null;
  selectedNode: number | null;
  acknowledging: ReadonlySet<string>;
  acknowledgeFailed: ReadonlySet<string>;
  /** Null until the service has told. */
  choices: ActChoices | null;
  /** An act waits for somebody to say who acts. */
  asksWho: boolean;
  draft: DecisionDraft | null;
  tab: Tab;
  /** Where a reason or a class is still to be tapped. */
  verdict: { node: number; verdict: Exclude<Verdict, 'Agree'>; reasons: readonly string[] } | null;
  /** Boxes ticked and not recorded yet; null: none was touched. */
  signs: readonly string[] | null;
  /** Moved, not recorded yet. */
  calliper: { node: number; callipers: Callipers } | null;
  missed: Ellipse | null;
  outcomeSource: string | null;
  pad: PinPad | null;
  signedOn: SignedOn | null;
  /** What was recorded last, for a moment. */
  recorded: boolean;
  noteOpen: boolean;
  /** Version of the service once it differs from the one this page came with. */
  updatedTo: string | null;
  /** Code of what was not taken; null when the last act was. */
  actRefused: string | null;
}

export function initialState(language: Language): PageState {
  return {
    language,
    link: 'starting',
    silentSeconds: 0,
    status: null,
    clockOffsetMs: 0,
    rows: null,
    fault: null,
    selectedId: null,
    detail: null,
    detailError: null,
    selectedNode: null,
    acknowledging: new Set(),
    acknowledgeFailed: new Set(),
    choices: null,
    asksWho: false,
    draft: null,
    tab: 'findings',
    verdict: null,
    signs: null,
    calliper: null,
    missed: null,
    outcomeSource: null,
    pad: null,
    signedOn: null,
    recorded: false,
    noteOpen: false,
    updatedTo: null,
    actRefused: null,
  };
}

/** What a touch or key may ask for. */
export interface PageActions {
  select(id: string): void;
  selectNode(id: number): void;
  /** Back to the whole list. */
  close(): void;
  showTab(tab: Tab): void;
  acknowledge(id: string): void;
  pauseSound(): void;
  /** The reader who acts; null takes the act back. */
  actAs(reader: string | null): void;
  /** Changes the decision that is being put together; null drops it. */
  draftDecision(draft: DecisionDraft | null): void;
  decide(): void;
  openPad(): void;
  closePad(): void;
  choosePerson(person: Person): void;
  typeDigit(digit: string): void;
  eraseDigit(): void;
  typeKey(key: string, at: number): void;
  tryBadge(): boolean;
  trySignOn(): void;
  signOff(): void;
  /** Opens the reasons or classes of a verdict; null closes them. */
  draftVerdict(draft: PageState['verdict']): void;
  judge(node: number, verdict: Verdict, more: { class?: NodeClass; reasons?: string[] }): void;
  /** Changes the ticked boxes that are not recorded yet; null drops them. */
  tickSigns(signs: readonly string[] | null): void;
  recordSigns(): void;
  recordCalliper(): void;
  dropCalliper(): void;
  recordMissed(label: NodeClass): void;
  dropMissed(): void;
  setOwnPriority(priority: PriorityLevel): void;
  chooseOutcome(source: string | null): void;
  recordOutcome(source: string, finding: string): void;
  withdraw(act: string): void;
  closeNote(): void;
  switchLanguage(): void;
  /** Opens or closes the technician's page. */
  toggleService(): void;
}
