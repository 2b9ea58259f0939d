import { describe, expect, it } from 'vitest';
import { checkDetail, ContractError } from '../src/contractCheck.ts';
import { caseStates, type AlarmPhase, type CaseDetail, type CaseState, type PriorityLevel } from '../src/contract.ts';
import { translator } from '../src/i18n/language.ts';
import { sortRows } from '../src/worklist/order.ts';
import { badgeOf } from '../src/worklist/rowModel.ts';
import { alarm, row } from './rows.ts';

const t = translator('en');
const analysed = (priority: PriorityLevel, over = {}) => row({ state: 'Analysed', priority, ...over });

describe('order', () => {
  it('puts the highest priority first, none last, and the longest wait first among equals', () => {
    const rows = [
      row({ id: 'none' }),
      analysed(4, { id: 'p4' }),
      analysed(1, { id: 'p1 new', lastInstance: '2026-01-02T00:00:00Z' }),
      analysed(1, { id: 'p1 old', lastInstance: '2026-01-01T23:00:00+08:00' }),
      analysed(1, { id: 'p1 no time', lastInstance: null }),
      analysed(2, { id: 'p2' }),
    ];
    expect(sortRows(rows).map((known) => known.id)).toEqual(['p1 old', 'p1 new', 'p1 no time', 'p2', 'p4', 'none']);
  });

  it('goes by an alarm that stands where it is more urgent than what the newer revision says', () => {
    const rows = [
      analysed(2, { id: 'p2' }),
      analysed(4, { id: 'calmed', revision: 2, alarm: alarm() }),
      row({ id: 'running', revision: 2, state: 'Analysing', alarm: alarm({ phase: 'Decided' }) }),
      analysed(4, { id: 'closed', alarm: alarm({ phase: 'Closed' }) }),
    ];
    expect(sortRows(rows).map((known) => known.id)).toEqual(['calmed', 'running', 'p2', 'closed']);
  });
});

describe('badges', () => {
  it.each(caseStates.filter((state) => state !== 'Analysed'))('say in words that %s is not a result, without a priority', (state) => {
    const badge = badgeOf(t, row({ state }), false);
    expect(badge.form).toBe('none');
    expect(badge.text).toMatch(/not analysed|no result/i);
    expect(badge.mark).toBe('');
  });

  it('carry urgency by form and marks', () => {
    expect(([1, 2, 3, 4] as const).map((p) => badgeOf(t, analysed(p), false).mark)).toEqual(['▲▲▲ P1', '▲▲ P2', '▲ P3', '']);
    expect(badgeOf(t, analysed(4), false).text).toBe('P4 no alarm criteria met — not a normal report');
  });

  it('keep nothing of any result when the line is down', () => {
    for (const state of caseStates) {
      const known = state === 'Analysed' ? analysed(4, { reasonCodes: ['NO_ALARM_CRITERIA'] }) : row({ state });
      expect(badgeOf(t, known, true)).toEqual({ form: 'unknown', mark: '?', text: 'state unknown', progress: '', details: [] });
    }
  });

  it.each([
    ['an unknown state', row({ state: 'Dreaming' as CaseState })],
    ['an unknown priority', analysed(5 as PriorityLevel)],
    ['an analysed case without priority', row({ state: 'Analysed' })],
    ['a priority without analysis', row({ state: 'Failed', priority: 4 })],
    ['an unknown phase of an alarm', analysed(1, { alarm: alarm({ phase: 'Asleep' as AlarmPhase }) })],
    ['an alarm of priority 4', analysed(1, { alarm: alarm({ level: 4 }) })],
  ])('refuse %s', (_, bad) => {
    expect(() => badgeOf(t, bad, false)).toThrow(ContractError);
  });

  it('show a reason code that has no words rather than dropping it', () => {
    expect(badgeOf(t, analysed(1, { reasonCodes: ['NEW_RULE'] }), false).details.join()).toContain('NEW_RULE');
  });

  it('count progress', () => {
    expect(badgeOf(t, row({ state: 'Receiving', instances: 57 }), false).progress).toBe('receiving 57');
    const progress = { stage: 'tiles', done: 3, total: 40 };
    expect(badgeOf(t, row({ state: 'Analysing', progress }), false).progress).toBe('tiles 3/40');
    const assembling = { stage: 'assembling', done: 0, total: 0 };
    expect(badgeOf(t, row({ state: 'Analysing', progress: assembling }), false).progress).toBe('assembling the volume');
  });
});

describe('case detail', () => {
  const detail = (over: object, result: object | null = null): CaseDetail =>
    ({ row: row(over), result, history: [], receipt: { sent: false, receipted: null } }) as unknown as CaseDetail;

  it.each([
    ['another case', detail({ id: 'b' })],
    ['a result of another case', detail({ state: 'Analysed', priority: 4 }, { caseId: 'b', revision: 1, nodes: [] })],
    ['a result of another revision', detail({ state: 'Analysed', priority: 4 }, { caseId: 'a', revision: 2, nodes: [] })],
    ['an unknown class', detail({ state: 'Analysed', priority: 4 }, { caseId: 'a', revision: 1, nodes: [{ label: 'Benign' }] })],
  ])('refuses %s', (_, bad) => {
    expect(() => checkDetail(bad, 'a')).toThrow(ContractError);
  });
});
