import type { NodeClass } from '../contract.ts';

/** How one class looks: the paper's hue, and a letter and dash that carry the class without any hue. */
export interface ClassLook {
  label: number;
  letter: string;
  rgb: readonly [number, number, number];
  css: string;
  /** Dash of the outline in screen pixels; empty is a solid line. */
  dash: readonly number[];
}

/** Hues of Cancers 2023, 15, 5890: red negative, yellow positive, light blue ENE. They say nothing about urgency. */
export const palette: Record<NodeClass, ClassLook> = {
  Negative: { label: 1, letter: 'N', rgb: [255, 40, 40], css: '#ff2828', dash: [3, 5] },
  Positive: { label: 2, letter: 'P', rgb: [255, 235, 0], css: '#ffeb00', dash: [11, 5] },
  Ene: { label: 3, letter: 'ENE', rgb: [90, 205, 255], css: '#5acdff', dash: [] },
};

export const looks: readonly ClassLook[] = [palette.Negative, palette.Positive, palette.Ene];

