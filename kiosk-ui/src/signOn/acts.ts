import { newActId } from '../connection/actId.ts';
import { postExtend, postSignOff, postSignOn, Refusal, type Act } from '../connection/api.ts';
import type { ActKind, Person } from '../contract.ts';
import type { PageState } from '../pageState.ts';
import { badgeOf, canTry, emptyPad, withDigit, withKey, withoutDigit, type PinPad } from './signOnState.ts';

type Work = (act: Act) => Promise<void>;

const extendEveryMs = 15_000;
const stationUsual = ['Acknowledge', 'Pause', 'Decide'];

/**
 * Finds out who acts before anything is sent: who is signed on, else a station where the service lets one act, else whoever signs on now. An
 * act that waited for the sign-on goes under the id it was given when it was tapped.
 */
export class Acts {
  #waiting: { work: Work; act: string } | null = null;
  #extended = -Infinity;

  constructor(
    readonly state: PageState,
    readonly changed: () => void,
    readonly learn: () => void,
  ) {}

  perform(kind: ActKind, work: Work): void {
    this.state.actRefused = null;
    this.#identify(kind, { work, act: newActId() });
    this.changed();
  }

  /** The station that acts; null takes the act back. */
  actAs(reader: string | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.state.asksWho = false;
    if (reader !== null && waiting !== null) this.#send(waiting, { act: waiting.act, reader });
    this.changed();
  }

  openPad(): void {
    const physicians = (this.state.choices?.people ?? []).filter((person) => person.role === 'physician');
    this.state.pad = emptyPad(physicians.length === 1 ? physicians[0]! : null);
    this.changed();
  }

  closePad(): void {
    this.#waiting = null;
    this.state.pad = null;
    this.changed();
  }

  choosePerson(person: Person): void {
    if (this.state.pad !== null) this.state.pad = { ...this.state.pad, person, digits: '', refused: null };
    this.changed();
  }

  typeDigit(digit: string): void {
    if (this.state.pad !== null) this.state.pad = withDigit(this.state.pad, digit);
    this.changed();
  }

  eraseDigit(): void {
    if (this.state.pad !== null) this.state.pad = withoutDigit(this.state.pad);
    this.changed();
  }

  typeKey(key: string, at: number): void {
    if (this.state.pad !== null) this.state.pad = withKey(this.state.pad, key, at);
    this.changed();
  }

  /** What a badge reader typed signs on; false: no badge was read. */
  tryBadge(): boolean {
    const pad = this.state.pad;
    const badge = pad === null ? null : badgeOf(pad);
    if (pad === null || badge === null) return false;
    if (!pad.busy && performance.now() >= pad.waitUntil) this.#signOn(pad, { badge });
    else this.state.pad = { ...pad, digits: '', typed: emptyPad(null).typed };
    return true;
  }

  trySignOn(): void {
    const pad = this.state.pad;
    if (pad === null || pad.person === null || !canTry(pad, performance.now())) return;
    this.#signOn(pad, { code: pad.person.code, pin: pad.digits });
  }

  #signOn(pad: PinPad, proof: Parameters<typeof postSignOn>[0]): void {
    this.state.pad = { ...emptyPad(pad.person), busy: true };
    this.changed();
    postSignOn(proof)
      .then((signOn) => {
        this.state.signedOn = { ...signOn, until: performance.now() + signOn.idleSeconds * 1000 };
        this.state.pad = null;
        const waiting = this.#waiting;
        this.#waiting = null;
        if (waiting !== null) this.#send(waiting, { act: waiting.act, token: signOn.token });
      })
      .catch((error: unknown) => {
        const wait = error instanceof Refusal ? error.retryAfterSeconds : 0;
        this.state.pad = { ...emptyPad(pad.person), refused: (error as Error).message, waitUntil: performance.now() + wait * 1000 };
      })
      .finally(this.changed);
  }

  signOff(): void {
    const token = this.state.signedOn?.token;
    this.state.signedOn = null;
    if (token !== undefined) postSignOff(token).catch(() => undefined);
    this.changed();
  }

  /** A touch or key of whoever is signed on puts the end off. */
  touched(): void {
    const who = this.state.signedOn;
    const now = performance.now();
    if (who === null) return;
    who.until = now + who.idleSeconds * 1000;
    if (now - this.#extended < extendEveryMs) return;
    this.#extended = now;
    postExtend(who.token).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'SIGN_ON_REQUIRED' && this.state.signedOn === who) this.state.signedOn = null;
      this.changed();
    });
  }

  /** Signs off whoever has gone. */
  tick(): void {
    const who = this.state.signedOn;
    if (who !== null && (performance.now() >= who.until || Date.now() + this.state.clockOffsetMs >= Date.parse(who.ends))) this.signOff();
  }

  #identify(kind: ActKind, waiting: { work: Work; act: string }): void {
    const { signedOn, choices } = this.state;
    const readers = choices?.readers ?? [];
    const people = choices?.people ?? [];
    const asStation = kind !== 'Feedback' && (choices?.stationActs ?? stationUsual).includes(kind);
    if (signedOn !== null) this.#send(waiting, { act: waiting.act, token: signedOn.token });
    else if (asStation && readers.length === 1) this.#send(waiting, { act: waiting.act, reader: readers[0]!.code });
    else if (asStation && readers.length > 1) {
      this.#waiting = waiting;
      this.state.asksWho = true;
    } else if (people.length > 0) {
      this.#waiting = waiting;
      this.openPad();
    } else {
      this.state.actRefused = asStation ? 'READER_UNKNOWN' : 'NO_PEOPLE';
      this.learn();
    }
  }

  #send(waiting: { work: Work; act: string }, act: Act): void {
    waiting.work(act).catch((error: unknown) => {
      const code = (error as Error).message;
      if (code === 'SIGN_ON_REQUIRED') {
        // The same act under the same id, once somebody has signed on again.
        this.state.signedOn = null;
        this.#waiting = waiting;
        this.openPad();
      } else this.state.actRefused = code;
      if (['SIGN_ON_REQUIRED', 'READER_UNKNOWN', 'NO_PEOPLE'].includes(code)) this.learn();
      this.changed();
    });
  }
}
