import { nothing } from 'lit-html';
import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../src/contract.ts';
import { seriesView } from '../src/findings/seriesView.ts';
import { translator } from '../src/i18n/language.ts';
import { templateText } from './templateText.ts';

const en = translator('en');
const zh = translator('zh-Hant');
const result = (over: Partial<CaseResult>) =>
  ({
    state: 'Analysed',
    series: { uid: '1.2', description: 'NECK 3.0', why: 'Axial CT with 90 slices.', rejected: [{ uid: '1.3', code: 'LOCALIZER', why: 'A localizer, not a volume.', description: 'SCOUT' }] },
    coverage: { neckMm: 84, missingAboveMm: 0, missingBelowMm: 56, partly: true },
    ...over,
  }) as CaseResult;

describe('the series', () => {
  it('tells what was taken and why, and every one that was not, with its code', () => {
    for (const text of ['NECK 3.0', 'Axial CT with 90 slices.', 'SCOUT', 'LOCALIZER: A localizer, not a volume.']) expect(templateText(seriesView(result({}), en))).toContain(text);
    expect(templateText(seriesView(result({}), zh))).toContain('LOCALIZER: 定位影像');
  });

  it('tells what is missing of the neck, how much and where, before what is there', () => {
    expect(templateText(seriesView(result({}), en))).toMatch(/About 56 mm of the neck \(lower part\) are not imaged.*84 mm/s);
    expect(templateText(seriesView(result({}), zh))).toMatch(/頸部下段約 56 mm 未攝入影像.*84 mm/s);
  });

  it('says nothing to be missing where the whole neck is imaged, and nothing of a neck that was not looked at', () => {
    expect(templateText(seriesView(result({ coverage: { neckMm: 140, missingAboveMm: 0, missingBelowMm: 0, partly: false } }), en))).not.toContain('not imaged');
    expect(templateText(seriesView(result({ coverage: null }), en))).not.toContain('of the neck');
  });

  it('says how many marks in the head were left out, and nothing where there were none', () => {
    expect(templateText(seriesView(result({ marksInHead: 2 }), en))).toContain('2 marks of the model in the head, above the neck, are left out');
    expect(templateText(seriesView(result({ marksInHead: 1 }), en))).toContain('One mark of the model in the head, above the neck, is left out');
    expect(templateText(seriesView(result({ marksInHead: 2 }), zh))).toContain('2 個標記未列出');
    for (const none of [result({}), result({ marksInHead: 0 })]) expect(templateText(seriesView(none, en))).not.toContain('head');
  });

  it('keeps the reasons where no series was taken', () => {
    const none = result({ state: 'Unsuitable', coverage: null, series: { uid: '', description: '', why: 'x', rejected: [{ uid: '1', code: 'NO_NECK_COVERED', why: 'The image shows lungs.', description: '' }] } });
    expect(templateText(seriesView(none, en))).toContain('NO_NECK_COVERED: The image shows lungs.');
    expect(seriesView(null, en)).toBe(nothing);
  });
});
