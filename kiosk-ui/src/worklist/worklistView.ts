import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { CaseRow } from '../contract.ts';
import { ageText, scannerTime } from '../i18n/time.ts';
import type { Translate } from '../i18n/language.ts';
import { firstLines, personId, personName } from '../i18n/words.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { badgeOf, type Badge } from './rowModel.ts';

export function worklistView(state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const rows = state.rows;
  return html`<section class="worklist" data-testid="worklist" aria-label=${t('list.title')}>
    <h2>${t('list.title')} ${rows === null ? nothing : html`<small>${t('list.count', { count: rows.length })}</small>`}</h2>
    ${rows === null ? html`<p class="quiet">${t('list.starting')}</p>` : nothing}
    ${rows?.length === 0 ? emptyList(t, state.link === 'live') : nothing}
    <ol>
      ${repeat(rows ?? [], (row) => row.id, (row) => rowView(row, state, t, actions))}
    </ol>
  </section>`;
}

function emptyList(t: Translate, live: boolean): TemplateResult {
  if (!live) return html`<p class="empty-mark">?</p>`;
  return html`<p class="empty-title">${t('list.empty')}</p><p class="quiet">${t('list.emptyHow')}</p>`;
}

function rowView(row: CaseRow, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const stale = state.link !== 'live';
  const badge = safeBadge(t, row, stale);
  const now = Date.now() + state.clockOffsetMs;
  return html`<li
    data-testid="case-row"
    data-case-id=${row.id}
    data-state=${stale ? '?' : row.state}
    data-priority=${stale ? '?' : (row.priority ?? '')}
    data-alarm=${stale ? '?' : (row.alarm?.phase ?? '')}
    class="row form-${badge.form} ${row.id === state.selectedId ? 'selected' : ''}"
  >
    <button type="button" @click=${() => actions.select(row.id)} aria-pressed=${row.id === state.selectedId}>
      <span class="badge">${badge.mark === '' ? nothing : html`<b>${badge.mark}</b>`} <span>${badge.text}</span></span>
      ${badge.progress === '' ? nothing : html`<span class="progress">${badge.progress}${progressBar(row)}</span>`}
      <span class="who">${personName(t, row)}</span>
      <span class="what"><span>${personId(t, row)}</span> <span>${studyText(t, row)}</span></span>
      ${firstLines(t, badge.details, 3).map((line) => html`<span class="detail">${line}</span>`)}
      <span class="when">${elapsed(t, row, now)} · ${t('list.images', { count: row.instances })}</span>
    </button>
  </li>`;
}

/** A row that cannot be put into words becomes a visible error, and the others stay. */
function safeBadge(t: Translate, row: CaseRow, stale: boolean): Badge {
  try {
    return badgeOf(t, row, stale);
  } catch (error) {
    return { form: 'unknown', mark: '?', text: t('fault.title'), progress: '', details: [(error as Error).message] };
  }
}

function progressBar(row: CaseRow): TemplateResult | typeof nothing {
  if (row.progress === null || row.progress.total <= 0 || row.state === 'Receiving') return nothing;
  return html`<progress max=${row.progress.total} value=${row.progress.done}></progress>`;
}

export function studyText(t: Translate, row: CaseRow): string {
  return row.studyTime === null ? t('list.noStudyTime') : t('list.studyTime', { time: scannerTime(row.studyTime) });
}

function elapsed(t: Translate, row: CaseRow, now: number): string {
  const at = row.lastInstance === null ? NaN : Date.parse(row.lastInstance);
  return Number.isNaN(at) ? t('list.noImage') : t('list.elapsed', { age: ageText(t, now - at) });
}
