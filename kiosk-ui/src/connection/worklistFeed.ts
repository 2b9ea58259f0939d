import type { CaseRow, Worklist } from '../contract.ts';
import { sortRows } from '../worklist/order.ts';

/**
 * The worklist as the hub's messages build it. A change counts only when its sequence follows the last one; anything else means that a
 * message was lost, and the whole list is fetched again. Changes that arrive meanwhile wait and are replayed over the fetched list.
 */
export class WorklistFeed {
  #sequence = -1;
  #rows: CaseRow[] | null = null;
  #waiting: { sequence: number; row: CaseRow }[] = [];
  #outOfStep = false;

  /** Null until the first list arrived. */
  get rows(): readonly CaseRow[] | null {
    return this.#rows;
  }

  /** A change was lost and the list has not been fetched since. */
  get outOfStep(): boolean {
    return this.#outOfStep;
  }

  /** A whole list from the hub: replaces everything, also where its sequence is lower (the service restarted). */
  snapshot(list: Worklist): void {
    this.#waiting = [];
    this.#replace(list);
  }

  /** A change of one case. False: the list must be fetched anew. */
  change(sequence: number, row: CaseRow): boolean {
    if (this.#outOfStep || sequence !== this.#sequence + 1 || this.#rows === null) {
      this.#waiting.push({ sequence, row });
      this.#outOfStep = true;
      return false;
    }
    this.#apply(sequence, row);
    return true;
  }

  /** The list fetched after a gap. False: still a gap, fetch again. */
  fetched(list: Worklist): boolean {
    const waiting = this.#waiting.filter((change) => change.sequence > list.sequence).sort((a, b) => a.sequence - b.sequence);
    this.#waiting = [];
    this.#replace(list);
    for (const { sequence, row } of waiting) this.change(sequence, row);
    return !this.#outOfStep;
  }

  #replace(list: Worklist): void {
    this.#sequence = list.sequence;
    this.#rows = sortRows(list.cases);
    this.#outOfStep = false;
  }

  #apply(sequence: number, row: CaseRow): void {
    this.#sequence = sequence;
    this.#rows = sortRows([...(this.#rows ?? []).filter((known) => known.id !== row.id), row]);
  }
}
