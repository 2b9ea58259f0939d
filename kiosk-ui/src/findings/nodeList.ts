import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseResult, NodeFinding } from '../contract.ts';
import type { Translate } from '../i18n/language.ts';
import { reasonText } from '../i18n/reasonText.ts';
import { verdictView } from '../feedback/verdictView.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { lengthMm } from '../viewer/callipers.ts';
import { palette } from '../viewer/palette.ts';

/** One line a node; a touch shows it in the viewer. */
export function nodeList(result: CaseResult, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  return html`<h3>${t('nodes.title')}</h3>
    ${result.nodes.length === 0 ? html`<p>${t('nodes.none')}</p>` : nothing}
    <ol class="nodes">
      ${result.nodes.map((node) => nodeRow(node, result, state, t, actions))}
    </ol>`;
}

function nodeRow(node: NodeFinding, result: CaseResult, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const selected = node.id === state.selectedNode;
  const flags = flagsOf(node, t);
  const around = placeOf(node, t);
  const why = [...new Set((result.priority?.reasons ?? []).filter((reason) => reason.nodes.includes(node.id)).map((reason) => reasonText(t, reason.code)))];
  return html`<li data-testid="node-row" data-node-id=${node.id} data-label=${node.label} class=${selected ? 'selected' : ''}>
    <button type="button" class="node" aria-pressed=${selected} @click=${() => actions.selectNode(node.id)}>
      <b class="class-tag class-${node.label}">${palette[node.label].letter} ${node.id}</b>
      <span>${t(`class.${node.label}`)} · ${sideText(node.side, t)}</span>
      <span class="size" title=${t('nodes.size')}>${sizeText(node, result, state, t)}</span>
      <small>
        ${t('nodes.volume')} ${volumeText(node.volumeMm3)} · ${t('nodes.greatest')} ${node.greatestDimensionMm?.toFixed(1) ?? '–'} mm · ${t('nodes.meanHu')} ${node.meanHu.toFixed(0)} ·
        ${t('nodes.slice')} ${node.axialSlice + 1}
      </small>
      ${flags.length === 0 ? nothing : html`<small class="flags">${flags.join(' · ')}</small>`}
      ${selected && around.length > 0 ? html`<small data-testid="node-place">${around.join(' · ')}</small>` : nothing}
      ${selected && why.length > 0 ? html`<small>${t('nodes.why', { reasons: why.join(' · ') })}</small>` : nothing}
    </button>
    ${selected ? verdictView(node, state, t, actions) : nothing}
  </li>`;
}

/** The physician's own measure while it is drawn and once it is recorded, else the model's. */
function sizeText(node: NodeFinding, result: CaseResult, state: PageState, t: Translate): string {
  const drawn = state.calliper?.node === node.id ? state.calliper.callipers : null;
  const recorded = state.detail?.feedback?.nodes.find((known) => known.node === node.id)?.calliper ?? null;
  if (drawn !== null && result.geometry !== null) {
    const mm = [lengthMm(drawn.long, result.geometry.spacingMm), lengthMm(drawn.short, result.geometry.spacingMm)];
    return `${t('calliper.own')} ${Math.max(...mm).toFixed(1)} × ${Math.min(...mm).toFixed(1)} mm`;
  }
  if (recorded !== null) return `${t('calliper.own')} ${(recorded.longAxisMm ?? node.longAxisMm).toFixed(1)} × ${(recorded.shortAxisMm ?? node.shortAxisMm).toFixed(1)} mm`;
  return `${node.longAxisMm.toFixed(1)} × ${node.shortAxisMm.toFixed(1)} mm`;
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

/** Where it lies and how it is shaped; what was not measured is not said. */
export function placeOf(node: NodeFinding, t: Translate): string[] {
  const said: [Parameters<Translate>[0], number | null | undefined, number][] = [
    ['nodes.belowSkullBase', node.belowSkullBaseMm, 0],
    ['nodes.aboveLungs', node.aboveLungApexMm, 0],
    ['nodes.skin', node.skinDistanceMm, 0],
    ['nodes.nearest', node.nearestNodeMm, 0],
    ['nodes.round', node.sphericity, 2],
    ['nodes.rough', node.borderRoughness, 2],
  ];
  return said.flatMap(([key, value, digits]) => (value === null || value === undefined ? [] : [t(key, { value: value.toFixed(digits) })]));
}

export function sideText(side: string, t: Translate): string {
  return side === 'left' || side === 'right' || side === 'midline' ? t(`side.${side}`) : t('side.unknown');
}

export function volumeText(mm3: number): string {
  return mm3 < 1000 ? `${mm3.toFixed(0)} mm³` : `${(mm3 / 1000).toFixed(1)} cm³`;
}
