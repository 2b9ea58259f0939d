import { afterEach, describe, expect, it, vi } from 'vitest';
import { alarmBanner } from '../src/alarm/alarmBanner.ts';
import { alarmLines, openAlarms } from '../src/alarm/alarmModel.ts';
import { decisionView, isComplete } from '../src/alarm/decisionView.ts';
import { whoView } from '../src/alarm/whoView.ts';
import { postAcknowledge, postDecision } from '../src/connection/api.ts';
import { headerView } from '../src/header/headerView.ts';
import { translator } from '../src/i18n/language.ts';
import type { AlarmPhase } from '../src/contract.ts';
import type { DecisionDraft } from '../src/pageState.ts';
import { actions, page, status } from './pages.ts';
import { alarm, row } from './rows.ts';
import { templateText } from './templateText.ts';

const t = translator('en');
const choices = { readers: [{ code: 'A1', name: 'Dr Lin' }, { code: 'A2', name: 'Dr Wu' }], reasons: { TransferNow: ['AIRWAY'], TransferScheduled: ['BIOPSY_FIRST'], NoTransfer: ['KNOWN_DISEASE', 'NEW_CODE'] } };

afterEach(() => vi.unstubAllGlobals());

describe('alarm banner', () => {
  it('holds unseen P1 and P2 alarms only, the most urgent first, whatever their cases do now', () => {
    const rows = [
      row({ id: 'p2', state: 'Analysed', priority: 2, alarm: alarm({ level: 2 }) }),
      row({ id: 'p1 running again', revision: 2, state: 'Analysing', alarm: alarm({ raised: '2026-01-01T09:00:00Z' }) }),
      row({ id: 'p1', state: 'Analysed', priority: 1, alarm: alarm() }),
      row({ id: 'seen', state: 'Analysed', priority: 1, alarm: alarm({ phase: 'Acknowledged' }) }),
      row({ id: 'p3', state: 'Analysed', priority: 3, alarm: alarm({ level: 3 }) }),
      row({ id: 'closed', state: 'Analysed', priority: 1, alarm: alarm({ phase: 'Closed' }) }),
      row({ id: 'queued' }),
    ];
    expect(openAlarms(rows).map((known) => known.id)).toEqual(['p1', 'p1 running again', 'p2']);
  });

  it('says that nobody acknowledged in time', () => {
    const rows = [row({ state: 'Analysed', priority: 1, alarm: alarm({ escalations: 2 }) })];
    expect(templateText(alarmBanner(page(rows), t, actions))).toContain('NOBODY HAS ACKNOWLEDGED IN TIME: passed on 2');
  });

  it('offers a pause of the sound where there is one, and says until when it lasts', () => {
    const rows = [row({ state: 'Analysed', priority: 1, alarm: alarm() })];
    const banner = (sound: { configured: boolean; pausedUntil: string | null }) => templateText(alarmBanner(page(rows, { status: status({ sound }) }), t, actions));
    expect(banner({ configured: true, pausedUntil: null })).toContain(t('sound.pause'));
    expect(banner({ configured: true, pausedUntil: '2026-01-01T00:12:00Z' })).toMatch(/paused until/);
    expect(banner({ configured: false, pausedUntil: null })).not.toContain(t('sound.pause'));
    expect(templateText(headerView(page([], { status: status({ sound: { configured: false, pausedUntil: null } }) }), t, actions))).toContain(t('sound.none'));
  });
});

