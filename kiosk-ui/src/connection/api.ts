import { checkDetail, checkWorklist } from '../contractCheck.ts';
import type { ActChoices, AlarmState, CaseDetail, NodeClass, Person, PriorityLevel, TransferDecision, Verdict, Worklist } from '../contract.ts';

const timeoutMs = 5000;

export async function getJson(path: string): Promise<unknown> {
  const answer = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

export async function fetchWorklist(): Promise<Worklist> {
  return checkWorklist((await getJson('/api/cases')) as Worklist);
}

export async function fetchDetail(id: string): Promise<CaseDetail> {
  return checkDetail((await getJson(`/api/cases/${encodeURIComponent(id)}`)) as CaseDetail, id);
}

/** Who may act, and why. */
export async function fetchChoices(): Promise<ActChoices> {
  return (await getJson('/api/acts')) as ActChoices;
}

/** Who acts, under an id of this act's own: sent again, it is the same act. A person has a token, a station its code. */
export interface Act {
  act: string;
  reader?: string | undefined;
  token?: string | undefined;
}

export interface Decision {
  revision: number;
  /** Of the alarm that was on the screen; left out where there was none. */
  level?: PriorityLevel | undefined;
  decision: TransferDecision;
  reasons: string[];
  priority: PriorityLevel;
}

/** An act that was not taken. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly retryAfterSeconds = 0,
  ) {
    super(code);
  }
}

const casePath = (id: string, rest: string) => `/api/cases/${encodeURIComponent(id)}/${rest}`;

/** "I have seen it"; says nothing about the finding. */
export function postAcknowledge(id: string, act: Act, { revision, level }: AlarmState): Promise<void> {
  return post(casePath(id, 'acknowledge'), act, { revision, level });
}

export function postDecision(id: string, act: Act, decision: Decision): Promise<void> {
  return post(casePath(id, 'decision'), act, { ...decision });
}

/** Silences the sound for a while; the service decides for how long. */
export function postPause(act: Act): Promise<void> {
  return post('/api/alarms/pause', act, {});
}

/** How the reader looked before judging. */
export interface ReadingView {
  openSeconds: number;
  slicesVisited: number;
  masksShown: boolean;
  sawFindingsFirst: boolean;
}

export interface VerdictBody {
  revision: number;
  verdict: Verdict;
  class?: NodeClass;
  reasons?: string[];
  view?: ReadingView;
}

export function postVerdict(id: string, act: Act, node: number, body: VerdictBody): Promise<void> {
  return post(casePath(id, `nodes/${node}/verdict`), act, { ...body });
}

/** Ends in patient millimetres. */
export interface AxisMm {
  fromMm: number[];
  toMm: number[];
}

export function postCalliper(id: string, act: Act, node: number, body: { revision: number; shortAxis: AxisMm; longAxis: AxisMm }): Promise<void> {
  return post(casePath(id, `nodes/${node}/calliper`), act, { ...body });
}

export interface MissedNode {
  revision: number;
  class: NodeClass;
  centreMm: number[];
  longAxisMm: number;
  shortAxisMm: number;
  longAxisDirection: number[];
  view?: ReadingView;
}

export function postMissedNode(id: string, act: Act, body: MissedNode): Promise<void> {
  return post(casePath(id, 'missed-nodes'), act, { ...body });
}

/** The whole set of ticked boxes. */
export function postSigns(id: string, act: Act, signs: readonly string[]): Promise<void> {
  return post(casePath(id, 'signs'), act, { signs });
}

export function postOwnPriority(id: string, act: Act, revision: number, priority: PriorityLevel): Promise<void> {
  return post(casePath(id, 'priority'), act, { revision, priority });
}

/** Of the case as a whole: a revision would name one of its nodes. */
export function postOutcome(id: string, act: Act, source: string, finding: string): Promise<void> {
  return post(casePath(id, 'outcomes'), act, { source, finding });
}

export function postWithdraw(id: string, act: Act, withdrawn: string, reason: string): Promise<void> {
  return post(casePath(id, `acts/${encodeURIComponent(withdrawn)}/withdraw`), act, { reason });
}

export interface SignOn extends Person {
  token: string;
  idleSeconds: number;
  ends: string;
}

/** Throws Refusal with the time to wait before the next try. */
export async function postSignOn(proof: { code: string; pin: string } | { badge: string }): Promise<SignOn> {
  return (await (await send('/api/sign-on', proof)).json()) as SignOn;
}

export async function postExtend(token: string): Promise<void> {
  await send('/api/sign-on/extend', undefined, token);
}

export async function postSignOff(token: string): Promise<void> {
  await send('/api/sign-off', undefined, token);
}

/** Done only when the service says so. A line that broke is tried once more under the same id: it is one act. */
async function post(path: string, { act, reader, token }: Act, body: object): Promise<void> {
  const whole = { act, ...(token === undefined ? { reader } : {}), ...body };
  await send(path, whole, token).catch((error: unknown) => {
    if (error instanceof Refusal) throw error;
    return send(path, whole, token);
  });
}

async function send(path: string, body: unknown, token?: string): Promise<Response> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (token !== undefined) headers['Authorization'] = `Bearer ${token}`;
  const answer = await fetch(path, { method: 'POST', headers, body: body === undefined ? null : JSON.stringify(body), signal: AbortSignal.timeout(timeoutMs) });
  if (answer.ok) return answer;
  const refusal = (await answer.json().catch(() => null)) as { code?: string; retryAfterSeconds?: number } | null;
  throw new Refusal(refusal?.code ?? `HTTP ${answer.status}`, refusal?.retryAfterSeconds ?? 0);
}
