import { html, nothing, render, type TemplateResult } from 'lit-html';
import { personId, personName } from '../i18n/words.ts';
import { studyText } from '../worklist/worklistView.ts';
import type { Translate } from '../i18n/language.ts';
import type { CaseImages } from './caseImages.ts';
import type { Pane } from './pane.ts';
import { comparingView } from './comparingView.ts';
import { toolbar } from './toolbar.ts';
import type { Viewer } from './viewer.ts';
import type { VolumeStream } from './volumeStream.ts';
import { presets } from './windowTable.ts';

/** Everything in words around the pictures: whose they are, which slices, which window, what is missing, and the buttons for touch. */
export function drawViewerWords(viewer: Viewer): void {
  viewer.element.dataset['caseId'] = viewer.hidden ? '' : (viewer.detail?.row.id ?? '');
  viewer.element.classList.toggle('blank', viewer.hidden || viewer.detail === null);
  for (const pane of viewer.panes) pane.element.dataset['label'] = viewer.hidden ? '' : sliceText(viewer, pane);
  // Lit keeps its part after the pictures, which stay in place.
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
    <div class="corner technical">
      <b data-testid="slice-label">${sliceText(viewer, viewer.large ?? viewer.panes[0]!)}</b>
      <span>${windowText(viewer)}</span>
      ${loadingText(viewer.volume, viewer.t)}
    </div>
    <div class="corner mask-state" data-testid="mask-state">${maskText(viewer)}</div>
    ${trouble(viewer.images, viewer.t)} ${comparingView(viewer)} ${toolbar(viewer)}
  `;
}

export function sliceText(viewer: Viewer, pane: Pane): string {
  const scene = viewer.scene();
  if (scene === null) return '';
  const { n } = pane.axes(scene);
  return viewer.t('viewer.slice', { plane: viewer.t(`viewer.plane.${pane.plane}`), n: scene.cross[n] + 1, count: scene.volume.geometry.size[n]! });
}

export function windowText({ display: { window }, t }: Viewer): string {
  const name = presets.find((preset) => preset.level === window.level && preset.width === window.width)?.name ?? 'window.free';
  return t('viewer.window', { name: t(name), level: window.level, width: window.width });
}

export function loadingText(volume: VolumeStream | null, t: Translate): TemplateResult | typeof nothing {
  if (volume === null || volume.loaded === volume.slices) return nothing;
  return html`<span data-testid="volume-loading">${t('viewer.loadingSlices', { loaded: volume.loaded, count: volume.slices })}</span>`;
}

function maskText({ images, display, result, t }: Viewer): TemplateResult | typeof nothing {
  if (result === null) return html`<b>${t('viewer.maskNone')}</b>`;
  return display.masksOn ? maskTrouble(images, t) : html`<b>${t('viewer.masksOff')}</b>`;
}

/** Why no mask is drawn; nothing where one is. */
export function maskTrouble(images: CaseImages | null, t: Translate): TemplateResult | typeof nothing {
  const mask = images?.mask;
  if (mask === undefined || mask.kind === 'none') return nothing;
  if (mask.kind === 'loading') return html`<b>${t('viewer.maskLoading')}</b>`;
  return mask.kind === 'refused' ? html`<b class="refused">${t('viewer.maskRefused', { what: t(mask.why) })}</b>` : nothing;
}

/** What is wrong with images; nothing where they are there. */
export function trouble(images: CaseImages | null, t: Translate): TemplateResult | typeof nothing {
  const volume = images?.volume;
  if (volume?.kind === 'loading') return html`<p class="notice">${t('viewer.loading')}</p>`;
  if (volume?.kind === 'absent') return html`<p class="notice">${t('viewer.noVolume')}</p>`;
  if (volume?.kind === 'removed') return html`<p class="notice" data-testid="images-removed">${t('viewer.imagesRemoved')}</p>`;
  if (volume?.kind === 'failed') return html`<p class="notice refused">${t('viewer.volumeFailed', { what: volume.what })}</p>`;
  return nothing;
}
