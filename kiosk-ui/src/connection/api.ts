import { checkDetail, checkWorklist } from '../contractCheck.ts';
import type { ActChoices, CaseDetail, PriorityLevel, TransferDecision, Worklist } from '../contract.ts';

const timeoutMs = 5000;

async function getJson(path: string): Promise<unknown> {
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

/** Who acts, under an id of this act's own: sent again, it is the same act. */
export interface Act {
  act: string;
  reader: string;
}

export interface Decision {
  revision: number;
  decision: TransferDecision;
  reasons: string[];
  priority: PriorityLevel;
}

/** "I have seen it"; says nothing about the finding. */
export function postAcknowledge(id: string, act: Act, revision: number): Promise<void> {
  return post(`/api/cases/${encodeURIComponent(id)}/acknowledge`, { ...act, revision });
}

export function postDecision(id: string, act: Act, decision: Decision): Promise<void> {
  return post(`/api/cases/${encodeURIComponent(id)}/decision`, { ...act, ...decision });
}

/** Silences the sound for a while; the service decides for how long. */
export function postPause(act: Act): Promise<void> {
  return post('/api/alarms/pause', act);
}

/** Done only when the service says so. A line that broke is tried once more under the same id: it is one act. */
async function post(path: string, body: unknown): Promise<void> {
  const send = () =>
    fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(timeoutMs) });
  const answer = await send().catch(send);
  if (answer.ok) return;
  const refusal = (await answer.json().catch(() => null)) as { code?: string } | null;
  throw new Error(refusal?.code ?? `HTTP ${answer.status}`);
}
