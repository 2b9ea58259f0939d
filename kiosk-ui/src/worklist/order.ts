import type { CaseRow } from '../contract.ts';

/** Highest priority first, cases without one last, then the one that waits longest. The id only keeps equal rows from swapping. */
export function sortRows(rows: readonly CaseRow[]): CaseRow[] {
  return [...rows].sort(
    (a, b) => (a.priority ?? 5) - (b.priority ?? 5) || waitingSince(a) - waitingSince(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

function waitingSince(row: CaseRow): number {
  const at = row.lastInstance === null ? NaN : Date.parse(row.lastInstance);
  return Number.isNaN(at) ? Number.MAX_SAFE_INTEGER : at;
}
