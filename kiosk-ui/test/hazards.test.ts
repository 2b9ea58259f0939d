import { describe, expect, it, vi } from 'vitest';
import { alarmBanner } from '../src/alarm/alarmBanner.ts';
import { whoView } from '../src/alarm/whoView.ts';
import { ContractError } from '../src/contractCheck.ts';
import { caseStates, type CaseResult, type CaseState } from '../src/contract.ts';
import { findingsView } from '../src/findings/findingsView.ts';
import { bannersView } from '../src/header/bannersView.ts';
import { footerView } from '../src/header/footerView.ts';
import { headerView } from '../src/header/headerView.ts';
import { noteView } from '../src/note/noteView.ts';
import { texts, translator, type Language } from '../src/i18n/language.ts';
import { CaseImages } from '../src/viewer/caseImages.ts';
import { bindMask } from '../src/viewer/mask.ts';
import { planeAxes } from '../src/viewer/orientation.ts';
import { VolumeStream } from '../src/viewer/volumeStream.ts';
import { badgeOf } from '../src/worklist/rowModel.ts';
import { worklistView } from '../src/worklist/worklistView.ts';
import { actions, detailOf, page, status } from './pages.ts';
import { alarm, row } from './rows.ts';
import { templateText } from './templateText.ts';

const t = translator('en');
const p4 = row({ state: 'Analysed', priority: 4, reasonCodes: ['NO_ALARM_CRITERIA'] });
const alarmed = row({ id: 'b', state: 'Analysed', priority: 1, reasonCodes: ['ENE_SUSPECT'], alarm: alarm(), patientName: 'Chen^Mei', patientId: 'T-7', studyTime: '2026-01-31T08:05:00' });
const result = (over: object = {}) =>
  ({
    caseId: 'b', revision: 1, state: 'Analysed', model: { id: 'm', version: '3.1' }, limits: [],
    nodes: [{ id: 1, label: 'Ene', side: 'left', longAxisMm: 12, shortAxisMm: 9, volumeMm3: 900, meanHu: 60, axialSlice: 3, lowDensityFraction: null }],
    priority: { level: 1, reasons: [{ rule: 'U1', level: 1, code: 'ENE_SUSPECT', nodes: [1], source: 'src' }], rulesVersion: 'rules-9' },
    ...over,
  }) as unknown as CaseResult;

