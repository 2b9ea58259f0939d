import type { Translate } from './language.ts';

/** A length of time in words, rounded down. Negative lengths (a clock that was set back) read as 0 s. */
export function ageText(t: Translate, milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return t('age.seconds', { n: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('age.minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t('age.hours', { h: hours, m: minutes % 60 });
  return t('age.days', { d: Math.floor(hours / 24), h: hours % 24 });
}

/** `2026-01-31T08:05:00` as the scanner wrote it, without any zone arithmetic: `2026-01-31 08:05`. */
export function scannerTime(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

/** An instant in the time zone of this screen: `2026-01-31 08:05`. */
export function screenTime(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
