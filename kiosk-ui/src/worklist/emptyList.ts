import { html, type TemplateResult } from 'lit-html';
import { screenTime } from '../i18n/time.ts';
import type { Translate } from '../i18n/language.ts';
import type { PageState } from '../pageState.ts';

/** No study yet: what the box knows of itself, and what to do next. Without a line it knows nothing. */
export function emptyList(state: PageState, t: Translate): TemplateResult {
  const status = state.status;
  if (state.link !== 'live' || status === null) return html`<div class="blank-list"><p class="empty-mark">?</p></div>`;
  const facts = [
    [t('check.model'), status.model === null ? t('check.modelWaits') : `${status.model.id} ${status.model.version} · ${status.model.provider}`],
    [t('check.dicom'), status.lastEcho === null ? t('box.noEcho') : t('box.lastEcho', { time: screenTime(status.lastEcho) })],
    [t('check.disk'), t('box.disk', { percent: Math.floor(status.diskFreeFraction * 100) })],
    [t('check.centre'), status.centreConnected ? t('box.centreConnected') : t('box.centreAway')],
  ];
  return html`<div class="blank-list" data-testid="empty-list">
    <p class="empty-title">${t('list.empty')}</p>
    <p class="how">${t('list.emptyHow')}</p>
    <h3>${t('list.firstRun')}</h3>
    <dl>${facts.map(([name, words]) => html`<div><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>
  </div>`;
}
