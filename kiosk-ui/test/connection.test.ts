import { describe, expect, it } from 'vitest';
import { newActId } from '../src/connection/actId.ts';
import { linkState, type LinkFacts } from '../src/connection/freshness.ts';
import { endlessRetry, retryDelayMs } from '../src/connection/retryPolicy.ts';

describe('retry policy', () => {
  it('tries at once, then slower, then for ever at the cap', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 1e6].map(retryDelayMs)).toEqual([0, 250, 500, 1000, 2000, 4000, 4000, 4000]);
  });

  it('never gives up', () => {
    for (const previousRetryCount of [0, 10, 1000, Number.MAX_SAFE_INTEGER]) {
      const context = { previousRetryCount, elapsedMilliseconds: 1e12, retryReason: new Error('down') };
      expect(endlessRetry.nextRetryDelayInMilliseconds(context)).not.toBeNull();
    }
  });
});

describe('freshness', () => {
  const live: LinkFacts = { startedAt: 0, synchronised: true, heardAt: 10_000, outOfStepSince: null };

  it('is live until the deadline after the last heartbeat, then stale', () => {
    expect(linkState(live, 14_999)).toBe('live');
    expect(linkState(live, 15_000)).toBe('stale');
  });

  it('is stale at once when the line breaks, and until the new snapshot', () => {
    expect(linkState({ ...live, synchronised: false }, 10_001)).toBe('stale');
  });

  it('is stale when a lost change could not be fetched in time', () => {
    expect(linkState({ ...live, heardAt: 20_000, outOfStepSince: 16_000 }, 20_500)).toBe('live');
    expect(linkState({ ...live, heardAt: 20_000, outOfStepSince: 15_000 }, 20_500)).toBe('stale');
  });

  it('starts for one deadline and is stale when nothing was heard, snapshot or not', () => {
    const silent = { ...live, heardAt: null };
    expect(linkState(silent, 4999)).toBe('starting');
    expect(linkState(silent, 5000)).toBe('stale');
  });
});

describe('act ids', () => {
  it('are random UUIDs of version 4, each another', () => {
    const ids = Array.from({ length: 100 }, newActId);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(100);
  });
});
