import { html, nothing, type TemplateResult } from 'lit-html';
import type { ApplianceStatus } from '../contract.ts';
import { ageText, screenTime } from '../i18n/time.ts';
import type { Translate } from '../i18n/language.ts';
import { signedOnView } from '../signOn/signOnView.ts';
import type { PageActions, PageState } from '../pageState.ts';

export function headerView(state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const status = state.status;
  return html`<header>
    <h1>${t('app.name')}<small>${t('app.subtitle')}</small></h1>
    <div class="box ${status?.ready ? '' : 'troubled'}" data-testid="box-state">
      <b>${status === null ? t('box.unknown') : status.ready ? t('box.ready') : t('box.problems')}</b>
      ${(status?.problems ?? []).map((problem) => html`<span class="problem" data-code=${problem.code}>${problem.code} ${sinceText(problem.code, state, t)}</span>`)}
      ${status === null || status.sound.configured ? nothing : html`<span class="facts">${t('sound.none')}</span>`}
      ${status === null ? nothing : facts(status, t)}
    </div>
    ${status === null ? nothing : model(status, t)}
    <span class="connection link-${state.link}" data-testid="connection" data-link=${state.link}>${t(`link.${state.link}`)}</span>
    ${signedOnView(state, t, actions)}
    <button type="button" class="language" data-testid="service-button" @click=${() => actions.toggleService()}>${t('service.open')}</button>
    <button type="button" class="language" data-testid="language" title=${t('language.switch')} @click=${() => actions.switchLanguage()}>
      ${t('language.other')}
    </button>
  </header>`;
}

/** For how long a technical alarm has stood; empty for what has only just come. */
function sinceText(code: string, state: PageState, t: Translate): string {
  const alarm = state.status?.technicalAlarms.find((standing) => standing.code === code);
  return alarm === undefined ? '' : t('technical.since', { age: ageText(t, Date.now() + state.clockOffsetMs - Date.parse(alarm.since)) });
}

function facts(status: ApplianceStatus, t: Translate): TemplateResult {
  const { count, oldestSeconds } = status.unsent;
  const unsent =
    oldestSeconds === null ? t('box.unsent', { count }) : t('box.unsentOldest', { count, age: ageText(t, oldestSeconds * 1000) });
  return html`<span class="facts">
    <span data-testid="unsent">${unsent}</span>
    <span>${status.centreConnected ? t('box.centreConnected') : t('box.centreAway')}</span>
    <span>${t('box.disk', { percent: Math.floor(status.diskFreeFraction * 100) })}</span>
    <span>${status.lastEcho === null ? t('box.noEcho') : t('box.lastEcho', { time: screenTime(status.lastEcho) })}</span>
  </span>`;
}

function model(status: ApplianceStatus, t: Translate): TemplateResult {
  if (status.model === null) return html`<div class="model"><b>${t('box.noModel')}</b></div>`;
  const { id, version, provider, clinicalUse } = status.model;
  return html`<div class="model">
    <span>${t('box.model', { id, version })} · ${provider}</span>
    ${clinicalUse ? nothing : html`<b class="reference" data-testid="reference-model">${t('box.reference')}</b>`}
  </div>`;
}
