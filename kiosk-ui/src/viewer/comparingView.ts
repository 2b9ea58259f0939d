import { html, nothing, type TemplateResult } from 'lit-html';
import type { Prior } from '../contract.ts';
import type { Translate } from '../i18n/language.ts';
import { screenTime } from '../i18n/time.ts';
import { personId, personName } from '../i18n/words.ts';
import { studyText } from '../worklist/worklistView.ts';
import type { Comparing } from './comparing.ts';
import type { Viewer } from './viewer.ts';
import { loadingText, maskTrouble, trouble } from './viewerWords.ts';

/** The choice of earlier results, or whose and which one stands beside the present. */
export function comparingView({ comparing, t }: Viewer): TemplateResult | typeof nothing {
  const { state } = comparing;
  switch (state.kind) {
    case 'off':
      return nothing;
    case 'asking':
    case 'failed':
      return panel(html`<p class=${state.kind === 'failed' ? 'refused' : ''}>${t(`compare.${state.kind}`)}</p>`, comparing, t);
    case 'choosing':
      return panel(
        state.priors.length === 0
          ? html`<p>${t('compare.none')}</p>`
          : html`<b>${t('compare.choose')}</b>
              ${state.priors.map((prior) => html`<button type="button" data-prior="${prior.caseId}/${prior.revision}" @click=${() => void comparing.choose(prior)}>${priorText(prior, t)}</button>`)}`,
        comparing,
        t,
      );
    case 'shown': {
      const { prior, images, offset } = state;
      const volume = images.volume.kind === 'ready' ? images.volume.volume : null;
      const outside = volume !== null && comparing.at === null;
      return html`<div class="corner prior" data-testid="prior" data-prior="${prior.caseId}/${prior.revision}" data-slice=${comparing.at === null ? '' : comparing.at[2] + 1}>
          <b class="warning">${t('compare.prior')}</b>
          <b>${personName(t, prior)} · ${personId(t, prior)}</b>
          <span>${priorText(prior, t)}</span>
          <span>${t('compare.by', { time: screenTime(prior.analysed), model: prior.modelVersion ?? '?', mark: prior.priority === null ? '?' : `P${prior.priority}` })}</span>
          ${comparing.at === null ? nothing : html`<span>${t('viewer.slice', { plane: t('viewer.plane.axial'), n: comparing.at[2] + 1, count: volume!.slices })}</span>`}
          ${offset === 0 ? nothing : html`<span>${t('compare.moved', { slices: offset > 0 ? `+${offset}` : offset })}</span>`} ${loadingText(volume, t)} ${maskTrouble(images, t)}
        </div>
        <div class="prior-notice">${outside ? html`<p class="notice" data-testid="prior-outside">${t('compare.outside')}</p>` : trouble(images, t)}</div>`;
    }
  }
}

function priorText(prior: Prior, t: Translate): string {
  return `${studyText(t, prior)} · ${t(prior.sameStudy ? 'compare.revision' : 'compare.study', { revision: prior.revision })}`;
}

function panel(words: TemplateResult, comparing: Comparing, t: Translate): TemplateResult {
  return html`<div class="priors" role="group" aria-label=${t('compare.choose')} data-testid="priors">
    ${words} <button type="button" data-testid="priors-close" @click=${() => comparing.end()}>${t('compare.close')}</button>
  </div>`;
}
