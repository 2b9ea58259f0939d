import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ActChoices } from '../src/contract.ts';
import { initialState, type PageState } from '../src/pageState.ts';
import { Acts } from '../src/signOn/acts.ts';
import { emptyPad, withDigit } from '../src/signOn/signOnState.ts';

const physician = { code: 'A1', name: 'Dr Lin', role: 'physician' as const };
const choices = (over: Partial<ActChoices> = {}) => ({ readers: [{ code: 'WARD', name: 'Ward' }], reasons: {}, people: [physician], stationActs: [], ...over }) as unknown as ActChoices;
const acts = (over: Partial<ActChoices> = {}) => {
  const state: PageState = { ...initialState('en'), choices: choices(over) };
  return { state, acts: new Acts(state, () => undefined, () => undefined) };
};
const signOn = { token: 'T', ...physician, idleSeconds: 120, ends: '2999-01-01T00:00:00Z' };
const answer = (status: number, body?: unknown) => new Response(body === undefined ? null : JSON.stringify(body), { status });

afterEach(() => vi.unstubAllGlobals());

describe('who acts', () => {
  it('is the station where the service lets one, and never for feedback', () => {
    const station = acts({ stationActs: ['Acknowledge'] });
    const sent = vi.fn(async () => undefined);
    station.acts.perform('Acknowledge', sent);
    expect(sent.mock.calls[0]).toMatchObject([{ reader: 'WARD' }]);
    station.acts.perform('Feedback', sent);
    expect(sent).toHaveBeenCalledTimes(1);
    expect(station.state.pad).not.toBeNull();
  });

  it('signs on once and the act that waited goes under the id it was given when it was tapped, also when the sign-on had ended', async () => {
    const { state, acts: who } = acts();
    vi.stubGlobal('fetch', async () => answer(200, signOn));
    const ids: string[] = [];
    let ended = true;
    who.perform('Feedback', async ({ act, token }) => {
      ids.push(act);
      if (token === 'T' && ended) {
        ended = false;
        throw new Error('SIGN_ON_REQUIRED');
      }
    });
    expect(ids).toEqual([]);
    for (let round = 1; round <= 2; round++) {
      expect(state.pad?.person).toEqual(physician);
      for (const digit of '123456') who.typeDigit(digit);
      who.trySignOn();
      await vi.waitFor(() => expect(ids).toHaveLength(round));
      await vi.waitFor(() => expect(state.pad === null).toBe(round === 2));
    }
    expect(ids[0]).toBe(ids[1]);
    expect(state.signedOn?.token).toBe('T');
  });

  it('is told to wait after a wrong PIN, and the digits are gone', async () => {
    const { state, acts: who } = acts();
    vi.stubGlobal('fetch', async () => answer(401, { code: 'SIGN_ON_REFUSED', retryAfterSeconds: 30 }));
    who.openPad();
    for (const digit of '000000') who.typeDigit(digit);
    who.trySignOn();
    await vi.waitFor(() => expect(state.pad?.refused).toBe('SIGN_ON_REFUSED'));
    expect([state.pad?.digits, state.pad!.waitUntil > performance.now() + 20_000]).toEqual(['', true]);
    for (const digit of '123456') who.typeDigit(digit);
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    who.trySignOn();
    expect(fetched).not.toHaveBeenCalled();
  });

  it('is nobody where nobody can sign on, and that is said', () => {
    const { state, acts: who } = acts({ people: [] });
    who.perform('Feedback', async () => undefined);
    expect(state.actRefused).toBe('NO_PEOPLE');
  });

  it('is signed off when the time is over', () => {
    const { state, acts: who } = acts();
    vi.stubGlobal('fetch', async () => answer(204));
    state.signedOn = { ...signOn, until: performance.now() - 1 };
    who.tick();
    expect(state.signedOn).toBeNull();
  });

  it('types no more digits than a PIN has', () => {
    let pad = emptyPad(physician);
    for (let i = 0; i < 20; i++) pad = withDigit(pad, '1');
    expect(pad.digits).toHaveLength(12);
  });
});
