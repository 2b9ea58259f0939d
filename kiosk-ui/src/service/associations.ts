import type { TechnicalAlarm } from '../contract.ts';

/** One association as /api/status lists it; the last 200, newest first. */
export interface Association {
  callingAe: string;
  calledAe: string;
  remoteAddress: string;
  isTls: boolean;
  contexts: { abstractSyntax: string; transferSyntax: string }[];
  started: string;
  ended: string | null;
  outcome: string;
  why: string;
  stored: number;
  refused: number;
  bytes: number;
}

const timeoutMs = 5000;

export interface ServiceStatus {
  associations: Association[];
  technicalAlarms: TechnicalAlarm[];
}

/** Throws when the box does not answer or lists none: the page then says so instead of showing an empty table. */
export async function fetchServiceStatus(): Promise<ServiceStatus> {
  const answer = await fetch('/api/status', { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const { associations, technicalAlarms } = (await answer.json()) as { associations?: Association[] | null; technicalAlarms?: TechnicalAlarm[] };
  if (!Array.isArray(associations) || !Array.isArray(technicalAlarms)) throw new Error('no associations or technical alarms in /api/status');
  return { associations, technicalAlarms };
}

export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Refused, broken off, or with instances that were not taken: worth a technician's look. */
export function isTroubled(association: Association): boolean {
  return association.refused > 0 || !['Open', 'Released'].includes(association.outcome);
}
