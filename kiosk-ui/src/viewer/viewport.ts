/** Where the slice lies on the canvas, in device pixels. `a` and `d` are pixels per voxel and negative when mirrored. */
export interface Viewport {
  a: number;
  d: number;
  e: number;
  f: number;
  /** Device pixels per millimetre, the same in both directions. */
  perMm: number;
}

/** What is looked at: the voxel in the middle of the canvas and the enlargement over "everything fits". */
export interface Camera {
  zoom: number;
  u: number;
  v: number;
}

export interface Extent {
  width: number;
  height: number;
}

/** The picture plane: voxels and millimetres a voxel to the right and downwards. */
export interface PlaneGrid {
  size: readonly [number, number];
  spacingMm: readonly [number, number];
  flipU: boolean;
  flipV: boolean;
}

export const zoomRange = [0.5, 12] as const;

/** The whole slice. */
export function wholeCamera(grid: PlaneGrid): Camera {
  return { zoom: 1, u: (grid.size[0] - 1) / 2, v: (grid.size[1] - 1) / 2 };
}

/** Keeps millimetres square also where pixels are not. */
export function viewportOf(canvas: Extent, grid: PlaneGrid, camera: Camera): Viewport {
  const [su, sv] = grid.spacingMm;
  const perMm = fitPerMm(canvas, grid) * camera.zoom;
  const a = (grid.flipU ? -1 : 1) * perMm * su;
  const d = (grid.flipV ? -1 : 1) * perMm * sv;
  return { a, d, e: canvas.width / 2 - a * (camera.u + 0.5), f: canvas.height / 2 - d * (camera.v + 0.5), perMm };
}

export function fitPerMm(canvas: Extent, grid: PlaneGrid): number {
  return Math.min(canvas.width / (grid.size[0] * grid.spacingMm[0]), canvas.height / (grid.size[1] * grid.spacingMm[1]));
}

/** Voxel coordinates (centres at whole numbers) to device pixels. */
export function toScreen(view: Viewport, u: number, v: number): [number, number] {
  return [view.e + view.a * (u + 0.5), view.f + view.d * (v + 0.5)];
}

/** Device pixels to voxel coordinates. */
export function toVoxel(view: Viewport, x: number, y: number): [number, number] {
  return [(x - view.e) / view.a - 0.5, (y - view.f) / view.d - 0.5];
}

/** Enlarges by a factor about a point of the canvas, which stays where it is. */
export function zoomedAbout(canvas: Extent, grid: PlaneGrid, camera: Camera, factor: number, x: number, y: number): Camera {
  const [u, v] = toVoxel(viewportOf(canvas, grid, camera), x, y);
  const zoom = Math.min(zoomRange[1], Math.max(zoomRange[0], camera.zoom * factor));
  const moved = toVoxel(viewportOf(canvas, grid, { ...camera, zoom }), x, y);
  return { zoom, u: camera.u + u - moved[0], v: camera.v + v - moved[1] };
}

/** Moves the picture by so many device pixels. */
export function panned(canvas: Extent, grid: PlaneGrid, camera: Camera, dx: number, dy: number): Camera {
  const view = viewportOf(canvas, grid, camera);
  return { ...camera, u: camera.u - dx / view.a, v: camera.v - dy / view.d };
}

/** Box of voxels, inclusive. */
export interface PlaneBox {
  u0: number;
  v0: number;
  u1: number;
  v1: number;
}

/** Fills the canvas with a box and a margin around it. */
export function boxCamera(canvas: Extent, grid: PlaneGrid, box: PlaneBox, margin = 1.06): Camera {
  const width = (box.u1 - box.u0 + 1) * grid.spacingMm[0] * margin;
  const height = (box.v1 - box.v0 + 1) * grid.spacingMm[1] * margin;
  const zoom = Math.min(canvas.width / width, canvas.height / height) / fitPerMm(canvas, grid);
  return { zoom: Math.min(3, Math.max(1, zoom)), u: (box.u0 + box.u1) / 2, v: (box.v0 + box.v1) / 2 };
}
