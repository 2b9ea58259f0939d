const dialogs = () => [...document.querySelectorAll<HTMLElement>('[role=dialog]')];

let dialog: HTMLElement | undefined;
let before: Element | null = null;

/** After each drawing: the focus goes into a dialog that has opened, and back to where it was when it has closed. */
export function followDialog(): void {
  const now = dialogs().at(-1);
  if (now === dialog) return;
  if (dialog === undefined) before = document.activeElement;
  dialog = now;
  if (now !== undefined) now.focus();
  else if (before instanceof HTMLElement && before.isConnected) before.focus();
}

/** Tab goes round in the dialog. */
export function keepTabInside(event: KeyboardEvent): void {
  if (event.key !== 'Tab' || dialog === undefined) return;
  const stops = [...dialog.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = event.shiftKey ? (at <= 0 ? stops.length - 1 : at - 1) : (at + 1) % stops.length;
  event.preventDefault();
  stops[next]?.focus();
}
