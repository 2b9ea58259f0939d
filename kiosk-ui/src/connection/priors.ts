import { nodeClasses, type CaseResult, type CaseRow, type Prior } from '../contract.ts';
import { ContractError } from '../contractCheck.ts';
import { getJson } from './api.ts';

/** Earlier results of the same patient on this box, the newest first. Throws ContractError when one carries another name or number. */
export async function fetchPriors({ id, patientId, patientName }: CaseRow): Promise<Prior[]> {
  const priors = (await getJson(`/api/cases/${encodeURIComponent(id)}/priors`)) as Prior[];
  const same = (prior: Prior) => prior.patientId === patientId && prior.patientName.toUpperCase() === patientName.toUpperCase();
  if (!priors.every(same)) throw new ContractError('an earlier result of another patient');
  return priors;
}

/** Throws ContractError for a result of another case, revision or class. */
export async function fetchResult({ caseId, revision }: Prior): Promise<CaseResult> {
  const result = (await getJson(`/api/cases/${encodeURIComponent(caseId)}/revisions/${revision}/result`)) as CaseResult;
  const known = result.caseId === caseId && result.revision === revision && result.nodes.every((node) => nodeClasses.includes(node.label));
  if (!known) throw new ContractError('result belongs to another case or revision');
  return result;
}
