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
  chooseTool(tool: 'scroll' | 'window' | 'pan'): void;
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
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [String(n), (to: KeyCommands) => to.preset(n - 1)])),
};

/** Keys work anywhere on the page, but not where one is typed (the PIN) or chosen (the opacity). */
export function listenToKeys(to: KeyCommands, isActive: () => boolean): void {
  addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement | null;
    if (event.ctrlKey || event.altKey || event.metaKey || target?.closest('input') != null || document.querySelector('[role=dialog]') !== null || !isActive()) return;
    const command = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (command === undefined) return;
    event.preventDefault();
    command(to);
  });
}
