import { html, nothing, type TemplateResult } from 'lit-html';
import type { Translate } from '../i18n/language.ts';
import type { PageState } from '../pageState.ts';

/** The limits stay on the screen whatever else is shown. Figures: Huang et al., Cancers 2023, 15, 5890. */
export function footerView(state: PageState, t: Translate): TemplateResult {
  const reference = state.status?.model?.clinicalUse === false;
  return html`<footer data-testid="limits">
    <b>${t('footer.assists')}</b>
    <span>${t('footer.numbers')} (Cancers 2023, 15, 5890)</span>
    ${reference ? html`<b>${t('footer.reference')}</b>` : nothing}
  </footer>`;
}
