import type { PageActions, PageState, Tab } from './pageState.ts';

const tabs: Record<string, Tab> = { f: 'findings', d: 'decision', r: 'record' };

/** Keys of the page around the viewer: f, d and r show a part of the case, Escape leaves what is on top. */
export function listenToPageKeys(state: PageState, actions: PageActions, service: { readonly isOpen: boolean; toggle(): void }): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || state.pad !== null) return;
    if (event.key === 'Escape') leave();
    else if (tabs[event.key] !== undefined && state.selectedId !== null && document.querySelector('[role=dialog]') === null) {
      actions.showTab(tabs[event.key]!);
      document.querySelector<HTMLElement>(`[data-tab=${tabs[event.key]}]`)?.focus();
    }
  });

  function leave(): void {
    const open = state.selectedId;
    if (state.asksWho) actions.actAs(null);
    else if (state.noteOpen) actions.closeNote();
    else if (service.isOpen) service.toggle();
    else if (open !== null) {
      actions.close();
      // Drawn once the address has changed.
      addEventListener('hashchange', () => document.querySelector<HTMLElement>(`li[data-case-id="${open}"] > button`)?.focus(), { once: true });
    }
  }
}
