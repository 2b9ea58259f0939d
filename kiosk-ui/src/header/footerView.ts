import { html, nothing, type TemplateResult } from 'lit-html';
import type { Translate } from '../i18n/language.ts';
import type { PageState } from '../pageState.ts';

/** The limits stay on the screen whatever else is shown. */
export function footerView(state: PageState, t: Translate): TemplateResult {
  return html`<footer data-testid="limits">
    <b>${t('footer.assists')}</b>
    <span>${numbers(t)}</span>
    ${isReference(state) ? html`<b>${t('footer.reference')}</b>` : nothing}
  </footer>`;
}

/** The published figures, and whether they are those of the loaded model. */
export function numbersText(state: PageState, t: Translate): string {
  return isReference(state) ? `${numbers(t)} ${t('footer.reference')}` : numbers(t);
}

/** Huang et al., Cancers 2023, 15, 5890. */
function numbers(t: Translate): string {
  return `${t('footer.numbers')} (Cancers 2023, 15, 5890)`;
}

function isReference(state: PageState): boolean {
  return state.status?.model?.clinicalUse === false;
}
