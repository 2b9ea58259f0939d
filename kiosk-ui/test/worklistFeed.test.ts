import { describe, expect, it } from 'vitest';
import { WorklistFeed } from '../src/connection/worklistFeed.ts';
import { row } from './rows.ts';

const ids = (feed: WorklistFeed) => feed.rows?.map((known) => `${known.id}${known.revision}`);

function started(sequence = 5): WorklistFeed {
  const feed = new WorklistFeed();
  feed.snapshot({ sequence, cases: [row({ id: 'a' })] });
  return feed;
}

describe('worklist from sequence-numbered messages', () => {
  it('applies the next change, new and known cases alike', () => {
    const feed = started();
    expect(feed.change(6, row({ id: 'b' }))).toBe(true);
    expect(feed.change(7, row({ id: 'a', revision: 2 }))).toBe(true);
    expect(ids(feed)).toEqual(['a2', 'b1']);
  });

  it.each([5, 4, 7, 100])('asks for the list after sequence %i instead of 6, and applies nothing', (sequence) => {
    const feed = started();
    expect(feed.change(sequence, row({ id: 'b' }))).toBe(false);
    expect(feed.outOfStep).toBe(true);
    expect(ids(feed)).toEqual(['a1']);
  });

  it('keeps a change that overtakes the snapshot of its line', () => {
    const feed = new WorklistFeed();
    expect(feed.change(6, row({ id: 'b' }))).toBe(true);
    expect(feed.rows).toBeNull();
    expect(feed.snapshot({ sequence: 5, cases: [row({ id: 'a' })] })).toBe(true);
    expect(ids(feed)).toEqual(['a1', 'b1']);
  });

  it('does the same after a reconnect, also when the change follows what was known before', () => {
    const feed = started();
    feed.disconnected();
    expect(feed.change(6, row({ id: 'b' }))).toBe(true);
    expect(ids(feed)).toEqual(['a1']);
    expect(feed.snapshot({ sequence: 5, cases: [row({ id: 'a' })] })).toBe(true);
    expect(ids(feed)).toEqual(['a1', 'b1']);
  });

  it('asks for the list when even the snapshot leaves a gap', () => {
    const feed = new WorklistFeed();
    feed.change(8, row({ id: 'b' }));
    expect(feed.snapshot({ sequence: 5, cases: [] })).toBe(false);
  });

  it('replays over the fetched list what arrived meanwhile, and drops what the list already holds', () => {
    const feed = started();
    feed.change(7, row({ id: 'c' }));
    feed.change(9, row({ id: 'e' }));
    feed.change(8, row({ id: 'd' }));
    expect(feed.fetched({ sequence: 7, cases: [row({ id: 'a' }), row({ id: 'b' }), row({ id: 'c', revision: 3 })] })).toBe(true);
    expect(ids(feed)).toEqual(['a1', 'b1', 'c3', 'd1', 'e1']);
    expect(feed.change(10, row({ id: 'f' }))).toBe(true);
  });

  it('asks again when the fetched list is older than what was missed', () => {
    const feed = started();
    feed.change(9, row({ id: 'e' }));
    expect(feed.fetched({ sequence: 6, cases: [] })).toBe(false);
    expect(feed.fetched({ sequence: 8, cases: [] })).toBe(true);
    expect(ids(feed)).toEqual(['e1']);
  });

  it('starts over with a snapshot, also from a restarted service with a lower sequence', () => {
    const feed = started(100);
    feed.change(200, row({ id: 'x' }));
    feed.disconnected();
    feed.snapshot({ sequence: 1, cases: [row({ id: 'b' })] });
    expect(feed.outOfStep).toBe(false);
    expect(ids(feed)).toEqual(['b1']);
    expect(feed.change(2, row({ id: 'c' }))).toBe(true);
  });

  it('ends equal to the service whatever messages are lost', () => {
    let seed = 42;
    const random = (n: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
    for (let run = 0; run < 200; run++) {
      const service = { sequence: 0, cases: [] as ReturnType<typeof row>[] };
      const feed = new WorklistFeed();
      feed.snapshot(structuredClone(service));
      for (let step = 0; step < 30; step++) {
        const changed = row({ id: String(random(6)), revision: step });
        service.sequence++;
        service.cases = [...service.cases.filter((known) => known.id !== changed.id), changed];
        const lost = random(4) === 0;
        if (!lost && !feed.change(service.sequence, changed) && random(2) === 0) feed.fetched(structuredClone(service));
      }
      service.sequence++;
      if (!feed.change(service.sequence, service.cases[0]!)) feed.fetched(structuredClone(service));
      expect(feed.outOfStep).toBe(false);
      expect(ids(feed)?.sort()).toEqual(service.cases.map((known) => `${known.id}${known.revision}`).sort());
    }
  });
});
