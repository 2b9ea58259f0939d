import type { NodeFinding } from '../contract.ts';
import { outlines } from './contour.ts';
import { cased, stroke, text, type Ink } from './ink.ts';
import type { EdgeMarks, PlaneAxes } from './orientation.ts';
import { looks } from './palette.ts';
import { placeTags, type Tag } from './tags.ts';
import { toScreen, type Viewport } from './viewport.ts';

/** Outlines of each class in voxel coordinates of the slice, in the order of `looks`. */
export function outlinePaths(labels: Uint8Array, width: number): Path2D[] {
  return looks.map((look) => {
    const path = new Path2D();
    for (const loop of outlines(labels, width, look.label)) {
      for (let i = 0; i < loop.length; i += 2) {
        if (i === 0) path.moveTo(loop[i]!, loop[i + 1]!);
        else path.lineTo(loop[i]!, loop[i + 1]!);
      }
      path.closePath();
    }
    return path;
  });
}

/** Hue with its dash on a black casing, crisp at any enlargement. */
export function drawOutlines(ink: Ink, view: Viewport, paths: readonly Path2D[], unit: number): void {
  const matrix = new DOMMatrix([view.a, 0, 0, view.d, view.e + view.a / 2, view.f + view.d / 2]);
  paths.forEach((voxels, i) => {
    const path = new Path2D();
    path.addPath(voxels, matrix);
    cased(ink, path, looks[i]!.css, 2, unit, looks[i]!.dash);
  });
}

export function drawTags(ink: Ink, view: Viewport, nodes: readonly NodeFinding[], axes: PlaneAxes, index: number, selected: number | null, unit: number): void {
  for (const tag of placeTags(nodes, axes, index, view, ink.canvas.width / 2, unit)) drawTag(ink, tag, tag.node === selected, unit);
}

function drawTag(ink: Ink, tag: Tag, selected: boolean, unit: number): void {
  const line = new Path2D();
  line.moveTo(...tag.anchor);
  line.lineTo(tag.x, tag.y);
  cased(ink, line, '#fff', 1.3, unit);
  ink.font = `bold ${15 * unit}px sans-serif`;
  const width = ink.measureText(tag.text).width + 12 * unit;
  const left = tag.side < 0 ? tag.x - width : tag.x;
  const [top, height] = [tag.y - 12 * unit, 24 * unit];
  ink.fillStyle = selected ? '#fff' : '#000';
  ink.fillRect(left, top, width, height);
  const frame = new Path2D();
  frame.rect(left, top, width, height);
  stroke(ink, frame, tag.css, 2 * unit);
  ink.textAlign = 'center';
  ink.textBaseline = 'middle';
  ink.fillStyle = selected ? '#000' : '#fff';
  ink.fillText(tag.text, left + width / 2, tag.y);
}

/** The point that all three planes share, left open in the middle so that it hides nothing. */
export function drawCrosshair(ink: Ink, view: Viewport, u: number, v: number, unit: number): void {
  const [x, y] = toScreen(view, u, v);
  const { width, height } = ink.canvas;
  const gap = 26 * unit;
  const path = new Path2D();
  for (const [x0, y0, x1, y1] of [[0, y, x - gap, y], [x + gap, y, width, y], [x, 0, x, y - gap], [x, y + gap, x, height]] as const) {
    path.moveTo(x0, y0);
    path.lineTo(x1, y1);
  }
  ink.globalAlpha = 0.55;
  stroke(ink, path, '#000', 2.5 * unit);
  stroke(ink, path, '#d5dde6', 1 * unit);
  ink.globalAlpha = 1;
}

export function drawMarks(ink: Ink, marks: EdgeMarks, unit: number): void {
  const { width, height } = ink.canvas;
  const size = 22 * unit;
  text(ink, marks.left, 18 * unit, height / 2, size);
  text(ink, marks.right, width - 18 * unit, height / 2, size);
  text(ink, marks.top, width / 2, 18 * unit, size);
  text(ink, marks.bottom, width / 2, height - 18 * unit, size);
}

/** A bar of 50 mm, or 10 mm where that would not fit, at the right edge of the picture. */
export function drawScaleBar(ink: Ink, view: Viewport, unit: number): void {
  const mm = 50 * view.perMm < ink.canvas.width / 3 ? 50 : 10;
  const length = mm * view.perMm;
  const right = ink.canvas.width - 24 * unit;
  const y = ink.canvas.height - 22 * unit;
  const bar = new Path2D();
  for (const x of [right - length, right]) {
    bar.moveTo(x, y - 6 * unit);
    bar.lineTo(x, y + 6 * unit);
  }
  bar.moveTo(right - length, y);
  bar.lineTo(right, y);
  cased(ink, bar, '#fff', 2, unit);
  text(ink, `${mm / 10} cm`, right - length / 2, y - 14 * unit, 14 * unit);
}
