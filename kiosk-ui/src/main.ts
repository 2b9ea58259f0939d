import { html, nothing, render } from 'lit-html';
import { alarmBanner } from './alarm/alarmBanner.ts';
import { whoView } from './alarm/whoView.ts';
import { findingsView } from './findings/findingsView.ts';
import { bannersView } from './header/bannersView.ts';
import { followDialog, keepTabInside } from './header/dialogFocus.ts';
import { footerView } from './header/footerView.ts';
import { headerView } from './header/headerView.ts';
import { initialLanguage, translator, type TextKey } from './i18n/language.ts';
import { Kiosk } from './kiosk.ts';
import { listenToPageKeys } from './pageKeys.ts';
import type { PageState } from './pageState.ts';
import { noteView } from './note/noteView.ts';
import { signOnView, typeIntoPad } from './signOn/signOnView.ts';
import { ServicePage } from './service/servicePage.ts';
import { keyImage, saveKeyImage } from './viewer/keyImage.ts';
import { Viewer } from './viewer/viewer.ts';
import { worklistView } from './worklist/worklistView.ts';

const place = document.getElementById('page')!;
let picture: string | null = null;
const kiosk: Kiosk = new Kiosk(initialLanguage(), draw, (id) => viewer.goToNode(id), () => service.toggle(), {
  view: () => ({
    openSeconds: Math.round((performance.now() - viewer.openedAt) / 100) / 10,
    slicesVisited: viewer.visited.size,
    masksShown: viewer.display.masksOn,
    sawFindingsFirst: true,
  }),
  geometry: () => viewer.volume?.geometry ?? null,
  dropCalliper: (node) => {
    viewer.own.delete(node);
    viewer.invalidate();
  },
  dropMissed: () => viewer.commands.chooseTool('scroll'),
});
const viewer: Viewer = new Viewer(translator(kiosk.state.language), {
  node: (id) => kiosk.selectNode(id),
  calliper: (id, callipers) => kiosk.calliperMoved(id, callipers),
  ellipse: (ellipse) => kiosk.missedDrawn(ellipse),
  keyImage: () => saveKeyImage(viewer),
  note: () => {
    picture = keyImage(viewer)?.toDataURL('image/png') ?? null;
    kiosk.openNote();
  },
});
const service = new ServicePage(translator(kiosk.state.language), kiosk.state);
let shownDetail: unknown;

function draw(): void {
  const state = kiosk.state;
  const t = translator(state.language);
  document.documentElement.lang = state.language;
  document.body.classList.toggle('reading', state.selectedId !== null);
  viewer.t = t;
  service.t = t;
  service.draw();
  viewer.hidden = state.link !== 'live';
  viewer.idle = idleWords(state);
  viewer.element.hidden = state.selectedId === null;
  if (shownDetail !== state.detail) {
    shownDetail = state.detail;
    viewer.show(state.detail);
  }
  viewer.invalidate();
  render(
    html`${headerView(state, t, kiosk)} ${bannersView(state, t)} ${alarmBanner(state, t, kiosk)} ${whoView(state, t, kiosk)}
      <main>${worklistView(state, t, kiosk)} ${viewer.element} ${state.selectedId === null ? nothing : findingsView(state, t, kiosk)} ${service.element}</main>
      ${footerView(state, t)} ${noteView(state, t, kiosk, picture)} ${signOnView(state, t, kiosk)}`,
    place,
  );
  followDialog();
}

function idleWords(state: PageState): TextKey {
  if (state.link === 'stale') return 'viewer.hidden';
  if (state.link === 'starting') return 'link.starting';
  if (state.selectedId !== null && state.detailError === null) return 'viewer.loadingCase';
  return state.rows?.length === 0 ? 'list.empty' : 'viewer.choose';
}

listenToPageKeys(kiosk.state, kiosk, service);
addEventListener('keydown', keepTabInside);
kiosk.start();
addEventListener('keydown', (event) => typeIntoPad(event, kiosk.state, kiosk));
