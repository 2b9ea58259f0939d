import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { Translate } from '../i18n/language.ts';
import { troubleText } from '../i18n/reasonText.ts';
import { screenTime } from '../i18n/time.ts';
import { fetchServiceStatus, isTroubled, megabytes, type Association, type ServiceStatus } from './associations.ts';

const refreshMs = 3000;

/** For the technician: who has sent what, and what became of it. Opens over the page; the alarm banner stays visible above it. */
export class ServicePage {
  readonly element = document.createElement('section');
  #timer: ReturnType<typeof setInterval> | undefined;
  #status: ServiceStatus | null = null;
  #failed = false;

  constructor(public t: Translate) {
    this.element.className = 'service';
    this.element.dataset['testid'] = 'service';
    this.element.hidden = true;
  }

  toggle(): void {
    this.element.hidden = !this.element.hidden;
    clearInterval(this.#timer);
    if (this.element.hidden) return;
    this.draw();
    void this.#refresh();
    this.#timer = setInterval(() => void this.#refresh(), refreshMs);
  }

  draw(): void {
    if (!this.element.hidden) render(this.#view(), this.element);
  }

  async #refresh(): Promise<void> {
    try {
      this.#status = await fetchServiceStatus();
      this.#failed = false;
    } catch {
      // An old list would look like the present one.
      this.#status = null;
      this.#failed = true;
    }
    this.draw();
  }

  #view(): TemplateResult {
    const t = this.t;
    return html`<h2>${t('service.title')} <button type="button" @click=${() => this.toggle()}>${t('service.close')}</button></h2>
      ${this.#failed ? html`<p role="alert">${t('service.unknown')}</p>` : nothing}
      ${this.#status === null ? nothing : html`${this.#technical(this.#status)} ${this.#table(this.#status.associations)}`}`;
  }

  #technical({ technicalAlarms }: ServiceStatus): TemplateResult {
    const t = this.t;
    if (technicalAlarms.length === 0) return html`<p>${t('technical.none')}</p>`;
    return html`<h3>${t('technical.title')}</h3>
      <ul>
        ${technicalAlarms.map((alarm) => html`<li class="troubled" data-testid="technical-alarm" data-code=${alarm.code}>${screenTime(alarm.since)} ${troubleText(t, alarm)}</li>`)}
      </ul>`;
  }

  #table(associations: readonly Association[]): TemplateResult {
    const t = this.t;
    if (associations.length === 0) return html`<p>${t('service.none')}</p>`;
    return html`<table>
      <thead>
        <tr>
          <th>${t('service.started')}</th><th>${t('service.peer')}</th><th>${t('service.address')}</th><th>${t('service.contexts')}</th>
          <th>${t('service.stored')}</th><th>${t('service.refused')}</th><th>MB</th><th>${t('service.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        ${associations.map((association) => this.#row(association))}
      </tbody>
    </table>`;
  }

  #row(association: Association): TemplateResult {
    const contexts = association.contexts.map(({ abstractSyntax, transferSyntax }) => `${abstractSyntax} / ${transferSyntax}`).join('\n');
    return html`<tr class=${isTroubled(association) ? 'troubled' : ''} data-testid="association-row">
      <td>${screenTime(association.started)}</td>
      <td>${association.callingAe} → ${association.calledAe}</td>
      <td>${association.remoteAddress}${association.isTls ? ' TLS' : ''}</td>
      <td title=${contexts}>${association.contexts.length}</td>
      <td>${association.stored}</td>
      <td>${association.refused}</td>
      <td>${megabytes(association.bytes)}</td>
      <td>${association.outcome}: ${association.why}</td>
    </tr>`;
  }
}
