import { html, nothing, type TemplateResult } from 'lit-html';
import type { Translate } from '../i18n/language.ts';
import { codeText } from '../i18n/reasonText.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { toggled } from './verdictView.ts';

/** Clinical signs as boxes to tick, for the rules: the box sees images alone. What is ticked counts once it is recorded, the whole set at once. */
export function signsView(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  const choices = state.choices?.signs;
  if (choices === undefined) return nothing;
  const known = state.detail?.feedback?.signs ?? null;
  const ticked = state.signs ?? known?.signs ?? [];
  const boxes = (codes: readonly string[]) =>
    codes.map(
      (code) => html`<button type="button" role="checkbox" data-sign=${code} aria-checked=${ticked.includes(code)} @click=${() => actions.tickSigns(toggled(ticked, code))}>
        ${codeText(t, 'sign', code)}
      </button>`,
    );
  return html`<section data-testid="signs">
    <h3>${t('signs.title')}</h3>
    ${known === null ? nothing : html`<p class="said" data-testid="signs-said">${known.reader}: ${known.signs.map((code) => codeText(t, 'sign', code)).join(', ') || t('signs.none')}</p>`}
    <p class="quiet">${t('signs.redFlags')}</p>
    <div class="buttons">${boxes(choices.redFlags)}</div>
    <p class="quiet">${t('signs.risks')}</p>
    <div class="buttons">${boxes(choices.risks)}</div>
    ${state.signs === null
      ? nothing
      : html`<div class="buttons">
          <button type="button" class="main" data-testid="record-signs" @click=${() => actions.recordSigns()}>${t('signs.record')}</button>
          <button type="button" @click=${() => actions.tickSigns(null)}>${t('act.cancel')}</button>
        </div>`}
  </section>`;
}
