import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseDetail, CaseResult } from '../contract.ts';
import { decisionView } from '../alarm/decisionView.ts';
import { limitText } from '../i18n/reasonText.ts';
import { missedView } from '../feedback/missedView.ts';
import { outcomeView } from '../feedback/outcomeView.ts';
import type { Translate } from '../i18n/language.ts';
import { personId, personName } from '../i18n/words.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { studyText } from '../worklist/worklistView.ts';
import { badgeOf } from '../worklist/rowModel.ts';
import { nodeList } from './nodeList.ts';
import { reasonList } from './reasonList.ts';
import { recordView } from './recordView.ts';
import { seriesView } from './seriesView.ts';
import { signsView } from '../feedback/signsView.ts';

/** The open case in words: identity, priority with its reasons, nodes, limits. Empty while the line is down. */
export function findingsView(state: PageState, t: Translate, actions: PageActions): TemplateResult {
  return html`<aside class="findings" data-testid="findings">${state.link === 'live' ? content(state, t, actions) : nothing}</aside>`;
}

function content(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  if (state.selectedId === null) return nothing;
  if (state.detailError !== null) {
    return html`<p class="refused" role="alert">${t('case.failed', { what: state.detailError })}</p>`;
  }
  const detail = state.detail;
  if (detail === null) return html`<p class="quiet">${t('viewer.loadingCase')}</p>`;
  const badge = badgeOf(t, detail.row, false);
  const result = detail.result?.priority == null ? null : detail.result;
  return html`
    <div class="identity"><b>${personName(t, detail.row)}</b> <span>${personId(t, detail.row)}</span> <span>${studyText(t, detail.row)}</span></div>
    <div class="verdict form-${badge.form}" data-testid="verdict" data-priority=${detail.row.priority ?? ''}>
      <b>${badge.mark}</b> <span>${badge.text}</span>
    </div>
    ${result === null
      ? html`${notAnalysed(badge.details, t)}${detail.row.alarm === null ? nothing : decisionView(detail.row, state, t, actions)} ${signsView(state, t, actions)}`
      : html`${tabs(state, t, actions)} ${part(detail, result, state, t, actions)}`}
    ${seriesView(detail.result, t)}
  `;
}

function tabs(state: PageState, t: Translate, actions: PageActions): TemplateResult {
  return html`<div class="tabs" role="group" aria-label=${t('tab.label')}>
    ${(['findings', 'decision', 'record'] as const).map(
      (tab) => html`<button type="button" data-tab=${tab} aria-pressed=${state.tab === tab} @click=${() => actions.showTab(tab)}>${t(`tab.${tab}`)}</button>`,
    )}
  </div>`;
}

function part(detail: CaseDetail, result: CaseResult, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  if (state.tab === 'decision') return html`${decisionView(detail.row, state, t, actions)} ${signsView(state, t, actions)} ${ownPriority(state, t, actions)} ${outcomeView(state, t, actions)}`;
  if (state.tab === 'record') return recordView(detail, result, t);
  return html`${missedView(state, t, actions)} ${nodeList(result, state, t, actions)} ${reasonList(result, detail.feedback?.priority ?? null, t)} ${limits(result, t)}`;
}

function notAnalysed(details: readonly string[], t: Translate): TemplateResult {
  return html`${details.map((line) => html`<p>${line}</p>`)}<p class="quiet">${t('nodes.notAnalysed')}</p>`;
}

/** Apart from a decision: it can lift the case in the list, never lower it. */
function ownPriority(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  if (state.choices?.people === undefined) return nothing;
  const own = state.detail?.feedback?.ownPriority?.priority ?? null;
  return html`<section>
    <h3>${t('own.title')}</h3>
    <div class="buttons">
      ${([1, 2, 3, 4] as const).map((level) => html`<button type="button" data-case-priority=${level} aria-pressed=${own === level} @click=${() => actions.setOwnPriority(level)}>P${level}</button>`)}
    </div>
  </section>`;
}

function limits(result: CaseResult, t: Translate): TemplateResult {
  return html`${result.limits.length === 0
      ? nothing
      : html`<h3>${t('case.limits')}</h3><ul>${result.limits.map((code) => html`<li>${limitText(t, code)}</li>`)}</ul>`}
    <p class="quiet">${result.model === null ? nothing : t('case.model', { id: result.model.id, version: result.model.version, revision: result.revision })}</p>`;
}
