import type { KeyboardHand } from './keyboardHand.ts';

/** What keys ask of the viewer. Steps are towards the head when positive. */
export interface KeyCommands {
  step(slices: number): void;
  preset(index: number): void;
  toggleMasks(): void;
  toggleOutline(): void;
  opacityBy(step: number): void;
  neighbour(step: 1 | -1): void;
  zoomBy(factor: number): void;
  resetCameras(): void;
  toggleCine(): void;
  toggleLarge(): void;
  toggleCompare(): void;
  /** The earlier picture alone. */
  moveEarlier(slices: number): void;
  chooseTool(tool: 'scroll' | 'window' | 'pan'): void;
  readonly hand: KeyboardHand;
  keyImage(): void;
  note(): void;
}

const keys: Record<string, (to: KeyCommands) => void> = {
  ArrowUp: (to) => to.step(1),
  ArrowDown: (to) => to.step(-1),
  PageUp: (to) => to.step(10),
  PageDown: (to) => to.step(-10),
  n: (to) => to.neighbour(1),
  p: (to) => to.neighbour(-1),
  m: (to) => to.toggleMasks(),
  o: (to) => to.toggleOutline(),
  '[': (to) => to.opacityBy(-0.1),
  ']': (to) => to.opacityBy(0.1),
  '+': (to) => to.zoomBy(1.25),
  '=': (to) => to.zoomBy(1.25),
  '-': (to) => to.zoomBy(0.8),
  '0': (to) => to.resetCameras(),
  c: (to) => to.toggleCine(),
  l: (to) => to.toggleLarge(),
  v: (to) => to.toggleCompare(),
  s: (to) => to.chooseTool('scroll'),
  w: (to) => to.chooseTool('window'),
  g: (to) => to.chooseTool('pan'),
  i: (to) => to.keyImage(),
  t: (to) => to.note(),
  k: (to) => to.hand.holdNext(),
  x: (to) => to.hand.toggleMissed(),
  ',': (to) => to.hand.stretch(-1, 0),
  '.': (to) => to.hand.stretch(1, 0),
  '<': (to) => to.hand.stretch(0, -1),
  '>': (to) => to.hand.stretch(0, 1),
  ShiftArrowUp: (to) => to.hand.draw(0, -1),
  ShiftArrowDown: (to) => to.hand.draw(0, 1),
  ShiftArrowLeft: (to) => to.hand.draw(-1, 0),
  ShiftArrowRight: (to) => to.hand.draw(1, 0),
  ShiftPageUp: (to) => to.moveEarlier(1),
  ShiftPageDown: (to) => to.moveEarlier(-1),
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [String(n), (to: KeyCommands) => to.preset(n - 1)])),
};

/** Where what a key asked for goes on: the focus is brought there, and Tab leads to what can be said of it. */
const goesOnAt: Record<string, string> = { n: '.selected > .node', p: '.selected > .node', k: '.selected > .node', x: '[data-missed-class]' };

/** Keys work anywhere on the page, but not where one is typed (the PIN) or chosen (the opacity). */
export function listenToKeys(to: KeyCommands, isActive: () => boolean): void {
  addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement | null;
    if (event.ctrlKey || event.altKey || event.metaKey || target?.closest('input') != null || document.querySelector('[role=dialog]') !== null || !isActive()) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : (event.shiftKey ? 'Shift' : '') + event.key;
    const command = keys[key];
    if (command === undefined) return;
    event.preventDefault();
    command(to);
    document.querySelector<HTMLElement>(goesOnAt[key] ?? 'no-where')?.focus();
  });
}
