import { checkDetail, checkWorklist } from '../contractCheck.ts';
import type { CaseDetail, Worklist } from '../contract.ts';

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

/** "I have seen it"; says nothing about the finding. */
export async function postAcknowledge(id: string): Promise<void> {
  const path = `/api/cases/${encodeURIComponent(id)}/acknowledge`;
  const answer = await fetch(path, { method: 'POST', signal: AbortSignal.timeout(timeoutMs) });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}
