import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { CaseRow } from '../contract.ts';
import { ageText, scannerTime } from '../i18n/time.ts';
import type { Translate } from '../i18n/language.ts';
import { firstLines, personId, personName } from '../i18n/words.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { emptyList } from './emptyList.ts';
import { badgeOf, type Badge } from './rowModel.ts';

/** The whole screen while no case is open, to be read from across the room; a column beside an open case. */
export function worklistView(state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const rows = state.rows;
  const open = state.selectedId !== null;
  return html`<section class="worklist ${open ? 'rail' : 'board'}" data-testid="worklist" aria-label=${t('list.title')}>
    <h2>
      ${open ? html`<button type="button" class="back" data-testid="back" @click=${() => actions.close()}>${t('list.back')}</button>` : t('list.title')}
      ${rows === null ? nothing : html`<small>${t('list.count', { count: rows.length })}</small>`}
    </h2>
    ${rows === null ? html`<div class="blank-list"><p class="empty-title">${t('list.starting')}</p><p>${t('starting.text')}</p></div>` : nothing}
    ${rows?.length === 0 ? emptyList(state, t) : nothing}
    <ol tabindex=${open ? nothing : '-1'}>
      ${repeat(rows ?? [], (row) => row.id, (row) => rowView(row, state, t, actions))}
    </ol>
  </section>`;
}

function rowView(row: CaseRow, state: PageState, t: Translate, actions: PageActions): TemplateResult {
  const stale = state.link !== 'live';
  const badge = safeBadge(t, row, stale);
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
      <span class="person">
        <span class="who">${personName(t, row)}</span>
        <span class="what"><span>${personId(t, row)}</span> <span>${studyText(t, row)}</span></span>
      </span>
      <span class="says">
        ${badge.progress === '' ? nothing : html`<span class="progress">${badge.progress}${progressBar(row, t)}</span>`}
        ${firstLines(t, badge.details, 3).map((line) => html`<span class="detail">${line}</span>`)}
      </span>
      <span class="when">${elapsed(row, state, t)} <small>${t('list.images', { count: row.instances })}</small></span>
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

function progressBar(row: CaseRow, t: Translate): TemplateResult | typeof nothing {
  if (row.progress === null || row.progress.total <= 0 || row.state === 'Receiving') return nothing;
  return html`<progress aria-label=${t('state.Analysing')} max=${row.progress.total} value=${row.progress.done}></progress>`;
}

export function studyText(t: Translate, row: Pick<CaseRow, 'studyTime'>): string {
  return row.studyTime === null ? t('list.noStudyTime') : t('list.studyTime', { time: scannerTime(row.studyTime) });
}

function elapsed(row: CaseRow, state: PageState, t: Translate): TemplateResult {
  const at = row.lastInstance === null ? NaN : Date.parse(row.lastInstance);
  if (Number.isNaN(at)) return html`<b>–</b><small>${t('list.noImage')}</small>`;
  return html`<b>${ageText(t, Date.now() + state.clockOffsetMs - at)}</b><small>${t('list.sinceLast')}</small>`;
}
