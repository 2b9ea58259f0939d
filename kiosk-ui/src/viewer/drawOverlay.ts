import type { NodeFinding } from '../contract.ts';
import type { EdgeMarks } from './orientation.ts';
import { outlines } from './contour.ts';
import { looks } from './palette.ts';
import { placeTags, type Tag } from './tags.ts';
import { toScreen, type Viewport } from './viewport.ts';

type Ink = CanvasRenderingContext2D;

/** Outlines of each class in device pixels: hue with its dash on a black casing, readable on any grey. */
export function drawOutlines(ink: Ink, view: Viewport, labels: Uint8Array, width: number, unit: number): void {
  for (const look of looks) {
    const path = new Path2D();
    for (const loop of outlines(labels, width, look.label)) {
      for (let i = 0; i < loop.length; i += 2) {
        const [x, y] = toScreen(view, loop[i]!, loop[i + 1]!);
        if (i === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      }
      path.closePath();
    }
    stroke(ink, path, '#000', 4.5 * unit, []);
    stroke(ink, path, look.css, 2 * unit, look.dash.map((length) => length * unit));
  }
}

/** The long and short axes on the slice where they were measured. */
export function drawAxes(ink: Ink, view: Viewport, nodes: readonly NodeFinding[], z: number, unit: number): void {
  for (const node of nodes.filter((node) => node.axialSlice === z)) {
    const path = new Path2D();
    for (const ends of [node.longAxisVoxels, node.shortAxisVoxels]) {
      if (ends.length !== 4) continue;
      path.moveTo(...toScreen(view, ends[0]!, ends[1]!));
      path.lineTo(...toScreen(view, ends[2]!, ends[3]!));
    }
    stroke(ink, path, '#000', 3.5 * unit, []);
    stroke(ink, path, '#fff', 1.3 * unit, []);
  }
}

export function drawTags(ink: Ink, view: Viewport, nodes: readonly NodeFinding[], z: number, unit: number): void {
  for (const tag of placeTags(nodes, z, view, ink.canvas.width / 2, unit)) drawTag(ink, tag, unit);
}

function drawTag(ink: Ink, tag: Tag, unit: number): void {
  const line = new Path2D();
  line.moveTo(...tag.anchor);
  line.lineTo(tag.x, tag.y);
  stroke(ink, line, '#000', 3.5 * unit, []);
  stroke(ink, line, '#fff', 1.3 * unit, []);
  ink.font = `bold ${15 * unit}px sans-serif`;
  const width = ink.measureText(tag.text).width + 10 * unit;
  const left = tag.side < 0 ? tag.x - width : tag.x;
  ink.fillStyle = '#000';
  ink.fillRect(left, tag.y - 11 * unit, width, 22 * unit);
  ink.strokeStyle = tag.css;
  ink.lineWidth = 2 * unit;
  ink.strokeRect(left, tag.y - 11 * unit, width, 22 * unit);
  text(ink, tag.text, left + width / 2, tag.y, 15 * unit);
}

export function drawMarks(ink: Ink, marks: EdgeMarks, unit: number): void {
  const { width, height } = ink.canvas;
  text(ink, marks.left, 18 * unit, height / 2, 24 * unit);
  text(ink, marks.right, width - 18 * unit, height / 2, 24 * unit);
  text(ink, marks.top, width / 2, 20 * unit, 24 * unit);
  text(ink, marks.bottom, width / 2, height - 20 * unit, 24 * unit);
}

/** A bar of 50 mm at the right edge of the picture. */
export function drawScaleBar(ink: Ink, view: Viewport, label: string, unit: number): void {
  const length = 50 * view.perMm;
  const right = ink.canvas.width - 24 * unit;
  const y = ink.canvas.height - 24 * unit;
  const bar = new Path2D();
  for (const x of [right - length, right]) {
    bar.moveTo(x, y - 6 * unit);
    bar.lineTo(x, y + 6 * unit);
  }
  bar.moveTo(right - length, y);
  bar.lineTo(right, y);
  stroke(ink, bar, '#000', 5 * unit, []);
  stroke(ink, bar, '#fff', 2 * unit, []);
  text(ink, label, right - length / 2, y - 14 * unit, 15 * unit);
}

export function text(ink: Ink, words: string, x: number, y: number, size: number): void {
  ink.font = `bold ${size}px "Noto Sans CJK TC", sans-serif`;
  ink.textAlign = 'center';
  ink.textBaseline = 'middle';
  ink.setLineDash([]);
  ink.lineJoin = 'round';
  ink.lineWidth = size / 4;
  ink.strokeStyle = '#000';
  ink.strokeText(words, x, y);
  ink.fillStyle = '#fff';
  ink.fillText(words, x, y);
}

function stroke(ink: Ink, path: Path2D, css: string, width: number, dash: number[]): void {
  ink.strokeStyle = css;
  ink.lineWidth = width;
  ink.lineJoin = 'round';
  ink.setLineDash(dash);
  ink.stroke(path);
}
