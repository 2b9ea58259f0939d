import type { Person } from '../contract.ts';
import type { SignOn } from '../connection/api.ts';

/** The pad while somebody signs on. Digits live here only until they are sent. */
export interface PinPad {
  person: Person | null;
  digits: string;
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

export function emptyPad(person: Person | null): PinPad {
  return { person, digits: '', refused: null, waitUntil: 0, busy: false };
}

export function withDigit(pad: PinPad, digit: string): PinPad {
  return pad.digits.length >= pinLength[1] || pad.busy ? pad : { ...pad, digits: pad.digits + digit, refused: null };
}

export function withoutDigit(pad: PinPad): PinPad {
  return { ...pad, digits: pad.digits.slice(0, -1) };
}

export function canTry(pad: PinPad, now: number): boolean {
  return pad.person !== null && !pad.busy && pad.digits.length >= pinLength[0] && now >= pad.waitUntil;
}

export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}
