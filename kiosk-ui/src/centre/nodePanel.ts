import { html, nothing, type TemplateResult } from 'lit-html';
import type { NodeClass } from '../contract.ts';
import { outcomes, type Decided, type DisputedCase, type DisputedNode, type Outcome, type Said } from './adjudication.ts';

const classes: Record<NodeClass, string> = { Negative: 'negative', Positive: 'positive', Ene: 'ENE' };
const words: Record<Outcome, string> = { ...classes, NotANode: 'not a node', Unclear: 'unclear' };

/** Every node in question with what the network, the site and the central team said, and the five decisions for the chosen one. */
export function nodePanel(of: DisputedCase, chosen: DisputedNode | null, sending: boolean, choose: (node: DisputedNode) => void, decide: (node: DisputedNode, outcome: Outcome) => void): TemplateResult {
  const waiting = of.nodes.filter((node) => node.open).length;
  return html`<p data-testid="waiting">${waiting === 0 ? 'Every node in question is decided.' : `${waiting} of ${of.nodes.length} nodes wait for a decision.`}</p>
    <ul class="nodes">
      ${of.nodes.map(
        (node) => html`<li class=${node === chosen ? 'chosen' : ''} data-node=${node.number}>
          <button type="button" class="node" aria-pressed=${node === chosen} @click=${() => choose(node)}>
            <b>Node ${node.number}</b> ${node.open ? html`<span class="open">waits</span>` : nothing}
            <small>revision ${node.revision} · network: ${node.network === null ? 'found none' : classes[node.network]}${node.shortAxisMm === null ? '' : ` · ${node.shortAxisMm.toFixed(1)} mm`}</small>
          </button>
          ${node.said.map(saidView)} ${node.decided.map(decidedView)} ${node === chosen ? choices(of, node, sending, decide) : nothing}
        </li>`,
      )}
    </ul>`;
}

function saidView(said: Said): TemplateResult {
  const reasons = said.reasons.length === 0 ? '' : ` (${said.reasons.join(', ')})`;
  const line = `${said.role} ${said.reader.slice(0, 8)}: ${said.what}${said.class === null ? '' : ` → ${classes[said.class]}`}${reasons}`;
  return html`<p class="said">${said.withdrawn ? html`<s>${line}</s> withdrawn` : line}</p>`;
}

function decidedView(decided: Decided): TemplateResult {
  return html`<p class="decided" data-testid="decided">${decided.made.slice(0, 16).replace('T', ' ')} ${decided.by} (${decided.role}): <b>${words[decided.outcome]}</b></p>`;
}

function choices(of: DisputedCase, node: DisputedNode, sending: boolean, decide: (node: DisputedNode, outcome: Outcome) => void): TemplateResult {
  if (!of.mayDecide) return html`<p class="said">A token with the role adjudicate decides.</p>`;
  return html`<div class="choices" role="group" aria-label="Decision for node ${node.number}">
    ${node.crop === null ? html`<p class="said">No crop of this node came: decide unclear, or by what else is known.</p>` : nothing}
    ${outcomes.map((outcome) => html`<button type="button" data-outcome=${outcome} ?disabled=${sending} @click=${() => decide(node, outcome)}>${words[outcome]}</button>`)}
  </div>`;
}
