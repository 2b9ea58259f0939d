import { html, nothing, type TemplateResult } from 'lit-html';
import { nodeClasses } from '../contract.ts';
import type { Translate } from '../i18n/language.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { withdrawButton } from './verdictView.ts';

/** A node the model did not mark: its ellipse is in the picture, a tap on its class records it. */
export function missedView(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  const marked = state.detail?.feedback?.missedNodes ?? [];
  if (state.missed === null && marked.length === 0) return nothing;
  return html`<section class="missed" data-testid="missed">
    ${state.missed === null ? nothing : drawn(state.missed.radiiMm, t, actions)}
    ${marked.map(
      (node) => html`<p class="said" data-missed-node=${node.node}>
        <b>${node.node}</b> ${t('missed.said', { who: node.reader, what: t(`class.${node.class}`), long: node.longAxisMm.toFixed(1), short: node.shortAxisMm.toFixed(1) })}
        ${withdrawButton(node.act, t, actions)}
      </p>`,
    )}
  </section>`;
}

function drawn(radiiMm: readonly number[], t: Translate, actions: PageActions): TemplateResult {
  const [a, b] = [2 * radiiMm[0]!, 2 * radiiMm[1]!];
  return html`<h3>${t('missed.title')}</h3>
    <p>${t('missed.size', { long: Math.max(a, b).toFixed(1), short: Math.min(a, b).toFixed(1) })}</p>
    <div class="buttons">
      ${nodeClasses.map((label) => html`<button type="button" class="main" data-missed-class=${label} @click=${() => actions.recordMissed(label)}>${t(`class.${label}`)}</button>`)}
      <button type="button" @click=${() => actions.dropMissed()}>${t('act.cancel')}</button>
    </div>`;
}
