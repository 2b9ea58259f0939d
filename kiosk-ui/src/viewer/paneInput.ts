import type { Pane } from './pane.ts';

/** What one finger or the left button does when it is drawn over a picture. */
export type Tool = 'scroll' | 'window' | 'pan' | 'missed';

/** What pointers ask of the viewer; positions in device pixels of the pane's canvas. */
export interface PaneCommands {
  readonly tool: Tool;
  /** Takes hold of a handle; null when there is none within reach. The answer moves it. */
  grab(pane: Pane, x: number, y: number): ((x: number, y: number) => void) | null;
  tap(pane: Pane, x: number, y: number): void;
  scroll(pane: Pane, step: number): void;
  /** From where the drag began. */
  dragWindow(dx: number, dy: number, start: boolean): void;
  pan(pane: Pane, dx: number, dy: number): void;
  zoom(pane: Pane, factor: number, x: number, y: number): void;
  enlarge(pane: Pane): void;
}

const tapReach = 8;
const scrollPixels = 9;

interface Finger {
  x: number;
  y: number;
}

/**
 * One finger or the left button uses the chosen tool, a touch without moving sets the crosshair, two fingers always zoom and pan. The right
 * button windows, the middle one pans, the wheel scrolls and with Ctrl zooms.
 */
export function listenToPane(pane: Pane, to: PaneCommands): void {
  const fingers = new Map<number, Finger>();
  let drag: ((x: number, y: number) => void) | null = null;
  let begun: Finger & { moved: boolean } = { x: 0, y: 0, moved: false };
  const point = (event: MouseEvent): Finger => {
    const box = pane.canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) * devicePixelRatio, y: (event.clientY - box.top) * devicePixelRatio };
  };

  pane.element.addEventListener('pointerdown', (event) => {
    const at = point(event);
    fingers.set(event.pointerId, at);
    pane.element.setPointerCapture(event.pointerId);
    if (fingers.size === 1) {
      begun = { ...at, moved: false };
      drag = dragOf(event.button, at);
    } else {
      begun.moved = true;
      drag = null;
    }
  });
  pane.element.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const at = point(event);
    if (Math.hypot(at.x - begun.x, at.y - begun.y) > tapReach * devicePixelRatio) begun.moved = true;
    if (fingers.size === 2) pinch(event.pointerId, before, at);
    else if (begun.moved) drag?.(at.x, at.y);
    fingers.set(event.pointerId, at);
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    pane.element.addEventListener(end, (event) => {
      const last = fingers.get(event.pointerId);
      fingers.delete(event.pointerId);
      if (end === 'pointerup' && event.button === 0 && last !== undefined && fingers.size === 0 && !begun.moved) to.tap(pane, last.x, last.y);
      drag = null;
    });
  }
  pane.element.addEventListener('dblclick', () => to.enlarge(pane));
  pane.element.addEventListener('contextmenu', (event) => event.preventDefault());
  pane.element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const at = point(event);
      if (event.deltaY === 0) return;
      if (event.ctrlKey) to.zoom(pane, Math.exp(-event.deltaY / 400), at.x, at.y);
      else to.scroll(pane, event.deltaY < 0 ? 1 : -1);
    },
    { passive: false },
  );

  function dragOf(button: number, from: Finger): (x: number, y: number) => void {
    const tool = button === 2 ? 'window' : button === 1 ? 'pan' : to.tool;
    const held = button === 0 ? to.grab(pane, from.x, from.y) : null;
    if (held !== null) return held;
    let last = { ...from };
    switch (tool) {
      case 'window':
        to.dragWindow(0, 0, true);
        return (x, y) => to.dragWindow((x - from.x) / devicePixelRatio, (y - from.y) / devicePixelRatio, false);
      case 'pan':
        return (x, y) => {
          to.pan(pane, x - last.x, y - last.y);
          last = { x, y };
        };
      default:
        return (_, y) => {
          const step = Math.trunc((last.y - y) / (scrollPixels * devicePixelRatio));
          if (step === 0) return;
          to.scroll(pane, step);
          last.y -= step * scrollPixels * devicePixelRatio;
        };
    }
  }

  function pinch(id: number, before: Finger, at: Finger): void {
    const other = [...fingers].find(([known]) => known !== id)![1];
    const span = (finger: Finger) => Math.max(20, Math.hypot(finger.x - other.x, finger.y - other.y));
    to.zoom(pane, span(at) / span(before), (at.x + other.x) / 2, (at.y + other.y) / 2);
    to.pan(pane, (at.x - before.x) / 2, (at.y - before.y) / 2);
  }
}
