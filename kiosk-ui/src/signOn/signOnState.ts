import type { Person } from '../contract.ts';
import type { SignOn } from '../connection/api.ts';

/** What a keyboard typed since the last Enter. A badge reader is one, too: it types the badge's code and Enter, faster than anybody. */
export interface Typed {
  keys: string;
  /** Of the last key, and the longest time between two, in ms of `event.timeStamp`. */
  at: number;
  longestGap: number;
}

/** The pad while somebody signs on. Digits and keys live here only until they are sent. */
export interface PinPad {
  person: Person | null;
  digits: string;
  typed: Typed;
  /** Code of what went wrong at the last try; null before. */
  refused: string | null;
  /** `performance.now()` before which a try would be refused unseen. */
  waitUntil: number;
  busy: boolean;
}

export interface SignedOn extends SignOn {
  /** `performance.now()` at which the page signs off by itself. */
  until: number;
}

export const pinLength = [6, 12] as const;
const badgeLength = [8, 64] as const;
const handGapMs = 50;
const nothingTyped: Typed = { keys: '', at: 0, longestGap: 0 };

export function emptyPad(person: Person | null): PinPad {
  return { person, digits: '', typed: nothingTyped, refused: null, waitUntil: 0, busy: false };
}

export function withDigit(pad: PinPad, digit: string): PinPad {
  return pad.digits.length >= pinLength[1] || pad.busy ? pad : { ...pad, digits: pad.digits + digit, refused: null };
}

export function withKey(pad: PinPad, key: string, at: number): PinPad {
  const { keys, at: before, longestGap } = pad.typed;
  const typed = { keys: (keys + key).slice(-badgeLength[1]), at, longestGap: keys === '' ? 0 : Math.max(longestGap, at - before) };
  return { ...(/^\d$/.test(key) ? withDigit(pad, key) : pad), typed };
}

/** The code of a badge where one was read: what no PIN of somebody who was chosen can be, or what no hand types. Null for a PIN. */
export function badgeOf({ person, typed: { keys, longestGap } }: PinPad): string | null {
  if (keys.length < badgeLength[0]) return null;
  return person === null || /\D/.test(keys) || keys.length > pinLength[1] || longestGap < handGapMs ? keys : null;
}

export function withoutDigit(pad: PinPad): PinPad {
  return { ...pad, digits: pad.digits.slice(0, -1), typed: nothingTyped };
}

export function canTry(pad: PinPad, now: number): boolean {
  return pad.person !== null && !pad.busy && pad.digits.length >= pinLength[0] && now >= pad.waitUntil;
}

export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}
