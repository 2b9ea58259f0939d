import { html, nothing, type TemplateResult } from 'lit-html';
import type { Translate } from '../i18n/language.ts';
import { codeText } from '../i18n/reasonText.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { withdrawButton } from './verdictView.ts';

/** What was found later: PET, pathology, follow-up. Source first, then the finding. */
export function outcomeView(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  const outcomes = state.choices?.outcomes;
  const known = state.detail?.feedback?.outcomes ?? [];
  if (outcomes === undefined) return nothing;
  const source = state.outcomeSource;
  return html`<section class="outcomes" data-testid="outcomes">
    <h3>${t('outcome.title')}</h3>
    ${known.map((outcome) => html`<p class="said">${outcome.reader}: ${codeText(t, 'outcome', outcome.source)} — ${codeText(t, 'outcome', outcome.finding)} ${withdrawButton(outcome.act, t, actions)}</p>`)}
    <div class="buttons">
      ${Object.keys(outcomes).map(
        (code) => html`<button type="button" data-outcome-source=${code} aria-pressed=${source === code} @click=${() => actions.chooseOutcome(source === code ? null : code)}>${codeText(t, 'outcome', code)}</button>`,
      )}
    </div>
    ${source === null
      ? nothing
      : html`<div class="buttons">
          ${(outcomes[source] ?? []).map((code) => html`<button type="button" data-outcome=${code} @click=${() => actions.recordOutcome(source, code)}>${codeText(t, 'outcome', code)}</button>`)}
        </div>`}
  </section>`;
}
