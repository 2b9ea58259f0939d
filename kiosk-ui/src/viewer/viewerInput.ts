/** What keys, wheel and pointers ask of the viewer. Steps are towards the head when positive. */
export interface ViewerCommands {
  scroll(step: number): void;
  preset(index: number): void;
  dragWindow(dx: number, dy: number, start: boolean): void;
  toggleMasks(): void;
  neighbour(step: 1 | -1): void;
}

const keys: Record<string, (to: ViewerCommands) => void> = {
  ArrowUp: (to) => to.scroll(1),
  ArrowDown: (to) => to.scroll(-1),
  PageUp: (to) => to.scroll(10),
  PageDown: (to) => to.scroll(-10),
  n: (to) => to.neighbour(1),
  p: (to) => to.neighbour(-1),
  m: (to) => to.toggleMasks(),
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [String(n), (to: ViewerCommands) => to.preset(n - 1)])),
};

/** Keys work anywhere on the page, wheel and pointers on the picture. One finger or the left button scrolls, the right one windows. */
export function listenToInput(picture: HTMLElement, to: ViewerCommands): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const command = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (command === undefined) return;
    event.preventDefault();
    command(to);
  });
  picture.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (event.deltaY !== 0) to.scroll(event.deltaY < 0 ? 1 : -1);
    },
    { passive: false },
  );
  picture.addEventListener('contextmenu', (event) => event.preventDefault());
  listenToDrag(picture, to);
}

function listenToDrag(picture: HTMLElement, to: ViewerCommands): void {
  let from: { x: number; y: number; windowing: boolean } | null = null;
  picture.addEventListener('pointerdown', (event) => {
    from = { x: event.clientX, y: event.clientY, windowing: event.button === 2 };
    picture.setPointerCapture(event.pointerId);
    if (from.windowing) to.dragWindow(0, 0, true);
  });
  picture.addEventListener('pointermove', (event) => {
    if (from === null) return;
    if (from.windowing) {
      to.dragWindow(event.clientX - from.x, event.clientY - from.y, false);
      return;
    }
    const step = Math.trunc((from.y - event.clientY) / 10);
    if (step === 0) return;
    to.scroll(step);
    from.y -= step * 10;
  });
  for (const end of ['pointerup', 'pointercancel'] as const) picture.addEventListener(end, () => (from = null));
}
