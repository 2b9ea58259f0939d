import { vi } from 'vitest';
import type { ApplianceStatus, CaseDetail, CaseResult, CaseRow } from '../src/contract.ts';
import { initialState, type PageActions, type PageState } from '../src/pageState.ts';

export const actions = new Proxy({} as PageActions, { get: () => vi.fn() });

export function status(over: Partial<ApplianceStatus> = {}): ApplianceStatus {
  return {
    time: '2026-01-01T00:10:00Z',
    ready: true,
    problems: [],
    technicalAlarms: [],
    sound: { configured: true, pausedUntil: null },
    version: '1',
    model: { id: 'm', version: '1', provider: 'CPU', clinicalUse: true },
    diskFreeFraction: 0.5,
    unsent: { count: 0, oldestSeconds: null },
    centreConnected: true,
    lastEcho: null,
    ...over,
  };
}

export function detailOf(row: CaseRow, result: Partial<CaseResult> | null = null): CaseDetail {
  return { row, result: result as CaseResult | null, history: [], receipt: { sent: false, receipted: null } };
}

/** A page with these rows and the first of them open. */
export function page(rows: CaseRow[], over: Partial<PageState> = {}): PageState {
  return { ...initialState('en'), link: 'live', rows, status: status(), selectedId: rows[0]?.id ?? null, detail: rows[0] ? detailOf(rows[0]) : null, ...over };
}
