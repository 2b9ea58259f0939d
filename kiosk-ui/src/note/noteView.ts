import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseDetail, CaseResult } from '../contract.ts';
import { alarmMark } from '../alarm/alarmModel.ts';
import { sideText, volumeText } from '../findings/nodeList.ts';
import { saidText } from '../feedback/verdictView.ts';
import { decisionReasonText, limitText, reasonText } from '../i18n/reasonText.ts';
import { numbersText } from '../header/footerView.ts';
import { screenTime } from '../i18n/time.ts';
import type { Translate } from '../i18n/language.ts';
import { personId, personName } from '../i18n/words.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { studyText } from '../worklist/worklistView.ts';

const mostNodes = 12;

/** One page on white paper: who, what the model shows, why it alarms, what the physician decided, and the limits. Gone with the connection. */
export function noteView(state: PageState, t: Translate, actions: PageActions, picture: string | null): TemplateResult | typeof nothing {
  const detail = state.detail;
  if (!state.noteOpen || state.link !== 'live' || detail?.result == null || detail.result.priority === null) return nothing;
  return html`<div class="veil note-veil" role="dialog" tabindex="-1" aria-modal="true" aria-label=${t('note.title')}>
    <div class="note-buttons">
      <button type="button" class="main" data-testid="note-print" @click=${() => print()}>${t('note.print')}</button>
      <button type="button" data-testid="note-close" @click=${() => actions.closeNote()}>${t('note.close')}</button>
    </div>
    ${paper(detail, detail.result, t, picture, numbersText(state, t))}
  </div>`;
}

function paper(detail: CaseDetail, result: CaseResult, t: Translate, picture: string | null, numbers: string): TemplateResult {
  const { row } = detail;
  const priority = result.priority!;
  return html`<article class="note" role="document" aria-label=${t('note.title')} data-testid="note">
    <h1>${t('note.title')} <small>EdgeNode</small></h1>
    <section class="note-who">
      <p><small>${t('note.patient')}</small><b>${personName(t, row)}</b></p>
      <p><b>${personId(t, row)}</b><span>${studyText(t, row)}</span></p>
      <p class="note-level"><b>P${priority.level}</b> ${t(`priority.${priority.level}`)}</p>
    </section>
    <div class="note-columns">
      <section>
        <h2>${t('note.reasons')}</h2>
        <ul>${[...new Set(priority.reasons.map((reason) => reason.code))].map((code) => html`<li>${reasonText(t, code)}</li>`)}</ul>
        <h2>${t('note.decision')}</h2>
        ${decision(detail, t)}
      </section>
      ${picture === null ? nothing : html`<img src=${picture} alt=${t('note.picture')} />`}
    </div>
    <h2>${t('note.findings')}</h2>
    ${findings(detail, result, t)}
    <h2>${t('note.limits')}</h2>
    <p>${t('footer.assists')} ${numbers}</p>
    ${result.limits.length === 0 ? nothing : html`<p>${result.limits.map((code) => limitText(t, code)).join(' · ')}</p>`}
    <p>${result.model === null ? '' : t('case.model', { id: result.model.id, version: result.model.version, revision: result.revision })} · ${t('priority.proposed', { version: priority.rulesVersion })}</p>
    <p class="note-sign">${t('note.sign')} ____________________________ <span>${t('note.printed', { time: screenTime(new Date().toISOString()) })}</span></p>
  </article>`;
}

function decision({ row, feedback }: CaseDetail, t: Translate): TemplateResult {
  const alarm = row.alarm;
  const own = feedback?.ownPriority ?? null;
  if (alarm?.decision == null) return html`<p><b>${t('note.undecided')}</b></p>${own === null ? nothing : html`<p>${own.reader}: P${own.priority}</p>`}`;
  return html`<p><b>${t(`decision.${alarm.decision}`)}</b> — P${alarm.physicianPriority ?? '?'} — ${alarm.decidedBy ?? '?'}, ${screenTime(alarm.decided ?? '')}</p>
    <p>${alarm.decisionReasons.map((code) => decisionReasonText(t, code)).join(', ')}</p>
    <p><small>${alarmMark(alarm)}</small></p>`;
}

function findings(detail: CaseDetail, result: CaseResult, t: Translate): TemplateResult {
  const said = (id: number) => detail.feedback?.nodes.find((known) => known.node === id);
  const nodes = result.nodes.slice(0, mostNodes);
  return html`<table>
      <thead>
        <tr>
          <th>${t('note.columnNode')}</th><th>${t('note.columnClass')}</th><th>${t('note.columnSide')}</th><th>${t('note.columnSize')}</th><th>${t('note.columnVolume')}</th><th>${t('note.columnVerdict')}</th>
        </tr>
      </thead>
      <tbody>
        ${nodes.map((node) => {
          const verdict = said(node.id);
          return html`<tr>
            <td>${node.id}</td><td>${t(`class.${node.label}`)}</td><td>${sideText(node.side, t)}</td>
            <td>${node.longAxisMm.toFixed(1)} × ${node.shortAxisMm.toFixed(1)}</td><td>${volumeText(node.volumeMm3)}</td><td>${verdict === undefined ? t('note.noVerdict') : saidText(verdict, t)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
    ${result.nodes.length > nodes.length ? html`<p>… +${result.nodes.length - nodes.length}</p>` : nothing}`;
}
