import type { TextKey } from '../i18n/en.ts';

/** A display window in HU. */
export interface DisplayWindow {
  level: number;
  width: number;
}

/** Keys 1 to 5. Neck soft tissue first: it is the one a neck CT opens with. */
export const presets: readonly (DisplayWindow & { name: TextKey })[] = [
  { name: 'window.neck', level: 50, width: 350 },
  { name: 'window.larynx', level: 40, width: 250 },
  { name: 'window.bone', level: 500, width: 2500 },
  { name: 'window.lung', level: -600, width: 1500 },
  { name: 'window.wide', level: 40, width: 2000 },
];

/** Grey 0..255 for every int16 value; entry i stands for HU i - 32768. Linear as DICOM PS3.3 C.11.2.1.2 (VOI LUT, LINEAR). */
export function windowTable({ level, width }: DisplayWindow): Uint8ClampedArray<ArrayBuffer> {
  const table = new Uint8ClampedArray(65536);
  const span = Math.max(1, width - 1);
  for (let i = 0; i < table.length; i++) table[i] = ((i - 32768 - (level - 0.5)) / span + 0.5) * 255;
  return table;
}

/** The window after a drag of so many pixels: right widens, up brightens (lowers the level). */
export function draggedWindow(from: DisplayWindow, dx: number, dy: number): DisplayWindow {
  const step = Math.max(0.5, from.width / 300);
  return {
    level: Math.round(Math.min(3000, Math.max(-1500, from.level + dy * step))),
    width: Math.round(Math.min(6000, Math.max(2, from.width + dx * step))),
  };
}
