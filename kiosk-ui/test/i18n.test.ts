import { describe, expect, it } from 'vitest';
import { caseStates, nodeClasses } from '../src/contract.ts';
import { troubleText } from '../src/i18n/reasonText.ts';
import { zhTroubles } from '../src/i18n/zhTroubles.ts';
import { texts, translator, type Language, type TextKey } from '../src/i18n/language.ts';

const languages = Object.keys(texts) as Language[];
const codes = [
  'ENE_SUSPECT', 'NODE_GT_6CM', 'CLINICAL_RED_FLAG', 'NODE_3_6CM', 'POS_BILATERAL', 'POS_MULTIPLE', 'POS_ENLARGED', 'POS_NECROTIC',
  'ENE_LOW_CONF', 'POS_SMALL', 'NEG_BUT_ENLARGED', 'CLUSTER_BORDERLINE', 'NEG_BUT_NECROTIC', 'CLINICAL_RISK', 'ANALYSIS_LIMITED',
  'NO_ALARM_CRITERIA',
];
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

// Sentences that a tired reader could take for "nothing is wrong". A negated "normal" is the only exception.
const banned: Record<Language, { words: RegExp; allowed: RegExp }> = {
  en: { words: /\b(normal|healthy|benign|all clear|no disease|no tumou?r|no cancer|no findings?|safe|fine|good|rule[sd]? out)\b/i, allowed: /not a normal report|no findings exist for this case/i },
  'zh-Hant': { words: /正常|健康|良性|無病|無腫瘤|無癌|無異常|未見異常|沒有問題|安全|放心|排除/, allowed: /並非正常報告/ },
};

describe.each(languages)('texts in %s', (language) => {
  const table = texts[language];

  it('cover every key with the same values and without gaps', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(texts.en).sort());
    for (const key of Object.keys(table) as TextKey[]) {
      expect(table[key].trim(), key).not.toBe('');
      expect(placeholders(table[key]), key).toEqual(placeholders(texts.en[key]));
    }
  });

  it('have words for every state, class, priority and reason code', () => {
    const wanted = [
      ...caseStates.map((state) => `state.${state}`),
      ...nodeClasses.map((label) => `class.${label}`),
      ...[1, 2, 3, 4].map((level) => `priority.${level}`),
      ...codes.map((code) => `reason.${code}`),
    ];
    expect(wanted.filter((key) => !(key in table))).toEqual([]);
  });

  it('reassure nobody', () => {
    // What pathology found is named as it is, with what it says nothing of.
    expect(table['outcome.BENIGN']).toMatch(/\(pathology of the examined tissue\)|（僅指送檢組織之病理）/);
    for (const [key, text] of Object.entries(table).filter(([key]) => key !== 'outcome.BENIGN')) expect(text.replace(banned[language].allowed, ''), key).not.toMatch(banned[language].words);
  });

  it('say that P4 is not a normal report, as a priority and as a reason', () => {
    expect(table['priority.4']).toMatch(banned[language].allowed);
    expect(table['reason.NO_ALARM_CRITERIA']).toMatch(banned[language].allowed);
  });

  it('name every limit of the method in the footer', () => {
    for (const figure of ['80', '76', '73', '90', '45', '5 mm', '2.36']) expect(table['footer.numbers']).toContain(figure);
  });
});

describe('tables of the features', () => {
  it('share no key: the later one would silently win', () => {
    const tables = Object.entries(import.meta.glob<{ en: Record<string, string> }>('../src/*/en.ts', { eager: true })).filter(([path]) => !path.includes('/i18n/'));
    expect(tables.length).toBeGreaterThan(5);
    expect(tables.flatMap(([, { en }]) => Object.keys(en)).sort()).toEqual(Object.keys(texts.en).sort());
  });
});

describe('Chinese', () => {
  it('uses no simplified forms in the sentences that alarm', () => {
    expect([...Object.values(texts['zh-Hant']), ...Object.values(zhTroubles)].join('')).not.toMatch(/[医连断线结阳阴诊报显请]/);
  });
});

describe('what is wrong', () => {
  const trouble = { code: 'DISK_FULL', text: 'Less than 5 % is free.' };

  it('is said in the language of the page, with its code', () => {
    expect(troubleText(translator('en'), trouble)).toBe('DISK_FULL: Less than 5 % is free.');
    expect(troubleText(translator('zh-Hant'), trouble)).toMatch(/^DISK_FULL: 資料磁碟/);
  });

  it('is never dropped for want of words, and reassures nobody', () => {
    expect(troubleText(translator('zh-Hant'), { ...trouble, code: 'NEW' })).toBe('NEW: Less than 5 % is free.');
    for (const text of Object.values(zhTroubles)) expect(text).not.toMatch(banned['zh-Hant'].words);
  });
});

describe('translation', () => {
  it('puts values in and refuses to show a hole', () => {
    expect(translator('en')('progress.tiles', { done: 1, total: 2 })).toBe('tiles 1/2');
    expect(() => translator('en')('progress.tiles', { done: 1 })).toThrow('total');
  });
});
