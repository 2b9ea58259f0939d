import { html, nothing, type TemplateResult } from 'lit-html';
import { nodeClasses, type NodeFinding } from '../contract.ts';
import type { Translate } from '../i18n/language.ts';
import { codeText } from '../i18n/reasonText.ts';
import type { PageActions, PageState } from '../pageState.ts';

const usualReasons = ['VESSEL', 'MUSCLE', 'SALIVARY_GLAND', 'THYROID', 'PRIMARY_TUMOUR', 'ARTEFACT', 'NOT_A_NODE', 'OTHER'];

/** What the physician says of one node: agree is one tap, reject and reclassify are two. */
export function verdictView(node: NodeFinding, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const said = state.detail?.feedback?.nodes.find((known) => known.node === node.id) ?? null;
  const draft = state.verdict?.node === node.id ? state.verdict.verdict : null;
  const open = (verdict: 'Reject' | 'Reclassify') => actions.draftVerdict(draft === verdict ? null : { node: node.id, verdict, reasons: [] });
  const given = said?.verdict?.verdict ?? null;
  return html`<div class="verdicts" role="group" aria-label=${t('verdict.title', { node: node.id })}>
    <div class="buttons">
      <button type="button" data-verdict="Agree" aria-pressed=${given === 'Agree'} @click=${() => actions.judge(node.id, 'Agree', {})}>${t('verdict.Agree')}</button>
      <button type="button" data-verdict="Reject" aria-pressed=${given === 'Reject'} aria-expanded=${draft === 'Reject'} @click=${() => open('Reject')}>${t('verdict.Reject')}</button>
      <button type="button" data-verdict="Reclassify" aria-pressed=${given === 'Reclassify'} aria-expanded=${draft === 'Reclassify'} @click=${() => open('Reclassify')}>${t('verdict.Reclassify')}</button>
    </div>
    ${draft === 'Reject' ? reasons(node, state, t, actions) : nothing} ${draft === 'Reclassify' ? classes(node, state, t, actions) : nothing}
    ${state.calliper?.node === node.id ? calliper(t, actions) : nothing}
    ${said === null ? nothing : html`<p class="said" data-testid="said">${saidText(said, t)} ${withdrawButton((said.verdict ?? said.calliper)!.act, t, actions)}</p>`}
  </div>`;
}

function reasons(node: NodeFinding, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const codes = state.choices?.verdictReasons?.Reject ?? usualReasons;
  return html`<p class="quiet">${t('verdict.whyRejected')}</p>
    <div class="buttons">
      ${codes.map((code) => html`<button type="button" data-verdict-reason=${code} @click=${() => actions.judge(node.id, 'Reject', { reasons: [code] })}>${codeText(t, 'rejected', code)}</button>`)}
    </div>`;
}

/** A tap on the class records it; reasons before it are welcome and not asked for. */
function classes(node: NodeFinding, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const chosen = state.verdict?.reasons ?? [];
  return html`<p class="quiet">${t('verdict.asWhat')}</p>
    <div class="buttons">
      ${nodeClasses
        .filter((label) => label !== node.label)
        .map((label) => html`<button type="button" class="main" data-class=${label} @click=${() => actions.judge(node.id, 'Reclassify', { class: label, reasons: [...chosen] })}>${t(`class.${label}`)}</button>`)}
    </div>
    <p class="quiet">${t('verdict.whyReclassified')}</p>
    <div class="buttons">
      ${(state.choices?.verdictReasons?.Reclassify ?? []).map(
        (code) => html`<button
          type="button"
          data-class-reason=${code}
          aria-pressed=${chosen.includes(code)}
          @click=${() => actions.draftVerdict({ node: node.id, verdict: 'Reclassify', reasons: toggled(chosen, code) })}
        >
          ${codeText(t, 'reclassified', code)}
        </button>`,
      )}
    </div>`;
}

export function toggled(codes: readonly string[], code: string): string[] {
  return codes.includes(code) ? codes.filter((other) => other !== code) : [...codes, code];
}

function calliper(t: Translate, actions: PageActions): TemplateResult {
  return html`<div class="buttons">
    <button type="button" class="main" data-testid="record-calliper" @click=${() => actions.recordCalliper()}>${t('calliper.record')}</button>
    <button type="button" @click=${() => actions.dropCalliper()}>${t('calliper.drop')}</button>
  </div>`;
}

export function withdrawButton(act: string, t: Translate, actions: PageActions): TemplateResult {
  return html`<button type="button" data-withdraw=${act} @click=${() => actions.withdraw(act)}>${t('act.withdraw')}</button>`;
}

type Said = NonNullable<NonNullable<PageState['detail']>['feedback']>['nodes'][number];

export function saidText({ verdict, calliper: measured }: Said, t: Translate): string {
  const lines: string[] = [];
  if (verdict !== null) {
    const more = [verdict.class === null ? '' : t(`class.${verdict.class}`), ...verdict.reasons.map((code) => codeText(t, verdict.verdict === 'Reclassify' ? 'reclassified' : 'rejected', code))].filter((part) => part !== '');
    lines.push(`${verdict.reader}: ${t(`verdict.${verdict.verdict}`)}${more.length > 0 ? ` (${more.join(', ')})` : ''}`);
  }
  if (measured !== null) lines.push(t('calliper.said', { who: measured.reader, long: measured.longAxisMm?.toFixed(1) ?? '–', short: measured.shortAxisMm?.toFixed(1) ?? '–' }));
  return lines.join(' · ');
}
