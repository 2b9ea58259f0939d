import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { CaseRow } from '../contract.ts';
import { reasonText } from '../i18n/reasonText.ts';
import { ageText, screenTime } from '../i18n/time.ts';
import type { Translate } from '../i18n/language.ts';
import { firstLines, personId, personName } from '../i18n/words.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { alarmMark, earlierRevision, escalation, openAlarms } from './alarmModel.ts';
import { studyText } from '../worklist/worklistView.ts';

/** Unseen P1 and P2 alarms, the most urgent first. Hidden while the line is down: an old alarm is no statement about now. */
export function alarmBanner(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  const alarms = state.link === 'live' ? openAlarms(state.rows ?? []) : [];
  if (alarms.length === 0) return nothing;
  // Beside an open case one is enough: the pictures need the room, the list says the rest.
  const shown = state.selectedId === null ? 2 : 1;
  const further = alarms.length - shown;
  return html`<div class="alarms" role="alert" data-testid="alarm-banner">
    ${repeat(alarms.slice(0, shown), (row) => row.id, (row) => alarmView(row, state, t, actions))}
    <div class="more">${pauseButton(state, t, actions)} ${further > 0 ? html`<span>${t('alarm.more', { count: further })}</span>` : nothing}</div>
  </div>`;
}

/** Only where the box itself makes the sound; it comes back by itself. */
function pauseButton(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  const sound = state.status?.sound;
  if (sound === undefined || !sound.configured) return nothing;
  if (sound.pausedUntil !== null) return html`<span data-testid="sound-paused">${t('sound.paused', { time: screenTime(sound.pausedUntil) })}</span>`;
  return html`<button type="button" data-testid="sound-pause" @click=${() => actions.pauseSound()}>${t('sound.pause')}</button>`;
}

function alarmView(row: CaseRow, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const alarm = row.alarm!;
  const raised = Date.now() + state.clockOffsetMs - Date.parse(alarm.raised);
  const lines = [...escalation(t, alarm), ...earlierRevision(t, row), ...alarm.reasonCodes.map((code) => reasonText(t, code))];
  return html`<article class="alarm form-p${alarm.level}" data-case-id=${row.id} data-priority=${alarm.level}>
    <p class="level"><b>${alarmMark(alarm)}</b> <span>${t(`priority.${alarm.level}`)}</span></p>
    <div class="identity">
      <p class="who">${personName(t, row)}</p>
      <p>${personId(t, row)} · ${studyText(t, row)} · ${t('alarm.raised', { age: ageText(t, raised) })}</p>
    </div>
    <ul class="reasons">${firstLines(t, lines, 3).map((line) => html`<li>${line}</li>`)}</ul>
    <div class="buttons">
      ${state.acknowledgeFailed.has(row.id) ? html`<span role="alert">${t('alarm.failed')}</span>` : nothing}
      <button type="button" @click=${() => actions.select(row.id)}>${t('alarm.open')}</button>
      <button
        type="button"
        data-testid="alarm-acknowledge"
        data-case-id=${row.id}
        ?disabled=${state.acknowledging.has(row.id)}
        @click=${() => actions.acknowledge(row.id)}
      >
        ${t('alarm.seen')}
      </button>
    </div>
  </article>`;
}
