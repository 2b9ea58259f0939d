import type { CaseRow } from '../contract.ts';

/** Highest urgency first (priority, the physician's own, or an alarm that stands), cases without one last, then the one that waits longest. The id only keeps equal rows from swapping. */
export function sortRows(rows: readonly CaseRow[]): CaseRow[] {
  return [...rows].sort(
    (a, b) => urgency(a) - urgency(b) || waitingSince(a) - waitingSince(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

function urgency(row: CaseRow): number {
  return Math.min(row.priority ?? 5, row.ownPriority ?? 5, row.alarm !== null && row.alarm.phase !== 'Closed' ? row.alarm.level : 5);
}

function waitingSince(row: CaseRow): number {
  const at = row.lastInstance === null ? NaN : Date.parse(row.lastInstance);
  return Number.isNaN(at) ? Number.MAX_SAFE_INTEGER : at;
}
