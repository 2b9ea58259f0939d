import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseResult, NodeFinding } from '../contract.ts';
import type { Translate } from '../i18n/language.ts';
import type { PageActions } from '../pageState.ts';
import { palette } from '../viewer/palette.ts';

/** One line a node; a touch shows it in the viewer. */
export function nodeList(result: CaseResult, selected: number | null, t: Translate, actions: PageActions): TemplateResult {
  return html`<h3>${t('nodes.title')}</h3>
    ${result.nodes.length === 0 ? html`<p>${t('nodes.none')}</p>` : nothing}
    <ol class="nodes">
      ${result.nodes.map((node) => nodeRow(node, node.id === selected, t, actions))}
    </ol>`;
}

function nodeRow(node: NodeFinding, selected: boolean, t: Translate, actions: PageActions): TemplateResult {
  const flags = flagsOf(node, t);
  return html`<li data-testid="node-row" data-node-id=${node.id} data-label=${node.label} class=${selected ? 'selected' : ''}>
    <button type="button" aria-pressed=${selected} @click=${() => actions.selectNode(node.id)}>
      <b class="class-tag class-${node.label}">${palette[node.label].letter} ${node.id}</b>
      <span>${t(`class.${node.label}`)} · ${sideText(node.side, t)}</span>
      <span class="size" title=${t('nodes.size')}>${node.longAxisMm.toFixed(1)} × ${node.shortAxisMm.toFixed(1)} mm</span>
      <small>
        ${t('nodes.volume')} ${volumeText(node.volumeMm3)} · ${t('nodes.meanHu')} ${node.meanHu.toFixed(0)} · ${t('nodes.slice')}
        ${node.axialSlice + 1}
      </small>
      ${flags.length === 0 ? nothing : html`<small class="flags">${flags.join(' · ')}</small>`}
    </button>
  </li>`;
}

function flagsOf(node: NodeFinding, t: Translate): string[] {
  const flags: string[] = [];
  if (node.borderline) flags.push(t('nodes.borderline'));
  if (node.truncated) flags.push(t('nodes.truncated'));
  if (node.lowDensityFraction !== null && node.lowDensityFraction >= 0.1) {
    flags.push(t('nodes.lowDensity', { percent: Math.round(node.lowDensityFraction * 100) }));
  }
  return flags;
}

function sideText(side: string, t: Translate): string {
  return side === 'left' || side === 'right' || side === 'midline' ? t(`side.${side}`) : t('side.unknown');
}

function volumeText(mm3: number): string {
  return mm3 < 1000 ? `${mm3.toFixed(0)} mm³` : `${(mm3 / 1000).toFixed(1)} cm³`;
}
