import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CaseResult, CaseState, PriorityLevel } from '../src/contract.ts';
import { reasonList } from '../src/findings/reasonList.ts';
import { findingsView } from '../src/findings/findingsView.ts';
import { texts, translator, type Language, type TextKey } from '../src/i18n/language.ts';
import { badgeOf } from '../src/worklist/rowModel.ts';
import { sortRows } from '../src/worklist/order.ts';
import { actions, detailOf, page } from './pages.ts';
import { row } from './rows.ts';
import { templateText } from './templateText.ts';

interface RuleCase {
  name: string;
  state?: CaseState;
  level: PriorityLevel | null;
  rules: string[];
}

interface Rule {
  id: string;
  p: PriorityLevel;
  reason: string;
}

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const cases = read('tests/EdgeNode.Appliance.Tests/Alarms/rule-cases.json').cases as RuleCase[];
const table = read('src/EdgeNode.Appliance/Alarms/Rules/triage-rules.json') as { version: string; rules: Rule[]; default: { p: 4; reason: string } };
const rules = new Map<string, Rule>([...table.rules.map((rule) => [rule.id, rule] as const), ['default', { id: 'default', ...table.default }]]);

const shown = (item: RuleCase) => {
  const fired = item.rules.map((id) => rules.get(id)!);
  return row({ id: item.name, state: item.state ?? 'Analysed', priority: item.level, reasonCodes: fired.map((rule) => rule.reason) });
};

// The same file that the service computes: what it expects is what the page is given, and what the page must say.
describe.each(Object.keys(texts) as Language[])('every case of the rule table, shown in %s', (language) => {
  const t = translator(language);

  it.each(cases.filter((item) => item.level !== null))('$name', (item) => {
    const badge = badgeOf(t, shown(item), false);
    expect(badge.form).toBe(`p${item.level}`);
    expect(badge.text).toContain(t(`priority.${item.level}` as TextKey));
    if (item.level === 4) expect([badge.mark, ...badge.details]).toEqual(['']);
    else {
      expect(badge.mark).toMatch(new RegExp(`^${'▲'.repeat(4 - item.level!)} P${item.level}$`));
      expect(badge.details).toEqual(item.rules.map((id) => t(`reason.${rules.get(id)!.reason}` as TextKey)));
    }

    const reasons = item.rules.map((id, i) => ({ rule: id, level: rules.get(id)!.p, code: rules.get(id)!.reason, nodes: [i + 1], source: `source of ${id}` }));
    const result = { priority: { level: item.level, reasons, rulesVersion: table.version } } as unknown as CaseResult;
    const why = templateText(reasonList(result, null, t));
    for (const reason of reasons) {
      expect(why).toContain(t(`reason.${reason.code}` as TextKey));
      expect(why).toContain(reason.source);
      expect(why).toContain(t('case.nodes', { list: String(reason.nodes[0]) }));
    }
    expect(why).toContain(table.version);
  });

  it.each(cases.filter((item) => item.level === null))('$name has no priority at all', (item) => {
    const badge = badgeOf(t, shown(item), false);
    expect([badge.form, badge.mark]).toEqual(['none', '']);
    const text = templateText(findingsView(page([shown(item)], { language, detail: detailOf(shown(item)) }), t, actions));
    expect(text).toContain(t('nodes.notAnalysed'));
    for (const level of [1, 2, 3, 4] as const) expect(text).not.toContain(t(`priority.${level}`));
    expect(text).not.toMatch(/P[1-4]\b/);
  });
});

describe('the rule table', () => {
  it('has words for every reason it can give', () => {
    for (const { reason } of rules.values()) expect(`reason.${reason}` in texts.en, reason).toBe(true);
  });

  it('is fired by the cases as a whole, and sorted by urgency with the rest last', () => {
    expect(new Set(cases.flatMap((item) => item.rules))).toEqual(new Set(rules.keys()));
    const levels = sortRows(cases.map(shown)).map((known) => known.priority ?? 5);
    expect(levels).toEqual([...levels].sort());
  });
});
