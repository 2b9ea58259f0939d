import { alarmLines } from '../alarm/alarmModel.ts';
import { checkRow } from '../contractCheck.ts';
import type { CaseRow } from '../contract.ts';
import type { TextKey, Translate } from '../i18n/language.ts';
import { reasonText, troubleText } from '../i18n/reasonText.ts';

/** What a case shows of its state: form and words, never hue. */
export interface Badge {
  /** p1 inverse, p2 heavy frame, p3 thin frame, p4 plain text, none dashed, unknown "?". */
  form: 'p1' | 'p2' | 'p3' | 'p4' | 'none' | 'unknown';
  mark: string;
  text: string;
  progress: string;
  details: string[];
}

const stages: Record<string, TextKey> = {
  assembling: 'stage.assembling',
  preprocess: 'stage.preprocess',
  postprocess: 'stage.postprocess',
  write: 'stage.write',
};

const marks = { 1: '▲▲▲', 2: '▲▲', 3: '▲', 4: '' } as const;

/** Throws ContractError for a row this page has no words for. `stale` hides everything that could be taken for a result. */
export function badgeOf(t: Translate, row: CaseRow, stale: boolean): Badge {
  if (stale) return { form: 'unknown', mark: t('list.unknownBadge'), text: t('list.hidden'), progress: '', details: [] };
  checkRow(row);
  if (row.priority !== null) {
    // The P4 sentence stands alone: its only reason repeats it.
    const codes = row.reasonCodes.filter((code) => code !== 'NO_ALARM_CRITERIA');
    return {
      form: `p${row.priority}`,
      mark: row.priority === 4 ? '' : `${marks[row.priority]} P${row.priority}`,
      text: row.priority === 4 ? `P4 ${t('priority.4')}` : t(`priority.${row.priority}`),
      progress: '',
      details: [...alarmLines(t, row), ...reviewLines(t, row), ...codes.map((code) => reasonText(t, code))],
    };
  }
  const details = [...alarmLines(t, row), ...(row.reason === null ? [] : [troubleText(t, row.reason)])];
  if (row.state === 'Unsuitable' || row.state === 'Failed') details.push(t('state.readImages'));
  return { form: 'none', mark: '', text: t(`state.${row.state}` as TextKey), progress: progressText(t, row), details };
}

/** What physicians said beside the rules: the level after their review, and their own. */
function reviewLines(t: Translate, row: CaseRow): string[] {
  const lines: string[] = [];
  if (row.reviewed === true) {
    const from = row.proposedPriority ?? null;
    lines.push(t('list.reviewed', { mark: `P${row.priority}` }) + (from !== null && from !== row.priority ? ` · ${t('list.reviewedFrom', { level: from })}` : ''));
  }
  if (row.ownPriority != null) lines.push(t('list.own', { level: row.ownPriority }));
  return lines;
}

/** "tiles 3/40" while analysing, "receiving 57" while images arrive; empty when nothing moves. */
export function progressText(t: Translate, row: CaseRow): string {
  if (row.state === 'Receiving') return t('progress.receiving', { done: row.instances });
  if (row.progress === null) return '';
  const { stage, done, total } = row.progress;
  if (stage === 'tiles') return t('progress.tiles', { done, total });
  const words = t(stages[stage] ?? 'stage.other');
  return total > 0 ? `${words} ${done}/${total}` : words;
}
