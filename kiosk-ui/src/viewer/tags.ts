import type { NodeFinding } from '../contract.ts';
import type { PlaneAxes } from './orientation.ts';
import { palette } from './palette.ts';
import { toScreen, type Viewport } from './viewport.ts';

const lettersRoom = 36;

/** A letter tag beside a node with the line that leads to it; device pixels. */
export interface Tag {
  node: number;
  text: string;
  css: string;
  x: number;
  y: number;
  /** Which side of the node the tag stands on. */
  side: -1 | 1;
  anchor: [number, number];
}

/** Tags for the nodes that reach into the slice, set outwards so that they do not cover the nodes, and apart from each other. */
export function placeTags(nodes: readonly NodeFinding[], axes: PlaneAxes, index: number, view: Viewport, middle: number, unit: number): Tag[] {
  const tags = nodes
    .filter(({ boundingBoxVoxels: box }) => box[axes.n]! <= index && index <= box[axes.n + 3]!)
    .map((node) => tagOf(node, axes, view, middle, unit))
    .sort((a, b) => a.y - b.y);
  let above = -Infinity;
  for (const tag of tags) {
    tag.y = Math.max(tag.y, above + 28 * unit);
    above = tag.y;
  }
  return tags;
}

function tagOf(node: NodeFinding, axes: PlaneAxes, view: Viewport, middle: number, unit: number): Tag {
  const box = node.boundingBoxVoxels;
  const [xa, ya] = toScreen(view, box[axes.u]! - 0.5, box[axes.v]! - 0.5);
  const [xb, yb] = toScreen(view, box[axes.u + 3]! + 0.5, box[axes.v + 3]! + 0.5);
  // Small nodes get a longer line: a tag close by would hide their surroundings.
  const reach = (node.longAxisMm < 8 ? 44 : 26) * unit;
  // Outwards, but inwards where the tag (about as wide as "ENE 12") would cover the letters R and L, or leave the picture.
  const outwards = (xa + xb) / 2 < middle ? -1 : 1;
  const edge = (side: number) => (side < 0 ? Math.min(xa, xb) : Math.max(xa, xb));
  const tip = edge(outwards) + outwards * (reach + 66 * unit);
  const side = tip < lettersRoom * unit || tip > 2 * middle - lettersRoom * unit ? (-outwards as -1 | 1) : outwards;
  const anchor: [number, number] = [edge(side), (ya + yb) / 2];
  const look = palette[node.label];
  return { node: node.id, text: `${look.letter} ${node.id}`, css: look.css, side, anchor, x: anchor[0] + side * reach, y: anchor[1] };
}