describe('the life of an alarm in words', () => {
  it.each([
    [alarm(), '▲▲▲ P1: NOT ACKNOWLEDGED YET'],
    [alarm({ level: 2, phase: 'Acknowledged', acknowledged: '2026-01-01T00:00:00Z', acknowledgedBy: 'A1' }), '▲▲ P2: acknowledged by A1'],
    [alarm({ phase: 'Decided', decision: 'NoTransfer', decidedBy: 'A2', decided: '2026-01-01T00:00:00Z' }), '▲▲▲ P1: No transfer — A2'],
    [alarm({ phase: 'Closed', decision: 'TransferNow', decidedBy: 'A2', decided: '2026-01-01T00:00:00Z' }), '▲▲▲ P1: closed; Transfer now — A2'],
  ])('%#', (known, said) => expect(alarmLines(t, row({ alarm: known }))[0]).toContain(said));

  it('is empty without an alarm, and the decision then still says that this is no normal report', () => {
    expect(alarmLines(t, row())).toEqual([]);
    expect(templateText(decisionView(row({ state: 'Analysed', priority: 4 }), page([]), t, actions))).toContain('not a normal report');
  });
});

describe('a decision', () => {
  const draft = (over: Partial<DecisionDraft>): DecisionDraft => ({ caseId: 'a', decision: 'NoTransfer', reasons: ['KNOWN_DISEASE'], priority: 3, ...over });

  it('is complete with a reason, unless the transfer is now, and always with the physician\'s own priority', () => {
    expect(isComplete(draft({}))).toBe(true);
    expect(isComplete(draft({ reasons: [] }))).toBe(false);
    expect(isComplete(draft({ priority: null }))).toBe(false);
    expect(isComplete(draft({ decision: 'TransferNow', reasons: [] }))).toBe(true);
  });

  it('offers the reasons that the service knows, with words or as they are, and proposes no priority', () => {
    const known = row({ state: 'Analysed', priority: 1, alarm: alarm() });
    const view = templateText(decisionView(known, page([known], { choices, draft: draft({ reasons: [], priority: null }) }), t, actions));
    expect(view).toContain('known disease');
    expect(view).toContain('NEW_CODE');
    expect(view).not.toMatch(/data-own-priority=\d aria-pressed=true/);
  });

  it('can be acknowledged where the case is open, until it is', () => {
    const view = (phase: AlarmPhase) => {
      const known = row({ state: 'Analysed', priority: 3, alarm: alarm({ level: 3, phase }) });
      return templateText(decisionView(known, page([known], { choices }), t, actions));
    };
    expect(view('Raised')).toContain('data-testid="seen"');
    expect(view('Acknowledged')).not.toContain('data-testid="seen"');
  });

  it('cannot be changed once the alarm is closed', () => {
    const closed = row({ state: 'Analysed', priority: 1, alarm: alarm({ phase: 'Closed' }) });
    expect(templateText(decisionView(closed, page([closed], { choices }), t, actions))).not.toContain('data-decision');
  });
});

describe('who acts', () => {
  it('is asked with the configured names and no text field', () => {
    const view = templateText(whoView(page([], { choices, asksWho: true }), t, actions));
    expect(view).toContain('Dr Lin');
    expect(view).toContain('Dr Wu');
    expect(view).not.toMatch(/<input|<textarea/);
  });

  it('sees it when an act was not taken', () => {
    expect(templateText(whoView(page([], { actRefused: 'ALARM_CHANGED' }), t, actions))).toContain('Not recorded (ALARM_CHANGED)');
  });
});

describe('acts to the service', () => {
  const act = { act: '0198a1b2-0000-7000-8000-000000000001', reader: 'A1' };

  it('are sent once more under the same id when the line breaks, with the revision and level that were on the screen', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      sent.push(JSON.parse(init.body as string));
      if (sent.length === 1) throw new TypeError('network');
      return new Response(null, { status: 204 });
    });
    await postAcknowledge('a', act, alarm({ revision: 2, level: 1 }));
    expect(sent).toEqual([{ ...act, revision: 2, level: 1 }, { ...act, revision: 2, level: 1 }]);
  });

  it('are done only when the service says so', async () => {
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ code: 'ALARM_CHANGED', text: '…' }), { status: 409 }));
    await expect(postAcknowledge('a', act, alarm())).rejects.toThrow('ALARM_CHANGED');
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 500 }));
    await expect(postDecision('a', act, { revision: 1, decision: 'TransferNow', reasons: [], priority: 1 })).rejects.toThrow('HTTP 500');
  });
});
