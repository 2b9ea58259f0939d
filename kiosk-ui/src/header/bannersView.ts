import { html, nothing, type TemplateResult } from 'lit-html';
import { checkRow } from '../contractCheck.ts';
import type { Translate } from '../i18n/language.ts';
import type { PageState } from '../pageState.ts';

/** Full-width bands above everything: the line is down, or the service said something unknown. */
export function bannersView(state: PageState, t: Translate): TemplateResult {
  const fault = state.link === 'live' ? faultOf(state) : null;
  return html`
    ${state.link === 'stale'
      ? html`<div class="stale-banner" role="alert" data-testid="stale-banner">
          <b>${t('stale.title')}</b><span>${t('stale.text', { seconds: state.silentSeconds })}</span>
        </div>`
      : nothing}
    ${fault === null
      ? nothing
      : html`<div class="fault-banner" role="alert" data-testid="fault-banner">
          <b>${t('fault.title')}</b><span>${t('fault.text', { what: fault })}</span>
        </div>`}
  `;
}

function faultOf(state: PageState): string | null {
  if (state.fault !== null) return state.fault;
  try {
    state.rows?.forEach(checkRow);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
