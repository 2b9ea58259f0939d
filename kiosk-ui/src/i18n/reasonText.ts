import { en, type TextKey } from './en.ts';
import type { CaseReason } from '../contract.ts';
import type { Translate } from './language.ts';
import { zhTroubles } from './zhTroubles.ts';

/** Words for a rule's reason code. A code without words is shown as such: a reason is never dropped. */
export function reasonText(t: Translate, code: string): string {
  const key = `reason.${code}`;
  return key in en ? t(key as TextKey) : t('reason.unknown', { code });
}

/** Words for the reason of a decision; the code itself where there are none. */
export function decisionReasonText(t: Translate, code: string): string {
  const key = `why.${code}`;
  return key in en ? t(key as TextKey) : code;
}

/** Words for a limit code of an analysis; the code itself where there are none. */
export function limitText(t: Translate, code: string): string {
  const key = `limit.${code}`;
  return key in en ? t(key as TextKey) : code;
}

/** What the service says is wrong, with its code: in Chinese where there are words, else as it came. */
export function troubleText(t: Translate, { code, text }: CaseReason): string {
  return `${code}: ${(t.language === 'zh-Hant' && zhTroubles[code]) || text}`;
}

/** Words for a code of feedback (why a node was judged so, a sign, what was found later); the code itself where there are none. */
export function codeText(t: Translate, kind: 'rejected' | 'reclassified' | 'sign' | 'outcome', code: string): string {
  const key = `${kind}.${code}`;
  return key in en ? t(key as TextKey) : code;
}
