import { html, render } from 'lit-html';
import { alarmBanner } from './alarm/alarmBanner.ts';
import { whoView } from './alarm/whoView.ts';
import { findingsView } from './findings/findingsView.ts';
import { bannersView } from './header/bannersView.ts';
import { footerView } from './header/footerView.ts';
import { headerView } from './header/headerView.ts';
import { initialLanguage, translator, type TextKey } from './i18n/language.ts';
import { Kiosk } from './kiosk.ts';
import type { PageState } from './pageState.ts';
import { ServicePage } from './service/servicePage.ts';
import { Viewer } from './viewer/viewer.ts';
import { worklistView } from './worklist/worklistView.ts';

const place = document.getElementById('page')!;
const kiosk: Kiosk = new Kiosk(initialLanguage(), draw, (id) => viewer.goToNode(id), () => service.toggle());
const viewer = new Viewer(translator(kiosk.state.language), (id) => kiosk.selectNode(id));
const service = new ServicePage(translator(kiosk.state.language));
let shownDetail: unknown;

function draw(): void {
  const state = kiosk.state;
  const t = translator(state.language);
  document.documentElement.lang = state.language;
  viewer.t = t;
  service.t = t;
  service.draw();
  viewer.hidden = state.link !== 'live';
  viewer.idle = idleWords(state);
  if (shownDetail !== state.detail) {
    shownDetail = state.detail;
    viewer.show(state.detail);
  }
  viewer.invalidate();
  render(
    html`${headerView(state, t, kiosk)} ${bannersView(state, t)} ${alarmBanner(state, t, kiosk)} ${whoView(state, t, kiosk)}
      <main>${worklistView(state, t, kiosk)} ${viewer.element} ${findingsView(state, t, kiosk)}</main>
      ${footerView(state, t)} ${service.element}`,
    place,
  );
}

function idleWords(state: PageState): TextKey {
  if (state.link === 'stale') return 'viewer.hidden';
  if (state.link === 'starting') return 'link.starting';
  if (state.selectedId !== null && state.detailError === null) return 'viewer.loadingCase';
  return state.rows?.length === 0 ? 'list.empty' : 'viewer.choose';
}

kiosk.start();