// The rows of the hazard table, each with its control. Take the control away and the test fails.
describe('what must never happen', () => {
  it('"no finding" is confused with "not analysed": states without a result say so, carry no priority, and an unknown one is refused', () => {
    for (const state of caseStates.filter((known) => known !== 'Analysed')) {
      const badge = badgeOf(t, row({ state }), false);
      expect([badge.form, badge.mark]).toEqual(['none', '']);
      expect(badge.text).toMatch(/not analysed|no result/i);
      expect(() => badgeOf(t, row({ state, priority: 4 }), false)).toThrow(ContractError);
    }
    expect(() => badgeOf(t, row({ state: 'Rejected' as CaseState }), false)).toThrow(ContractError);
    expect(templateText(bannersView(page([row({ state: 'Rejected' as CaseState })]), t))).toContain(t('fault.title'));
  });

  it.each(Object.keys(texts) as Language[])('P4 is read as a normal report (%s): the sentence denies it, without tick or colour', (language) => {
    const local = translator(language);
    const badge = badgeOf(local, p4, false);
    expect(badge.text).toMatch(/not a normal report|並非正常報告/);
    const screen = templateText(worklistView(page([p4]), local, actions)) + templateText(findingsView(page([p4]), local, actions));
    expect(screen).not.toMatch(/✓|✔|☑|green|#0f0/i);
    expect(screen).toMatch(/not a normal report|並非正常報告/);
  });

  it('a screen without contact shows an old result: nothing of one survives, and a band says so', () => {
    const stale = page([alarmed, p4], { link: 'stale', detail: detailOf(alarmed, result()), status: null, silentSeconds: 9 });
    const screen = [worklistView(stale, t, actions), findingsView(stale, t, actions), alarmBanner(stale, t, actions), headerView(stale, t, actions), noteView({ ...stale, noteOpen: true }, t, actions, null)].map(templateText).join(' ');
    for (const gone of ['not a normal report', 'ALARM', 'ATTENTION', 'Extranodal', 'P1', 'P4', 'ANALYSED', '12.0 × 9.0', 'NOT ACKNOWLEDGED']) {
      expect(screen, gone).not.toContain(gone);
    }
    expect(templateText(bannersView(stale, t))).toContain(t('stale.title'));
  });

  it('a result is taken for another patient\'s: name, ID and study time stand at the alarm, the list and the findings', () => {
    const open = page([alarmed], { detail: detailOf(alarmed, result()) });
    for (const view of [alarmBanner(open, t, actions), worklistView(open, t, actions), findingsView(open, t, actions)]) {
      for (const who of ['Chen Mei', 'T-7', '2026-01-31 08:05']) expect(templateText(view)).toContain(who);
    }
  });

  it('a mask is drawn on another case\'s images: bound to case, revision, grid and voxel count, or not drawn', () => {
    const geometry = { size: [2, 2, 1], spacingMm: [1, 1, 1], originMm: [0, 0, 0], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
    const own = result({ geometry, nodes: [] });
    expect(bindMask(new Uint8Array(4), own, geometry)).toMatchObject({ caseId: 'b', revision: 1 });
    expect(bindMask(new Uint8Array(5), own, geometry)).toBe('mask.length');
    expect(bindMask(new Uint8Array(4), own, { ...geometry, originMm: [0, 0, 9] })).toBe('mask.geometry');
    expect(new CaseImages('b', 1, () => undefined).belongTo(detailOf(row({ id: 'b', revision: 2 })))).toBe(false);
    expect(new CaseImages('b', 1, () => undefined).belongTo(detailOf(row({ id: 'a', revision: 1 })))).toBe(false);
  });

  it('a superseded result passes for the present one: it names model, rules and revision, and is gone while a new one is computed', () => {
    const findings = templateText(findingsView(page([alarmed], { detail: detailOf(alarmed, result()) }), t, actions));
    const note = templateText(noteView(page([alarmed], { detail: detailOf(alarmed, result()), noteOpen: true }), t, actions, null));
    for (const named of ['3.1', 'rules-9', 'revision 1']) expect(note).toContain(named);
    for (const named of ['3.1', 'rules-9', 'revision 1']) expect(findings).toContain(named);
    const again = row({ id: 'b', revision: 2, state: 'Analysing' });
    expect(templateText(findingsView(page([again], { detail: detailOf(again) }), t, actions))).toContain(t('nodes.notAnalysed'));
  });

  it('the published figures pass for those of a model that is not for clinical use: screen and note say that they are not', () => {
    for (const clinicalUse of [false, true]) {
      const state = page([alarmed], { detail: detailOf(alarmed, result()), noteOpen: true, status: status({ model: { id: 'm', version: '1', provider: 'CPU', clinicalUse } }) });
      for (const shown of [footerView(state, t), noteView(state, t, actions, null)]) expect(templateText(shown).includes(t('footer.reference'))).toBe(!clinicalUse);
    }
  });

  it('late slices or a calmer revision take an unseen alarm off the screen: it stays, says of which revision it is, and keeps its level', () => {
    for (const [over, said] of [
      [{ revision: 2, state: 'Receiving', priority: null, reasonCodes: [] }, 'Revision 2 is not analysed'],
      [{ revision: 2, state: 'Failed', priority: null, reasonCodes: [] }, 'Revision 2 is not analysed'],
      [{ revision: 2, priority: 4, reasonCodes: ['NO_ALARM_CRITERIA'] }, 'Revision 2 proposes P4'],
    ] as const) {
      const banner = templateText(alarmBanner(page([row({ ...alarmed, ...over, reasonCodes: [...over.reasonCodes] })]), t, actions));
      expect(banner).toContain('▲▲▲ P1');
      expect(banner).toContain('Extranodal extension suspected');
      expect(banner).toContain(said);
    }
  });

  it('a full disk or a model that loads is overlooked: a band says it in words of its own', () => {
    for (const code of ['DISK_FULL', 'MODEL_LOADING'] as const) {
      const other = { code: 'CENTRE_UNREACHABLE', text: 'no line' };
      const band = templateText(bannersView(page([], { status: status({ ready: false, problems: [other, { code, text: 'what to do' }] }) }), t));
      expect(band).toContain(t(`band.${code}`));
      expect(band).toContain('what to do');
    }
  });

  it('an act counts that the service has not taken: a draft is not shown as said, a refusal is', () => {
    const open = page([alarmed], { detail: detailOf(alarmed, result()), selectedNode: 1, verdict: { node: 1, verdict: 'Reject', reasons: [] } });
    const findings = templateText(findingsView(open, t, actions));
    expect(findings).not.toContain('data-testid="said"');
    expect(findings).toContain(t('rejected.VESSEL'));
    expect(templateText(whoView(page([alarmed], { actRefused: 'REVISION_CHANGED' }), t, actions))).toContain('Not recorded (REVISION_CHANGED)');
  });

  it('signs count that nobody recorded: a ticked box is no word of the record, also where nothing is analysed', () => {
    const waiting = row({ id: 'b', state: 'Failed' });
    const choices = { readers: [], reasons: {}, signs: { redFlags: ['AIRWAY'], risks: ['FIRM'] } } as never;
    const findings = templateText(findingsView(page([waiting], { detail: detailOf(waiting), choices, signs: ['AIRWAY'] }), t, actions));
    expect(findings).toContain(t('signs.record'));
    expect(findings).not.toContain('data-testid="signs-said"');
  });

  it('the model is not there and nobody notices: the header says that nothing is analysed, and that a self-test failed', () => {
    const failed = { code: 'SELF_TEST_FAILED', text: 'The model does not find what it must find.', since: '2026-01-01T00:05:00Z' };
    const header = templateText(headerView(page([], { status: status({ ready: false, model: null, problems: [failed], technicalAlarms: [failed] }) }), t, actions));
    expect(header).toContain(t('box.noModel'));
    expect(header).toContain(t('box.problems'));
    expect(header).toContain('SELF_TEST_FAILED');
    expect(header).not.toContain(t('box.ready'));
  });

  it('a half-loaded volume is read: a slice that has not come is none at all, and an answer that is too short fails', async () => {
    const geometry = { size: [2, 2, 40], spacingMm: [1, 1, 1], originMm: [0, 0, 0], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
    let short = false;
    vi.stubGlobal('fetch', (_: string, { headers }: { headers: { Range: string } }) => {
      const [first, last] = /(\d+)-(\d+)/.exec(headers.Range)!.slice(1).map(Number) as [number, number];
      // What lies beyond the first block never comes.
      if (first >= 64) return new Promise(() => undefined);
      const sent = { 'X-Geometry': JSON.stringify(geometry), 'Content-Range': `bytes ${first}-${last}/320` };
      return Promise.resolve(new Response(new Uint8Array(last - first + (short ? 0 : 1)), { status: 206, headers: sent }));
    });
    const stop = new AbortController();
    const volume = await VolumeStream.open('/volume', null, stop.signal);
    expect(Array.from({ length: 40 }, (_, z) => volume.slice(z)).every((slice) => slice === null)).toBe(true);
    volume.want(0);
    void volume.load(() => undefined).catch(() => undefined);
    await vi.waitFor(() => expect(volume.slice(0)).not.toBeNull());
    expect(volume.slice(39)).toBeNull();
    short = true;
    stop.abort();
    await expect(VolumeStream.open('/volume', null, stop.signal)).rejects.toThrow('of 2 bytes');
    vi.unstubAllGlobals();
  });

  it('the sides are swapped: R and L come from the direction cosines alone', () => {
    const marks = (direction: number[]) => {
      const { flipU, marks: found } = planeAxes(direction, 'axial');
      return [flipU, found.left, found.right];
    };
    expect(marks([1, 0, 0, 0, 1, 0, 0, 0, 1])).toEqual([false, 'R', 'L']);
    expect(marks([-1, 0, 0, 0, 1, 0, 0, 0, 1])).toEqual([true, 'R', 'L']);
  });
});
