import { html, nothing, render } from 'lit-html';
import { newActId } from '../connection/actId.ts';
import type { CaseDetail } from '../contract.ts';
import { translator } from '../i18n/language.ts';
import { Viewer } from '../viewer/viewer.ts';
import { fetchCase, fetchCrop, postDecision, type DisputedCase, type DisputedNode, type Outcome } from './adjudication.ts';
import { nodePanel } from './nodePanel.ts';

/** The central team's page: one case of the work list, its crops in the kiosk's viewer, a decision for each node. */
const place = document.getElementById('page')!;
const [, , site = '', caseKey = ''] = location.pathname.split('/');
const viewer = new Viewer(translator('en'), { node: chooseByNumber, calliper: () => {}, ellipse: () => {}, keyImage: () => {}, note: () => {} }, (id) => `/api/crops/${id}`);
viewer.looksOnly = true;
viewer.idle = 'viewer.noVolume';
let disputed: DisputedCase | null = null;
let chosen: DisputedNode | null = null;
let trouble: string | null = null;
let sending = false;

function draw(): void {
  const head = html`<header>
    <h1>Adjudicate <small>EdgeNode centre</small></h1>
    <div class="box"><b>${site}</b> <span class="facts">case ${caseKey}${disputed === null ? nothing : html` · ${disputed.why.join(', ')}`}</span></div>
    <a href="/worklist">Work list</a> <a href="/cases/${site}/${caseKey}">Everything that is known of the case</a>
  </header>`;
  const panel = disputed === null ? nothing : nodePanel(disputed, chosen, sending, choose, decide);
  render(html`${head}${trouble === null ? nothing : html`<p class="trouble" role="alert" data-testid="trouble">${trouble}</p>`}<main>${viewer.element}<aside>${panel}</aside></main>`, place);
}

function choose(node: DisputedNode): void {
  chosen = node;
  draw();
  if (node.crop === null) return viewer.show(null);
  const id = [site, caseKey, node.revision, node.crop].join('/');
  if (viewer.detail?.row.id === id) return viewer.goToNode(node.number);
  fetchCrop(id)
    .then((result) => {
      if (!isChosen(node)) return;
      viewer.show(detailOf(id, node.revision, result));
      viewer.goToNode(node.number);

      // The viewer opens a case at its most urgent node; the one that was asked for stays the one that is decided on.
      chosen = node;
      trouble = result.nodes.some((shown) => shown.id === node.number) ? null : `Node ${node.number} is not painted in this crop: its mark was withdrawn, or it lies outside.`;
      draw();
    })
    .catch((error: unknown) => tell(`The crop cannot be shown: ${(error as Error).message}.`));
}

/** The viewer went to a node of the crop that is open. */
function chooseByNumber(number: number): void {
  viewer.goToNode(number);
  const node = disputed?.nodes.find((one) => one.number === number && one.revision === chosen?.revision);
  if (node !== undefined) chosen = node;
  draw();
}

const isChosen = (node: DisputedNode) => chosen?.number === node.number && chosen.revision === node.revision;

async function decide(node: DisputedNode, outcome: Outcome): Promise<void> {
  if (disputed === null || sending) return;
  sending = true;
  trouble = null;
  draw();
  try {
    await postDecision(disputed, node, outcome, newActId());
    await load();
  } catch (error) {
    tell(`Not stored: ${(error as Error).message}. Nothing was ticked off.`);
  } finally {
    sending = false;
    draw();
  }
}

async function load(): Promise<void> {
  disputed = await fetchCase(site, caseKey);
  const same = disputed.nodes.find((node) => node.number === chosen?.number && node.revision === chosen.revision);
  if (same !== undefined) chosen = same;
  draw();
}

function tell(words: string): void {
  trouble = words;
  draw();
}

/** A crop as the viewer takes a case: site and pseudonym where a box has name and number. */
function detailOf(id: string, revision: number, result: CaseDetail['result']): CaseDetail {
  const row = { id, revision, state: 'Analysed', patientName: site, patientId: caseKey.slice(0, 12), studyTime: null } as CaseDetail['row'];
  return { row, result } as CaseDetail;
}

draw();
load()
  .then(() => {
    const first = disputed?.nodes.find((node) => node.open && node.crop !== null) ?? disputed?.nodes[0];
    if (first !== undefined) choose(first);
    viewer.invalidate();
  })
  .catch((error: unknown) => tell(`The case cannot be shown: ${(error as Error).message}.`));
