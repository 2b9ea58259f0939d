import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseDetail, CaseResult } from '../contract.ts';
import { en, type TextKey } from '../i18n/en.ts';
import { screenTime } from '../i18n/time.ts';
import type { Translate } from '../i18n/language.ts';

/** What was computed, what people did, and whether the centre has it. */
export function recordView(detail: CaseDetail, result: CaseResult, t: Translate): TemplateResult {
  const { receipted, sent } = detail.receipt;
  const acts = detail.acts ?? [];
  return html`<section class="record" data-testid="record">
    <h3>${t('record.title')}</h3>
    ${acts.length === 0 ? html`<p class="quiet">${t('record.none')}</p>` : nothing}
    <ul>
      ${acts.map((act) => html`<li class=${act.withdrawnBy == null ? '' : 'withdrawn'}>${screenTime(act.at)} <b>${act.reader}</b> ${kindText(act.kind, t)}</li>`)}
    </ul>
    <h3>${t('record.history')}</h3>
    <ul>
      ${detail.history.map(
        (entry) => html`<li>
          ${t('record.revision', { n: entry.revision, state: entry.priority === null ? entry.state : `P${entry.priority}` })} ${entry.superseded ? html`<b>${t('record.superseded')}</b>` : nothing}
          <small>${[entry.modelVersion, entry.rulesVersion].filter(Boolean).join(' · ')}</small>
        </li>`,
      )}
    </ul>
    <p class="quiet">
      ${result.series?.description ?? ''}<br />
      ${receipted !== null ? t('case.receipted', { time: screenTime(receipted) }) : sent ? t('case.sent') : t('case.unsent')}
    </p>
  </section>`;
}

function kindText(kind: string, t: Translate): string {
  const key = `act.${kind}`;
  return key in en ? t(key as TextKey) : kind;
}
