import { fillTables, type FillTables } from './paintSlice.ts';
import { draggedWindow, presets, windowTable, type DisplayWindow } from './windowTable.ts';

const opacityRange = [0, 0.8] as const;

/** How greys and masks are shown: window, opacity, outlines, masks at all. */
export class Display {
  window: DisplayWindow = presets[0]!;
  table = windowTable(presets[0]!);
  opacity = 0.3;
  fills: FillTables = fillTables(0.3);
  masksOn = true;
  outline = true;
  #dragFrom: DisplayWindow = presets[0]!;

  setWindow(window: DisplayWindow): void {
    this.window = window;
    this.table = windowTable(window);
  }

  drag(dx: number, dy: number, start: boolean): void {
    if (start) this.#dragFrom = { level: this.window.level, width: this.window.width };
    else this.setWindow(draggedWindow(this.#dragFrom, dx, dy));
  }

  setOpacity(opacity: number): void {
    this.opacity = Math.round(Math.min(opacityRange[1], Math.max(opacityRange[0], opacity)) * 100) / 100;
    this.fills = fillTables(this.opacity);
  }

  /** What a painted slice depends on. */
  get key(): string {
    return `${this.window.level}/${this.window.width} ${this.opacity}`;
  }
}
