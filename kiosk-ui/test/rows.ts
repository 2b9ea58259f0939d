import type { AlarmState, CaseRow } from '../src/contract.ts';

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

/** An alarm nobody has seen; the test says what matters. */
export function alarm(over: Partial<AlarmState> = {}): AlarmState {
  return {
    revision: 1,
    level: 1,
    phase: 'Raised',
    reasonCodes: ['ENE_SUSPECT'],
    lastSlice: '2026-01-01T00:00:00Z',
    raised: '2026-01-01T00:01:00Z',
    acknowledged: null,
    acknowledgedBy: null,
    decided: null,
    decidedBy: null,
    decision: null,
    decisionReasons: [],
    physicianPriority: null,
    closed: null,
    escalations: 0,
    ...over,
  };
}
