import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseDetail, CaseResult } from '../contract.ts';
import { decisionView } from '../alarm/decisionView.ts';
import { limitText } from '../i18n/reasonText.ts';
import { screenTime } from '../i18n/time.ts';
import type { Translate } from '../i18n/language.ts';
import { personId, personName } from '../i18n/words.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { studyText } from '../worklist/worklistView.ts';
import { badgeOf } from '../worklist/rowModel.ts';
import { nodeList } from './nodeList.ts';
import { reasonList } from './reasonList.ts';

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
  return html`
    <div class="identity"><b>${personName(t, detail.row)}</b> <span>${personId(t, detail.row)}</span> <span>${studyText(t, detail.row)}</span></div>
    <div class="verdict form-${badge.form}" data-testid="verdict" data-priority=${detail.row.priority ?? ''}>
      <b>${badge.mark}</b> <span>${badge.text}</span>
    </div>
    ${detail.result === null || detail.result.priority === null ? notAnalysed(badge.details, t) : analysed(detail, detail.result, state, t, actions)}
    ${detail.row.alarm === null && detail.row.priority === null ? nothing : decisionView(detail.row, state, t, actions)}
  `;
}

function notAnalysed(details: readonly string[], t: Translate): TemplateResult {
  return html`${details.map((line) => html`<p>${line}</p>`)}<p class="quiet">${t('nodes.notAnalysed')}</p>`;
}

function analysed(detail: CaseDetail, result: CaseResult, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const { receipted, sent } = detail.receipt;
  return html`
    ${reasonList(result, t)} ${nodeList(result, state.selectedNode, t, actions)}
    ${result.limits.length === 0
      ? nothing
      : html`<h3>${t('case.limits')}</h3><ul>${result.limits.map((code) => html`<li>${limitText(t, code)}</li>`)}</ul>`}
    <p class="quiet">
      ${result.model === null ? nothing : t('case.model', { id: result.model.id, version: result.model.version, revision: result.revision })}<br />
      ${receipted !== null ? t('case.receipted', { time: screenTime(receipted) }) : sent ? t('case.sent') : t('case.unsent')}
    </p>
  `;
}
