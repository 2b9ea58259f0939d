import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { ApplianceStatus } from '../contract.ts';
import type { Translate } from '../i18n/language.ts';
import { troubleText } from '../i18n/reasonText.ts';
import { ageText, screenTime } from '../i18n/time.ts';
import type { PageState } from '../pageState.ts';
import { fetchServiceStatus, type ServiceStatus } from './associations.ts';
import { associationTable } from './associationTable.ts';
import { runCheck, type CheckAnswer } from './checks.ts';

const refreshMs = 3000;
type CheckKind = 'echo' | 'golden';

/** For the engineer: what the box is, what is wrong with it, who has sent what, and two checks to start. The alarm banner stays visible above it. */
export class ServicePage {
  readonly element = document.createElement('section');
  #timer: ReturnType<typeof setInterval> | undefined;
  #status: ServiceStatus | null = null;
  #failed = false;
  readonly #checks: Partial<Record<CheckKind, CheckAnswer | 'running'>> = {};

  constructor(
    public t: Translate,
    readonly state: PageState,
  ) {
    this.element.className = 'service';
    this.element.dataset['testid'] = 'service';
    this.element.hidden = true;
  }

  get isOpen(): boolean {
    return !this.element.hidden;
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

  async #run(kind: CheckKind): Promise<void> {
    this.#checks[kind] = 'running';
    this.draw();
    this.#checks[kind] = await runCheck(kind);
    await this.#refresh();
  }

  #view(): TemplateResult {
    const t = this.t;
    const live = this.state.link === 'live' ? this.state.status : null;
    return html`<h2>${t('service.title')} <button type="button" data-testid="service-close" @click=${() => this.toggle()}>${t('service.close')}</button></h2>
      ${this.#failed ? html`<p role="alert">${t('service.unknown')}</p>` : nothing}
      <div class="cards">${live === null ? html`<p class="refused">${t('box.unknown')}</p>` : this.#cards(live)}</div>
      <div class="buttons">${this.#check('echo', t('service.echoRun'))} ${this.#check('golden', t('service.goldenRun'))}</div>
      ${this.#status === null ? nothing : html`${this.#technical(this.#status)} ${associationTable(this.#status.associations, t)}`}`;
  }

  #cards(status: ApplianceStatus): TemplateResult[] {
    const t = this.t;
    const { model, unsent } = status;
    const cards: [string, string, string[]][] = [
      [t('service.status'), status.ready ? t('box.ready') : t('box.problems'), status.problems.map((problem) => problem.code)],
      [
        t('service.model'),
        model === null ? t('box.noModel') : `${model.id} ${model.version}`,
        model === null ? [] : [`${model.provider}${model.precision === undefined ? '' : ` · ${model.precision}`}`, ...(model.options ?? []), ...(model.clinicalUse ? [] : [t('box.reference')])],
      ],
      [t('service.golden'), model?.tested == null ? t('service.goldenNever') : t('service.goldenOk', { time: screenTime(model.tested) }), []],
      [t('check.dicom'), status.lastEcho === null ? t('box.noEcho') : t('box.lastEcho', { time: screenTime(status.lastEcho) }), []],
      [t('service.storage'), t('box.disk', { percent: Math.floor(status.diskFreeFraction * 100) }), []],
      [
        t('service.sync'),
        status.centreConnected ? t('box.centreConnected') : t('box.centreAway'),
        [unsent.oldestSeconds === null ? t('box.unsent', { count: unsent.count }) : t('box.unsentOldest', { count: unsent.count, age: ageText(t, unsent.oldestSeconds * 1000) })],
      ],
      [t('service.versions'), `EdgeNode ${status.version}`, []],
    ];
    return cards.map(([title, main, more]) => html`<section class="card"><h3>${title}</h3><p><b>${main}</b></p>${more.map((line) => html`<p>${line}</p>`)}</section>`);
  }

  #check(kind: CheckKind, words: string): TemplateResult {
    const t = this.t;
    const answer = this.#checks[kind];
    return html`<span class="check">
      <button type="button" data-check=${kind} ?disabled=${answer === 'running'} @click=${() => void this.#run(kind)}>${words}</button>
      <span role="status" data-testid=${`check-${kind}`} data-done=${answer !== undefined && answer !== 'running'}>${answer === undefined ? '' : answer === 'running' ? t('service.running') : checkText(kind, answer, t)}</span>
    </span>`;
  }

  #technical({ technicalAlarms }: ServiceStatus): TemplateResult {
    const t = this.t;
    if (technicalAlarms.length === 0) return html`<p>${t('technical.none')}</p>`;
    return html`<h3>${t('technical.title')}</h3>
      <ul>
        ${technicalAlarms.map((alarm) => html`<li class="troubled" data-testid="technical-alarm" data-code=${alarm.code}>${screenTime(alarm.since)} ${troubleText(t, alarm)}</li>`)}
      </ul>`;
  }
}

function checkText(kind: CheckKind, answer: CheckAnswer, t: Translate): string {
  if (answer.kind === 'unanswered') return t('service.notRun', { what: answer.what });
  if (kind === 'echo') return answer.passed ? t('service.echoOk', { where: answer.text }) : t('service.echoFailed', { what: answer.text });
  return answer.passed ? t('service.goldenOk', { time: answer.text }) : t('service.goldenFailed', { what: answer.text });
}
