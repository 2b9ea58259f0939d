import { html, nothing, type TemplateResult } from 'lit-html';
import { transferDecisions, type CaseRow, type PriorityLevel, type TransferDecision } from '../contract.ts';
import { decisionReasonText } from '../i18n/reasonText.ts';
import type { Translate } from '../i18n/language.ts';
import type { DecisionDraft, PageActions, PageState } from '../pageState.ts';
import { toggled } from '../feedback/verdictView.ts';
import { alarmLines } from './alarmModel.ts';

/** The alarm of the open case and the physician's decision on it: what, why, and a priority of their own. The box only proposes. */
export function decisionView(row: CaseRow, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const draft = state.draft?.caseId === row.id ? state.draft : null;
  return html`<section class="decision" data-testid="decision" data-phase=${row.alarm?.phase ?? ''}>
    <h3>${t('decision.title')}</h3>
    ${row.alarm === null ? html`<p class="quiet">${t('alarm.none')}</p>` : alarmLines(t, row).map((line) => html`<p>${line}</p>`)}
    ${row.alarm?.phase === 'Raised' ? seenButton(row, state, t, actions) : nothing}
    ${row.alarm?.phase === 'Closed' ? nothing : choices(row, draft, state, t, actions)}
  </section>`;
}

/** Alarms of priority 3 have no banner: they are acknowledged where the case is open. */
function seenButton(row: CaseRow, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  return html`<button type="button" data-testid="seen" ?disabled=${state.acknowledging.has(row.id)} @click=${() => actions.acknowledge(row.id)}>${t('alarm.seen')}</button>`;
}

function choices(row: CaseRow, draft: DecisionDraft | null, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const choose = (decision: TransferDecision) => actions.draftDecision({ caseId: row.id, decision, reasons: [], priority: null });
  return html`<div class="buttons">
      ${transferDecisions.map(
        (decision) => html`<button type="button" data-decision=${decision} aria-pressed=${draft?.decision === decision} @click=${() => choose(decision)}>
          ${t(`decision.${decision}`)}
        </button>`,
      )}
    </div>
    ${draft === null ? nothing : draftView(draft, state, t, actions)}`;
}

function draftView(draft: DecisionDraft, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const rank = (priority: PriorityLevel) => actions.draftDecision({ ...draft, priority });
  return html`<p>${t('decision.why')}</p>
    <div class="buttons">
      ${(state.choices?.reasons[draft.decision] ?? []).map(
        (code) => html`<button
          type="button"
          data-reason=${code}
          aria-pressed=${draft.reasons.includes(code)}
          @click=${() => actions.draftDecision({ ...draft, reasons: toggled(draft.reasons, code) })}
        >
          ${decisionReasonText(t, code)}
        </button>`,
      )}
    </div>
    <p>${t('decision.priority')}</p>
    <div class="buttons">
      ${([1, 2, 3, 4] as const).map(
        (level) => html`<button type="button" data-own-priority=${level} aria-pressed=${draft.priority === level} @click=${() => rank(level)}>P${level}</button>`,
      )}
    </div>
    <div class="buttons">
      <button type="button" data-testid="decide" ?disabled=${!isComplete(draft)} @click=${() => actions.decide()}>${t('decision.confirm')}</button>
      <button type="button" @click=${() => actions.draftDecision(null)}>${t('act.cancel')}</button>
    </div>`;
}

/** A reason is needed for everything but a transfer now; the physician's own priority always. */
export function isComplete(draft: DecisionDraft): boolean {
  return draft.priority !== null && (draft.decision === 'TransferNow' || draft.reasons.length > 0);
}
