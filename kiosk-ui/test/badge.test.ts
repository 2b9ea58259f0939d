import { afterEach, describe, expect, it, vi } from 'vitest';
import { initialState, type PageActions } from '../src/pageState.ts';
import { Acts } from '../src/signOn/acts.ts';
import { badgeOf, emptyPad, withKey } from '../src/signOn/signOnState.ts';
import { typeIntoPad } from '../src/signOn/signOnView.ts';

const physician = { code: 'A1', name: 'Dr Lin', role: 'physician' as const };
const typed = (keys: string, gapMs: number, person: typeof physician | null = null) => [...keys].reduce((pad, key, i) => withKey(pad, key, 1000 + i * gapMs), emptyPad(person));

afterEach(() => vi.unstubAllGlobals());

describe('a badge reader is a keyboard', () => {
  it.each([
    ['nobody chosen', '0004512399', 120, null, true],
    ['faster than a hand', '0004512399', 8, physician, true],
    ['letters', '04A7F2B1', 200, physician, true],
    ['more digits than a PIN has', '0004512399123', 200, physician, true],
    ['a PIN by hand', '48392011', 120, physician, false],
    ['too short', '4839201', 8, null, false],
  ])('%s', (_, keys, gap, person, isBadge) => {
    expect(badgeOf(typed(keys, gap, person))).toBe(isBadge ? keys : null);
  });

  it('signs on with Enter, also when a button has the focus, and the act that waited is done', async () => {
    const bodies: unknown[] = [];
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      bodies.push(JSON.parse(init.body as string));
      return new Response(JSON.stringify({ token: 'T', ...physician, idleSeconds: 120, ends: '2999-01-01T00:00:00Z' }), { status: 200 });
    });
    const state = { ...initialState('en'), choices: { readers: [], reasons: {}, people: [physician], stationActs: [] } as never };
    const acts = new Acts(state, () => undefined, () => undefined);
    const done = vi.fn(async () => undefined);
    acts.perform('Feedback', done);
    const key = (name: string, at: number) => {
      const event = { key: name, timeStamp: at, ctrlKey: false, altKey: false, metaKey: false, target: { matches: () => true }, preventDefault: vi.fn() };
      typeIntoPad(event as unknown as KeyboardEvent, state, acts as unknown as PageActions);
      return event.preventDefault;
    };
    [...'0004512399'].forEach((digit, i) => key(digit, i * 5));
    expect(key('Enter', 60)).toHaveBeenCalled();
    await vi.waitFor(() => expect(done).toHaveBeenCalled());
    expect(bodies).toEqual([{ badge: '0004512399' }]);
    expect(done.mock.calls[0]).toMatchObject([{ token: 'T' }]);
  });
});
