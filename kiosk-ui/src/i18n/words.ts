import type { CaseRow } from '../contract.ts';
import type { Translate } from './language.ts';

/**
 * A DICOM person name for people (PS3.5 6.2.1.1): alphabetic, ideographic and phonetic groups part at `=`, components at `^`.
 * The ideographic group comes first and is written without spaces; the phonetic one is left out.
 */
export function personName(t: Translate, row: Pick<CaseRow, 'patientName'>): string {
  const [alphabetic = '', ideographic = ''] = row.patientName.split('=');
  const parts = (group: string) => group.split('^').map((part) => part.trim()).filter((part) => part !== '');
  return [parts(ideographic).join(''), parts(alphabetic).join(' ')].filter((part) => part !== '').join(' ') || t('list.noName');
}

export function personId(t: Translate, row: Pick<CaseRow, 'patientId'>): string {
  return row.patientId.trim() || t('list.noId');
}

/** Node numbers in as few signs as possible: `1–3, 5`. */
export function numberList(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}${to === from + 1 ? ', ' : '–'}${to}`)).join(', ');
}

/** The first few lines and, where more were left out, how many. */
export function firstLines(t: Translate, lines: readonly string[], most: number): string[] {
  return lines.length <= most + 1 ? [...lines] : [...lines.slice(0, most), t('list.moreReasons', { count: lines.length - most })];
}
