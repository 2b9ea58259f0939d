import { html, nothing, type TemplateResult } from 'lit-html';
import { checkRow } from '../contractCheck.ts';
import { troubleText } from '../i18n/reasonText.ts';
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
    ${state.updatedTo === null ? nothing : html`<div class="band" role="status" data-testid="update-band"><b>${t('band.update', { version: state.updatedTo })}</b></div>`}
    ${state.link === 'live' ? technicalBand(state, t) : nothing}
  `;
}

// What stops reception or analysis comes first.
const urgent = ['DISK_FULL', 'MODEL_LOADING', 'SELF_TEST_FAILED', 'MODEL_MISSING', 'DICOM_NOT_ANSWERING'];

/** What is wrong with the box itself, apart from the alarms of cases. */
function technicalBand(state: PageState, t: Translate): TemplateResult | typeof nothing {
  const problems = state.status?.problems ?? [];
  if (problems.length === 0) return nothing;
  const rank = (code: string) => (urgent.includes(code) ? urgent.indexOf(code) : urgent.length);
  const [first, ...others] = [...problems].sort((a, b) => rank(a.code) - rank(b.code));
  const title = first!.code === 'DISK_FULL' || first!.code === 'MODEL_LOADING' ? t(`band.${first!.code}`) : t('band.technical');
  return html`<div class="band ${state.status!.ready ? '' : 'blocking'}" data-testid="technical-band" data-code=${first!.code}>
    <b>${title}</b><span>${troubleText(t, first!)} ${others.length === 0 ? '' : t('band.more', { count: others.length })}</span>
  </div>`;
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
