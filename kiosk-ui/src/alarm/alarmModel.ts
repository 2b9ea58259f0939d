import type { AlarmState, CaseRow } from '../contract.ts';
import type { TextKey, Translate } from '../i18n/language.ts';
import { screenTime } from '../i18n/time.ts';

const marks = { 1: '▲▲▲ P1', 2: '▲▲ P2', 3: '▲ P3' } as const;

export function alarmMark(alarm: AlarmState): string {
  return marks[alarm.level as 1 | 2 | 3];
}

/**
 * Cases whose P1 or P2 alarm nobody has seen yet, the most urgent first, then the oldest. What the case's newer revision says, or that it is
 * not analysed yet, takes no alarm away.
 */
export function openAlarms(rows: readonly CaseRow[]): CaseRow[] {
  const raised = rows.filter((row) => row.alarm?.phase === 'Raised' && row.alarm.level <= 2);
  return raised.sort((a, b) => a.alarm!.level - b.alarm!.level || Date.parse(a.alarm!.raised) - Date.parse(b.alarm!.raised));
}

/** Where the alarm of a case is in its life, in words; empty without one. */
export function alarmLines(t: Translate, row: CaseRow): string[] {
  const alarm = row.alarm;
  if (alarm === null) return [];
  return [phaseText(t, alarm), ...earlierRevision(t, row), ...escalation(t, alarm)];
}

export function phaseText(t: Translate, alarm: AlarmState): string {
  const mark = alarmMark(alarm);
  switch (alarm.phase) {
    case 'Raised':
      return t('alarm.unseen', { mark });
    case 'Acknowledged':
      return t('alarm.acknowledged', { mark, who: alarm.acknowledgedBy ?? '?', time: screenTime(alarm.acknowledged ?? '') });
    default:
      return t(alarm.phase === 'Closed' ? 'alarm.closed' : 'alarm.decided', {
        mark,
        what: alarm.decision === null ? '?' : t(`decision.${alarm.decision}`),
        who: alarm.decidedBy ?? '?',
        time: screenTime(alarm.decided ?? ''),
      });
  }
}

/** An alarm of an earlier revision says so, and what became of the case since. */
export function earlierRevision(t: Translate, row: CaseRow): string[] {
  const alarm = row.alarm;
  if (alarm === null || alarm.revision === row.revision || alarm.phase === 'Closed') return [];
  const values = { from: alarm.revision, to: row.revision, mark: row.priority === null ? '' : `P${row.priority}` };
  const key: TextKey = row.priority === null ? 'alarm.earlierNotAnalysed' : 'alarm.earlierProposes';
  return [t(key, values)];
}

export function escalation(t: Translate, alarm: AlarmState): string[] {
  return alarm.phase === 'Raised' && alarm.escalations > 0 ? [t('alarm.escalated', { count: alarm.escalations })] : [];
}
