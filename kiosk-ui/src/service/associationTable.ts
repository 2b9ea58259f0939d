import { html, type TemplateResult } from 'lit-html';
import type { Translate } from '../i18n/language.ts';
import { screenTime } from '../i18n/time.ts';
import { isTroubled, megabytes, type Association } from './associations.ts';

export function associationTable(associations: readonly Association[], t: Translate): TemplateResult {
  if (associations.length === 0) return html`<p>${t('service.none')}</p>`;
  return html`<h3>${t('service.associations')}</h3>
    <table>
      <thead>
        <tr>
          <th>${t('service.started')}</th><th>${t('service.peer')}</th><th>${t('service.address')}</th><th>${t('service.contexts')}</th>
          <th>${t('service.stored')}</th><th>${t('service.refused')}</th><th>MB</th><th>${t('service.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        ${associations.map((association) => row(association))}
      </tbody>
    </table>`;
}

function row(association: Association): TemplateResult {
  const contexts = association.contexts.map(({ abstractSyntax, transferSyntax }) => `${abstractSyntax} / ${transferSyntax}`).join('\n');
  return html`<tr class=${isTroubled(association) ? 'troubled' : ''} data-testid="association-row">
    <td>${screenTime(association.started)}</td>
    <td>${association.callingAe} → ${association.calledAe}</td>
    <td>${association.remoteAddress}${association.isTls ? ' TLS' : ''}</td>
    <td title=${contexts}>${association.contexts.length}</td>
    <td>${association.stored}</td>
    <td>${association.refused}</td>
    <td>${megabytes(association.bytes)}</td>
    <td>${association.why ? `${association.outcome}: ${association.why}` : association.outcome}</td>
  </tr>`;
}
