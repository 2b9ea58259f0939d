import type { CaseRow } from '../src/contract.ts';

/** A row with everything valid; the test says what matters. */
export function row(over: Partial<CaseRow> = {}): CaseRow {
  return {
    id: 'a',
    revision: 1,
    state: 'Queued',
    reason: null,
    priority: null,
    reasonCodes: [],
    patientName: 'PHANTOM',
    patientId: '1',
    studyTime: null,
    lastInstance: '2026-01-01T00:00:00Z',
    instances: 10,
    progress: null,
    alarm: null,
    nodes: null,
    modelVersion: null,
    ...over,
  };
}
