import { html, nothing, type TemplateResult } from 'lit-html';
import type { Person } from '../contract.ts';
import type { Translate } from '../i18n/language.ts';
import type { PageActions, PageState } from '../pageState.ts';
import { canTry, secondsLeft } from './signOnState.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Who is there, and a pad for the PIN: no keyboard is needed. Over the page, but never over the alarms. */
export function signOnView(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  const pad = state.pad;
  if (pad === null || state.link !== 'live') return nothing;
  const people = state.choices?.people ?? [];
  const wait = secondsLeft(pad.waitUntil, performance.now());
  return html`<div class="veil">
    <div class="pad" role="dialog" tabindex="-1" aria-modal="true" aria-label=${t('signOn.title')} data-testid="sign-on">
      <h2>${t('signOn.title')}</h2>
      <div class="people">
        ${people.map(
          (person) => html`<button type="button" data-person=${person.code} aria-pressed=${pad.person?.code === person.code} @click=${(event: Event) => chosen(event, person, actions)}>
            <b>${person.name}</b> <small>${t(`role.${person.role}`)}</small>
          </button>`,
        )}
      </div>
      <p class="dots" data-testid="pin-dots" aria-live="polite">${pad.person === null ? t('signOn.who') : '●'.repeat(pad.digits.length) || t('signOn.pin')}</p>
      <p class="quiet">${t('signOn.badge')}</p>
      ${pad.refused === null ? nothing : html`<p class="pad-refused" role="alert" data-testid="pin-refused">${t('signOn.refused', { code: pad.refused })}</p>`}
      ${wait > 0 ? html`<p class="pad-wait">${t('signOn.wait', { seconds: wait })}</p>` : nothing}
      <div class="digits">
        ${digits.map((digit) => digitButton(digit, actions))}
        <button type="button" aria-label=${t('signOn.erase')} @click=${() => actions.eraseDigit()}>⌫</button>
        ${digitButton('0', actions)}
        <button type="button" class="go" data-testid="pin-go" ?disabled=${!canTry(pad, performance.now())} @click=${() => actions.trySignOn()}>${t('signOn.go')}</button>
      </div>
      <button type="button" class="cancel" @click=${() => actions.closePad()}>${t('act.cancel')}</button>
    </div>
  </div>`;
}

// The PIN and its Enter come next, wherever they are typed: not this button again.
function chosen(event: Event, person: Person, actions: PageActions): void {
  actions.choosePerson(person);
  (event.currentTarget as HTMLElement).closest<HTMLElement>('[role=dialog]')?.focus();
}

function digitButton(digit: string, actions: PageActions): TemplateResult {
  return html`<button type="button" data-digit=${digit} @click=${() => actions.typeDigit(digit)}>${digit}</button>`;
}

/** A keyboard or badge reader types into the pad wherever the focus is; buttons keep their Enter, but not that of a badge. */
export function typeIntoPad(event: KeyboardEvent, state: PageState, actions: PageActions): void {
  if (state.pad === null || event.ctrlKey || event.altKey || event.metaKey) return;
  if (/^[!-~]$/.test(event.key)) actions.typeKey(event.key, event.timeStamp);
  else if (event.key === 'Backspace') actions.eraseDigit();
  else if (event.key === 'Escape') actions.closePad();
  else if (event.key === 'Enter' && actions.tryBadge()) event.preventDefault();
  else if (event.key === 'Enter' && !(event.target as HTMLElement).matches('button')) actions.trySignOn();
  else return;
  event.preventDefault();
}

/** Who is signed on, with the time left; beside it the way off. */
export function signedOnView(state: PageState, t: Translate, actions: PageActions): TemplateResult | typeof nothing {
  const who = state.signedOn;
  if (who === null) {
    if ((state.choices?.people ?? []).length === 0) return nothing;
    return html`<button type="button" class="sign" data-testid="sign-on-button" @click=${() => actions.openPad()}>${t('signOn.open')}</button>`;
  }
  const left = secondsLeft(who.until, performance.now());
  return html`<button type="button" class="sign signed" data-testid="sign-off" title=${t('signOn.off', { name: who.name })} @click=${() => actions.signOff()}>
    <b>${who.name}</b><small>${t('signOn.left', { seconds: left })}</small>
  </button>`;
}
