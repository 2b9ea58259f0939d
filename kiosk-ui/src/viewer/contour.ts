/** Closed outline as x,y pairs; pixel centres lie at whole numbers, so outlines run at halves. */
export type Outline = number[];

// Marching squares: per case (1 top-left, 2 top-right, 4 bottom-right, 8 bottom-left inside) the directed segments between the cell's
// edge middles T R B L, with the inside on the left. The two saddles keep diagonal neighbours apart.
const segments: readonly string[] = ['', 'LT', 'TR', 'LR', 'RB', 'LTRB', 'TB', 'LB', 'BL', 'BT', 'TRBL', 'BR', 'RL', 'RT', 'TL', ''];
const edge: Record<string, readonly [number, number]> = { T: [1, 0], R: [2, 1], B: [1, 2], L: [0, 1] };

/** Outlines of all pixels equal to `label` in a slice of the given width; outlines around holes are included. */
export function outlines(labels: Uint8Array, width: number, label: number): Outline[] {
  const height = labels.length / width;
  const box = boundingBox(labels, width, label);
  if (box === null) return [];
  const inside = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === label;
  // Points are keyed on a doubled grid; every point starts exactly one segment.
  const stride = 2 * (width + 2);
  const next = new Map<number, number>();
  for (let y = box.y0 - 1; y <= box.y1; y++) {
    for (let x = box.x0 - 1; x <= box.x1; x++) {
      const kind = (inside(x, y) ? 1 : 0) | (inside(x + 1, y) ? 2 : 0) | (inside(x + 1, y + 1) ? 4 : 0) | (inside(x, y + 1) ? 8 : 0);
      const path = segments[kind]!;
      for (let s = 0; s < path.length; s += 2) {
        const [ax, ay] = edge[path[s]!]!;
        const [bx, by] = edge[path[s + 1]!]!;
        next.set((2 * y + ay + 2) * stride + 2 * x + ax + 2, (2 * y + by + 2) * stride + 2 * x + bx + 2);
      }
    }
  }
  return chain(next, stride);
}

function chain(next: Map<number, number>, stride: number): Outline[] {
  const loops: Outline[] = [];
  while (next.size > 0) {
    const loop: Outline = [];
    let at: number | undefined = next.keys().next().value;
    while (at !== undefined) {
      const to = next.get(at);
      if (to === undefined) break;
      next.delete(at);
      loop.push(((at % stride) - 2) / 2, (Math.floor(at / stride) - 2) / 2);
      at = to;
    }
    loops.push(loop);
  }
  return loops;
}

function boundingBox(labels: Uint8Array, width: number, label: number) {
  let x0 = width, y0 = Infinity, x1 = -1, y1 = -1;
  for (let i = labels.indexOf(label); i >= 0; i = labels.indexOf(label, i + 1)) {
    const x = i % width;
    const y = (i - x) / width;
    x0 = Math.min(x0, x);
    x1 = Math.max(x1, x);
    y0 = Math.min(y0, y);
    y1 = y;
  }
  return x1 < 0 ? null : { x0, y0, x1, y1 };
}
