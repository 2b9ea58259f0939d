import { en, type TextKey } from './en.ts';
import { zhHant } from './zhHant.ts';

export type Language = 'zh-Hant' | 'en';
export type { TextKey };

export const texts: Record<Language, Record<TextKey, string>> = { 'zh-Hant': zhHant, en };

export type Translate = ((key: TextKey, values?: Record<string, string | number>) => string) & { readonly language: Language };

/** The sentences of one language; a `{name}` without a value is a defect and throws. */
export function translator(language: Language): Translate {
  const table = texts[language];
  const translate = (key: TextKey, values: Record<string, string | number> = {}) =>
    table[key].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`text ${key} lacks a value for ${name}`);
      return String(value);
    });
  return Object.assign(translate, { language });
}

export function otherLanguage(language: Language): Language {
  return language === 'en' ? 'zh-Hant' : 'en';
}

const storageKey = 'edgenode.language';

/** `?lang=en` wins, then the last choice on this screen, then Traditional Chinese. */
export function initialLanguage(): Language {
  const wanted = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(storageKey);
  return wanted === 'en' ? 'en' : 'zh-Hant';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
}
