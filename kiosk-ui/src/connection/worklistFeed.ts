import type { CaseRow, Worklist } from '../contract.ts';
import { sortRows } from '../worklist/order.ts';

/**
 * The worklist as the hub's messages build it. A change counts only when its sequence follows the last one; anything else means that a
 * message was lost, and the whole list is fetched again. Changes that arrive meanwhile wait and are replayed over the list that comes: the
 * service may send one between reading a snapshot and sending it.
 */
export class WorklistFeed {
  #sequence = -1;
  #rows: CaseRow[] | null = null;
  #waiting: { sequence: number; row: CaseRow }[] = [];
  #outOfStep = false;
  #awaitsSnapshot = true;

  /** Null until the first list arrived. */
  get rows(): readonly CaseRow[] | null {
    return this.#rows;
  }

  /** A change was lost and the list has not been fetched since. */
  get outOfStep(): boolean {
    return this.#outOfStep;
  }

  /** The line broke: the next whole list is the next snapshot, and nothing said before counts beside it. */
  disconnected(): void {
    this.#waiting = [];
    this.#outOfStep = false;
    this.#awaitsSnapshot = true;
  }

  /** The whole list that opens a line; its sequence may be lower (the service restarted). False: a gap, fetch the list. */
  snapshot(list: Worklist): boolean {
    this.#awaitsSnapshot = false;
    return this.fetched(list);
  }

  /** A change of one case. False: the list must be fetched anew. */
  change(sequence: number, row: CaseRow): boolean {
    if (this.#awaitsSnapshot) {
      this.#waiting.push({ sequence, row });
      return true;
    }
    if (this.#outOfStep || sequence !== this.#sequence + 1) {
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
    this.#sequence = list.sequence;
    this.#rows = sortRows(list.cases);
    this.#outOfStep = false;
    for (const { sequence, row } of waiting) this.change(sequence, row);
    return !this.#outOfStep;
  }

  #apply(sequence: number, row: CaseRow): void {
    this.#sequence = sequence;
    this.#rows = sortRows([...(this.#rows ?? []).filter((known) => known.id !== row.id), row]);
  }
}
