import { html, nothing, type TemplateResult } from 'lit-html';
import type { Translate } from '../i18n/language.ts';
import type { PageActions, PageState } from '../pageState.ts';

/** Asks who acts, and says when an act was not taken. */
export function whoView(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  if (state.link !== 'live') return nothing;
  const refused = state.actRefused === null ? nothing : html`<p class="who-refused" role="alert" data-testid="act-refused">${state.actRefused === 'NO_PEOPLE' ? t('act.noPeople') : t('act.refused', { code: state.actRefused })}</p>`;
  const recorded = state.recorded ? html`<p class="recorded" role="status" data-testid="recorded">${t('act.recorded')}</p>` : nothing;
  if (!state.asksWho) return html`${refused}${recorded}`;
  return html`${refused}
    <div class="who-asks" role="dialog" tabindex="-1" aria-label=${t('act.who')} data-testid="who">
      <b>${t('act.who')}</b>
      ${(state.choices?.readers ?? []).map(
        (reader) => html`<button type="button" data-reader=${reader.code} @click=${() => actions.actAs(reader.code)}>${reader.name}</button>`,
      )}
      <button type="button" @click=${() => actions.actAs(null)}>${t('act.cancel')}</button>
    </div>`;
}
