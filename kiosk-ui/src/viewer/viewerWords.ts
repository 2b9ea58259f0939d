import { html, nothing, render, type TemplateResult } from 'lit-html';
import { personId, personName } from '../i18n/words.ts';
import { studyText } from '../worklist/worklistView.ts';
import { orientationOf } from './orientation.ts';
import type { Viewer } from './viewer.ts';
import { presets } from './windowTable.ts';

/** Everything in words around the picture: whose it is, which slice, which window, what is missing, and the buttons for touch. */
export function drawViewerWords(viewer: Viewer): void {
  viewer.element.dataset['caseId'] = viewer.hidden ? '' : (viewer.detail?.row.id ?? '');
  viewer.element.classList.toggle('blank', viewer.hidden || viewer.detail === null);
  // Lit keeps its part after the picture, which stays in place.
  render(words(viewer), viewer.element);
}

function words(viewer: Viewer): TemplateResult {
  const { t, detail } = viewer;
  if (viewer.hidden || detail === null) return html`<p class="notice">${t(viewer.idle)}</p>`;
  return html`
    <div class="corner identity">
      <b>${personName(t, detail.row)}</b>
      <span>${personId(t, detail.row)}</span>
      <span>${studyText(t, detail.row)}</span>
    </div>
    <div class="corner technical"><b data-testid="slice-label">${sliceText(viewer)}</b><span>${windowText(viewer)}</span></div>
    <div class="corner mask-state" data-testid="mask-state">${maskText(viewer)}</div>
    ${trouble(viewer)} ${toolbar(viewer)}
  `;
}

function sliceText({ images, z, t }: Viewer): string {
  if (images?.volume.kind !== 'ready' || z < 0) return '';
  const { geometry, slices } = images.volume.volume;
  return t('viewer.slice', { plane: t(`viewer.plane.${orientationOf(geometry.direction).plane}`), n: z + 1, count: slices });
}

function windowText({ window, t }: Viewer): string {
  const name = presets.find((preset) => preset.level === window.level && preset.width === window.width)?.name ?? 'window.free';
  return t('viewer.window', { name: t(name), level: window.level, width: window.width });
}

function maskText({ images, masksOn, result, t }: Viewer): TemplateResult | typeof nothing {
  const mask = images?.mask;
  if (result === null) return html`<b>${t('viewer.maskNone')}</b>`;
  if (mask === undefined || mask.kind === 'none') return nothing;
  if (mask.kind === 'loading') return html`<b>${t('viewer.maskLoading')}</b>`;
  if (mask.kind === 'refused') return html`<b class="refused">${t('viewer.maskRefused', { what: t(mask.why) })}</b>`;
  return masksOn ? nothing : html`<b>${t('viewer.masksOff')}</b>`;
}

function trouble({ images, t }: Viewer): TemplateResult | typeof nothing {
  const volume = images?.volume;
  if (volume?.kind === 'loading') return html`<p class="notice">${t('viewer.loading')}</p>`;
  if (volume?.kind === 'absent') return html`<p class="notice">${t('viewer.noVolume')}</p>`;
  if (volume?.kind === 'failed') return html`<p class="notice refused">${t('viewer.volumeFailed', { what: volume.what })}</p>`;
  return nothing;
}

function toolbar(viewer: Viewer): TemplateResult {
  const { t, window } = viewer;
  return html`<div class="toolbar">
    ${presets.map(
      (preset, index) => html`<button
        type="button"
        aria-pressed=${preset.level === window.level && preset.width === window.width}
        @click=${() => viewer.preset(index)}
      >
        ${index + 1} ${t(preset.name)}
      </button>`,
    )}
    <button type="button" aria-pressed=${viewer.masksOn} @click=${() => viewer.toggleMasks()}>${t('viewer.masks')}</button>
    <button type="button" @click=${() => viewer.neighbour(-1)}>${t('viewer.previous')}</button>
    <button type="button" @click=${() => viewer.neighbour(1)}>${t('viewer.next')}</button>
  </div>`;
}
