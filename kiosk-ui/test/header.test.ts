import { describe, expect, it } from 'vitest';
import { headerView } from '../src/header/headerView.ts';
import { translator } from '../src/i18n/language.ts';
import { actions, page, status } from './pages.ts';
import { templateText } from './templateText.ts';

describe('what waits for the centre', () => {
  const said = (language: 'en' | 'zh-Hant', count: number, oldestSeconds: number | null) =>
    templateText(headerView(page([], { status: status({ unsent: { count, oldestSeconds } }) }), translator(language), actions));

  it.each([
    [0, null, 'Unsent 0'],
    [1, 59.9, 'Unsent 1 (oldest 59 s)'],
    [3, 61, 'Unsent 3 (oldest 1 min)'],
    [12, 2 * 3600 + 5 * 60, 'Unsent 12 (oldest 2 h 5 min)'],
    [4000, 3 * 86400 + 7 * 3600, 'Unsent 4000 (oldest 3 d 7 h)'],
  ])('is told as a number with the age of the oldest: %i, %s s', (count, oldestSeconds, words) => {
    expect(said('en', count, oldestSeconds)).toContain(words);
  });

  it('has no age where nothing waits', () => {
    expect(said('en', 0, null)).not.toContain('oldest');
  });

  it('is told in Chinese too', () => {
    expect(said('zh-Hant', 3, 61)).toMatch(/待送 3（最久 .*1.*）/);
  });

  it('is not told while the box has said nothing', () => {
    expect(templateText(headerView(page([], { status: null }), translator('en'), actions))).not.toContain('Unsent');
  });
});
