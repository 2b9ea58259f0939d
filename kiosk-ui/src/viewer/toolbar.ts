import { html, nothing, type TemplateResult } from 'lit-html';
import type { Tool } from './paneInput.ts';
import type { Viewer } from './viewer.ts';
import { presets } from './windowTable.ts';

const tools: readonly Exclude<Tool, 'missed'>[] = ['scroll', 'window', 'pan'];

/** Every command of the viewer by touch; the letter in front is its key. */
export function toolbar(viewer: Viewer): TemplateResult {
  const { t, display } = viewer;
  const { window } = display;
  const button = (name: string, words: string, press: () => void, pressed?: boolean) =>
    html`<button type="button" data-tool=${name} aria-pressed=${pressed ?? nothing} @click=${press}>${words}</button>`;
  return html`<div class="toolbar" role="toolbar" aria-label=${t('viewer.tools')}>
    <div class="group">
      ${presets.map((preset, index) =>
        button(`window-${index + 1}`, `${index + 1} ${t(preset.name)}`, () => viewer.commands.preset(index), preset.level === window.level && preset.width === window.width),
      )}
    </div>
    <div class="group">${tools.map((tool) => button(tool, t(`tool.${tool}`), () => viewer.commands.chooseTool(tool), viewer.tool === tool))}</div>
    <div class="group">
      ${button('zoom-out', '−', () => viewer.commands.zoomBy(0.8))} ${button('zoom-in', '+', () => viewer.commands.zoomBy(1.25))}
      ${button('reset', t('tool.reset'), () => viewer.commands.resetCameras())}
      ${button('cine', t('tool.cine'), () => viewer.commands.toggleCine(), viewer.cine.isRunning)}
      ${button('large', t('tool.large'), () => viewer.commands.toggleLarge(), viewer.large !== null)}
    </div>
    <div class="group">
      ${button('masks', t('viewer.masks'), () => viewer.commands.toggleMasks(), display.masksOn)}
      ${button('outline', t('tool.outline'), () => viewer.commands.toggleOutline(), display.outline)}
      <label class="fill"
        ><span>${t('tool.fill', { percent: Math.round(display.opacity * 100) })}</span>
        <input
          type="range"
          min="0"
          max="80"
          step="10"
          aria-label=${t('tool.fillLabel')}
          .value=${String(Math.round(display.opacity * 100))}
          @input=${(event: Event) => viewer.commands.setOpacity(Number((event.target as HTMLInputElement).value) / 100)}
      /></label>
    </div>
    <div class="group">
      ${button('previous', t('viewer.previous'), () => viewer.commands.neighbour(-1))} ${button('next', t('viewer.next'), () => viewer.commands.neighbour(1))}
      ${viewer.mayAct
        ? html`${button('compare', t('tool.compare'), () => viewer.commands.toggleCompare(), viewer.comparing.state.kind !== 'off')}
            ${button('missed', t('tool.missed'), () => viewer.commands.chooseTool(viewer.tool === 'missed' ? 'scroll' : 'missed'), viewer.tool === 'missed')}
            ${button('key-image', t('tool.keyImage'), () => viewer.commands.keyImage())} ${button('note', t('tool.note'), () => viewer.commands.note())}`
        : nothing}
    </div>
  </div>`;
}
