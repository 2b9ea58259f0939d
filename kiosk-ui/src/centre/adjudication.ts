import type { CaseResult, NodeClass } from '../contract.ts';

export const outcomes = ['Negative', 'Positive', 'Ene', 'NotANode', 'Unclear'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a physician at the site said of a node. */
export interface Said {
  reader: string;
  role: string;
  what: string;
  class: NodeClass | null;
  reasons: readonly string[];
  withdrawn: boolean;
}

/** What somebody of the central team decided. The last one counts; none is ever removed. */
export interface Decided {
  outcome: Outcome;
  by: string;
  role: string;
  made: string;
}

export interface DisputedNode {
  revision: number;
  number: number;
  network: NodeClass | null;
  shortAxisMm: number | null;
  said: readonly Said[];
  decided: readonly Decided[];
  /** It waits: nobody decided, or a physician said something after the last decision. */
  open: boolean;
  /** The crop that shows it best, by number, of the node's own revision; null where none came. */
  crop: number | null;
}

/** A case of the work list (EdgeNode.Center, Adjudicating). */
export interface DisputedCase {
  site: string;
  caseKey: string;
  why: readonly string[];
  /** The last fact of the case that this answer knows. */
  seen: number;
  mayDecide: boolean;
  nodes: readonly DisputedNode[];
}

export async function fetchCase(site: string, caseKey: string): Promise<DisputedCase> {
  return (await answered(await fetch(`/api/adjudicate/${site}/${caseKey}`, { cache: 'no-store' }))).json() as Promise<DisputedCase>;
}

/** The crop as a result: nodes with boxes and slices on its own grid. */
export async function fetchCrop(id: string): Promise<CaseResult> {
  const result = (await (await answered(await fetch(`/api/crops/${id}`, { cache: 'no-store' }))).json()) as CaseResult;
  return { ...result, caseId: id };
}

/** Sent again under the same id, it is the same decision. */
export async function postDecision(of: DisputedCase, node: DisputedNode, outcome: Outcome, id: string): Promise<void> {
  const body = JSON.stringify({ id, site: of.site, caseKey: of.caseKey, revision: node.revision, number: node.number, outcome, seen: of.seen });
  const answer = await answered(await fetch('/api/adjudications', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }));
  await answer.arrayBuffer();
}

async function answered(answer: Response): Promise<Response> {
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer;
}
