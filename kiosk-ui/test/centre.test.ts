import { describe, expect, it } from 'vitest';
import type { DisputedCase, DisputedNode } from '../src/centre/adjudication.ts';
import { nodePanel } from '../src/centre/nodePanel.ts';
import { templateText } from './templateText.ts';

const node = (more: Partial<DisputedNode>): DisputedNode => ({ revision: 1, number: 2, network: 'Ene', shortAxisMm: 18.1, said: [], decided: [], open: true, crop: 2, ...more });
const of = (nodes: DisputedNode[], mayDecide = true): DisputedCase => ({ site: 'north', caseKey: 'k', why: ['READERS_DIFFER'], seen: 7, mayDecide, nodes });
const read = (disputed: DisputedCase, chosen: DisputedNode | null) => templateText(nodePanel(disputed, chosen, false, () => {}, () => {}));

describe('the nodes in question at the centre', () => {
  it('say what the network, the site and the centre said, with who and when', () => {
    const said = [{ reader: 'ca97811200', role: 'physician', what: 'Reject', class: null, reasons: ['VESSEL'], withdrawn: false }];
    const decided = [{ outcome: 'NotANode' as const, by: 'wu', role: 'Adjudicate', made: '2026-11-26T17:00:00.0000000Z' }];
    const text = read(of([node({ said, decided, open: false })]), null);
    for (const words of ['network: ENE', '18.1 mm', 'physician ca978112: Reject (VESSEL)', '2026-11-26 17:00', 'wu', 'not a node', 'Every node in question is decided.']) expect(text).toContain(words);
  });

  it('count those that wait', () => {
    expect(read(of([node({}), node({ number: 3, open: false })]), null)).toContain('1 of 2 nodes wait for a decision.');
  });

  it('offer a decision for the chosen node, and only to those who may', () => {
    const one = node({});
    expect(read(of([one]), one)).toContain('unclear');
    expect(read(of([one]), null)).not.toContain('unclear');
    const refused = read(of([one], false), one);
    expect(refused).toContain('role adjudicate');
    expect(refused).not.toContain('unclear');
  });

  it('say that no crop came, and that the network found none', () => {
    const missed = node({ number: 1001, network: null, shortAxisMm: null, crop: null });
    const text = read(of([missed]), missed);
    expect(text).toContain('No crop of this node came');
    expect(text).toContain('found none');
  });
});
