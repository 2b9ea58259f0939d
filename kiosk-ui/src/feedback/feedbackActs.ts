import { postCalliper, postMissedNode, postOutcome, postOwnPriority, postSigns, postVerdict, postWithdraw, type Act, type ReadingView } from '../connection/api.ts';
import type { CaseResult, NodeClass, Person, PriorityLevel, Verdict, VolumeGeometry } from '../contract.ts';
import type { PageState } from '../pageState.ts';
import type { Acts } from '../signOn/acts.ts';
import type { Callipers } from '../viewer/callipers.ts';
import type { Ellipse } from '../viewer/missedEllipse.ts';
import { toPatient } from '../viewer/patientSpace.ts';

/** What the viewer knows of how the case was read. */
export interface Reading {
  view(): ReadingView;
  geometry(): VolumeGeometry | null;
  dropCalliper(node: number): void;
  dropMissed(): void;
}

/** What people say of the open case. Each names the revision on the screen; nothing counts before the service has it on disk. */
export abstract class FeedbackActs {
  constructor(
    readonly state: PageState,
    readonly acts: Acts,
    readonly reading: Reading,
  ) {}

  protected abstract done(): Promise<void>;

  actAs(reader: string | null): void {
    this.acts.actAs(reader);
  }

  openPad(): void {
    this.acts.openPad();
  }

  closePad(): void {
    this.acts.closePad();
  }

  choosePerson(person: Person): void {
    this.acts.choosePerson(person);
  }

  typeDigit(digit: string): void {
    this.acts.typeDigit(digit);
  }

  eraseDigit(): void {
    this.acts.eraseDigit();
  }

  typeKey(key: string, at: number): void {
    this.acts.typeKey(key, at);
  }

  tryBadge(): boolean {
    return this.acts.tryBadge();
  }

  trySignOn(): void {
    this.acts.trySignOn();
  }

  signOff(): void {
    this.acts.signOff();
  }

  draftVerdict(draft: PageState['verdict']): void {
    this.state.verdict = draft;
    this.acts.changed();
  }

  judge(node: number, verdict: Verdict, more: { class?: NodeClass; reasons?: string[] }): void {
    this.state.verdict = null;
    const view = this.reading.view();
    this.#say((act, id, { revision }) => postVerdict(id, act, node, { revision, verdict, ...more, view }));
  }

  tickSigns(signs: readonly string[] | null): void {
    this.state.signs = signs;
    this.acts.changed();
  }

  // In every state of the case: an airway at risk needs no analysis.
  recordSigns(): void {
    const { selectedId, detail, signs } = this.state;
    if (signs === null || selectedId === null || detail?.row.id !== selectedId) return;
    this.acts.perform('Feedback', async (act) => {
      await postSigns(selectedId, act, signs);
      this.state.signs = null;
      await this.done();
    });
  }

  calliperMoved(node: number, callipers: Callipers): void {
    this.state.calliper = { node, callipers };
    this.acts.changed();
  }

  recordCalliper(): void {
    const draft = this.state.calliper;
    const geometry = this.reading.geometry();
    if (draft === null || geometry === null) return;
    this.#say(async (act, id, result) => {
      const z = result.nodes.find((node) => node.id === draft.node)!.axialSlice;
      await postCalliper(id, act, draft.node, { revision: result.revision, ...axesMm(draft.callipers, z, geometry) });
      this.state.calliper = null;
    });
  }

  dropCalliper(): void {
    if (this.state.calliper !== null) this.reading.dropCalliper(this.state.calliper.node);
    this.state.calliper = null;
    this.acts.changed();
  }

  missedDrawn(missed: Ellipse | null): void {
    this.state.missed = missed;
    this.acts.changed();
  }

  recordMissed(label: NodeClass): void {
    const missed = this.state.missed;
    const geometry = this.reading.geometry();
    if (missed === null || geometry === null) return;
    const view = this.reading.view();
    this.#say(async (act, id, { revision }) => {
      await postMissedNode(id, act, { revision, class: label, ...ellipseMm(missed, geometry), view });
      this.reading.dropMissed();
    });
  }

  dropMissed(): void {
    this.reading.dropMissed();
  }

  setOwnPriority(priority: PriorityLevel): void {
    this.#say((act, id, { revision }) => postOwnPriority(id, act, revision, priority));
  }

  chooseOutcome(source: string | null): void {
    this.state.outcomeSource = source;
    this.acts.changed();
  }

  recordOutcome(source: string, finding: string): void {
    this.state.outcomeSource = null;
    this.#say((act, id) => postOutcome(id, act, source, finding));
  }

  withdraw(withdrawn: string): void {
    this.#say((act, id) => postWithdraw(id, act, withdrawn, 'MISTAKE'));
  }

  closeNote(): void {
    this.state.noteOpen = false;
    this.acts.changed();
  }

  openNote(): void {
    this.state.noteOpen = true;
    this.acts.changed();
  }

  // Of the case and result that were on the screen when it was tapped, whoever must sign on first.
  #say(send: (act: Act, id: string, result: CaseResult) => Promise<void>): void {
    const { selectedId, detail } = this.state;
    const result = detail?.result ?? null;
    if (selectedId === null || result === null || detail?.row.id !== selectedId) return;
    this.acts.perform('Feedback', async (act) => {
      await send(act, selectedId, result);
      await this.done();
    });
  }
}

/** The longer one is the long axis, however it was drawn. */
export function axesMm({ long, short }: Callipers, z: number, geometry: VolumeGeometry) {
  const axis = (ends: readonly number[]) => ({ fromMm: toPatient(geometry, [ends[0]!, ends[1]!, z]), toMm: toPatient(geometry, [ends[2]!, ends[3]!, z]) });
  const length = ({ fromMm, toMm }: { fromMm: number[]; toMm: number[] }) => Math.hypot(...fromMm.map((value, i) => value - toMm[i]!));
  const [a, b] = [axis(long), axis(short)];
  return length(a) >= length(b) ? { longAxis: a, shortAxis: b } : { longAxis: b, shortAxis: a };
}

/** Full axes in the plane of the slice: the two largest of the ellipse's voxel axes but the one through the slices (z). */
export function ellipseMm({ centre, radiiMm }: Ellipse, geometry: VolumeGeometry) {
  const along = radiiMm[0] >= radiiMm[1] ? 0 : 1;
  return {
    centreMm: toPatient(geometry, centre),
    longAxisMm: 2 * Math.max(radiiMm[0], radiiMm[1]),
    shortAxisMm: 2 * Math.min(radiiMm[0], radiiMm[1]),
    longAxisDirection: geometry.direction.slice(3 * along, 3 * along + 3),
  };
}
