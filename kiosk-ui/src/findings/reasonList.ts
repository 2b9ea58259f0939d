import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseResult } from '../contract.ts';
import { reasonText } from '../i18n/reasonText.ts';
import type { Translate } from '../i18n/language.ts';
import { numberList } from '../i18n/words.ts';

type Priority = NonNullable<CaseResult['priority']>;

/** Every rule that fired: words, nodes, and where the rule comes from. With what physicians said first, where it bears on the rules. */
export function reasonList({ priority }: CaseResult, reviewed: Priority | null, t: Translate): TemplateResult | typeof nothing {
  if (priority === null) return nothing;
  return html`${reviewed === null ? nothing : html`<div data-testid="reviewed">${list(reviewed, t('case.reviewed', { level: reviewed.level }), t)}</div>`}
    ${list(priority, t('case.reasons'), t)}
    <p class="quiet">${t('priority.proposed', { version: priority.rulesVersion })}</p>`;
}

function list(priority: Priority, title: string, t: Translate): TemplateResult {
  return html`<h3>${title}</h3>
    <ul class="reasons">
      ${priority.reasons.map(
        (reason) => html`<li data-code=${reason.code}>
          <b>${reasonText(t, reason.code)}</b>
          ${reason.nodes.length === 0 ? nothing : html`<span>${t('case.nodes', { list: numberList(reason.nodes) })}</span>`}
          <small>P${reason.level} · ${reason.rule} · ${reason.source}</small>
        </li>`,
      )}
    </ul>`;
}
