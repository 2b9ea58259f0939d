import type { NodeFinding } from '../contract.ts';
import { palette } from './palette.ts';
import { toScreen, type Viewport } from './viewport.ts';

/** A letter tag beside a node with the line that leads to it; device pixels. */
export interface Tag {
  text: string;
  css: string;
  x: number;
  y: number;
  /** Which side of the node the tag stands on. */
  side: -1 | 1;
  anchor: [number, number];
}

/** Tags for the nodes that reach into slice z, set outwards so that they do not cover the nodes, and apart from each other. */
export function placeTags(nodes: readonly NodeFinding[], z: number, view: Viewport, middle: number, unit: number): Tag[] {
  const tags = nodes
    .filter((node) => node.boundingBoxVoxels[2]! <= z && z <= node.boundingBoxVoxels[5]!)
    .map((node) => tagOf(node, view, middle, unit))
    .sort((a, b) => a.y - b.y);
  for (const side of [-1, 1] as const) {
    let above = -Infinity;
    for (const tag of tags.filter((tag) => tag.side === side)) {
      tag.y = Math.max(tag.y, above + 26 * unit);
      above = tag.y;
    }
  }
  return tags;
}

function tagOf(node: NodeFinding, view: Viewport, middle: number, unit: number): Tag {
  const box = node.boundingBoxVoxels;
  const [xa, ya] = toScreen(view, box[0]! - 0.5, box[1]! - 0.5);
  const [xb, yb] = toScreen(view, box[3]! + 0.5, box[4]! + 0.5);
  const side = (xa + xb) / 2 < middle ? -1 : 1;
  const anchor: [number, number] = [side < 0 ? Math.min(xa, xb) : Math.max(xa, xb), (ya + yb) / 2];
  // Small nodes get a longer line: a tag close by would hide their surroundings.
  const reach = (node.longAxisMm < 8 ? 44 : 22) * unit;
  const look = palette[node.label];
  return { text: `${look.letter} ${node.id}`, css: look.css, side, anchor, x: anchor[0] + side * reach, y: anchor[1] };
}
