import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchServiceStatus, isTroubled, megabytes, type Association } from '../src/service/associations.ts';

const association = (over: Partial<Association> = {}): Association => ({
  callingAe: 'SCANNER', calledAe: 'EDGENODE', remoteAddress: '10.1.2.3:5000', isTls: false, contexts: [], started: '2026-01-01T00:00:00Z', ended: null,
  outcome: 'Released', why: 'released', stored: 3, refused: 0, bytes: 1_550_000, ...over,
});

afterEach(() => vi.unstubAllGlobals());

describe('associations', () => {
  it('come from the status of the box', async () => {
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ associations: [association()], technicalAlarms: [] })));
    expect(await fetchServiceStatus()).toEqual({ associations: [association()], technicalAlarms: [] });
  });

  it.each([{}, { associations: null, technicalAlarms: [] }, { associations: [] }])('are unknown, not none, when the status has no list: %j', async (status) => {
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(status)));
    await expect(fetchServiceStatus()).rejects.toThrow();
  });

  it('are worth a look when refused, broken off, or not all was taken', () => {
    expect(['Open', 'Released', 'Aborted', 'Lost', 'Rejected'].filter((outcome) => isTroubled(association({ outcome })))).toEqual(['Aborted', 'Lost', 'Rejected']);
    expect(isTroubled(association({ refused: 1 }))).toBe(true);
  });

  it('show their size in megabytes', () => expect(megabytes(1_550_000)).toBe('1.6'));
});
