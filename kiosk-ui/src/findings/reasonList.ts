import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseResult } from '../contract.ts';
import { reasonText } from '../i18n/reasonText.ts';
import type { Translate } from '../i18n/language.ts';
import { numberList } from '../i18n/words.ts';

/** Every rule that fired: words, nodes, and where the rule comes from. */
export function reasonList(result: CaseResult, t: Translate): TemplateResult | typeof nothing {
  const priority = result.priority;
  if (priority === null) return nothing;
  return html`<h3>${t('case.reasons')}</h3>
    <ul class="reasons">
      ${priority.reasons.map(
        (reason) => html`<li data-code=${reason.code}>
          <b>${reasonText(t, reason.code)}</b>
          ${reason.nodes.length === 0 ? nothing : html`<span>${t('case.nodes', { list: numberList(reason.nodes) })}</span>`}
          <small>P${reason.level} · ${reason.rule} · ${reason.source}</small>
        </li>`,
      )}
    </ul>
    <p class="quiet">${t('priority.proposed', { version: priority.rulesVersion })}</p>`;
}
