/** Where the slice lies on the canvas, in device pixels. `a` and `d` are pixels per voxel and negative when mirrored. */
export interface Viewport {
  a: number;
  d: number;
  e: number;
  f: number;
  /** Device pixels per millimetre, the same in both directions. */
  perMm: number;
}

/** Fits a slice into the canvas by its size in millimetres, so that anisotropic pixels keep their shape. */
export function fitViewport(
  canvas: { width: number; height: number },
  size: readonly number[],
  spacingMm: readonly number[],
  flip: { flipX: boolean; flipY: boolean },
): Viewport {
  const [nx, ny] = [size[0]!, size[1]!];
  const [sx, sy] = [spacingMm[0]!, spacingMm[1]!];
  const perMm = Math.min(canvas.width / (nx * sx), canvas.height / (ny * sy));
  const [w, h] = [nx * sx * perMm, ny * sy * perMm];
  const [x0, y0] = [(canvas.width - w) / 2, (canvas.height - h) / 2];
  return {
    a: (flip.flipX ? -1 : 1) * perMm * sx,
    d: (flip.flipY ? -1 : 1) * perMm * sy,
    e: flip.flipX ? x0 + w : x0,
    f: flip.flipY ? y0 + h : y0,
    perMm,
  };
}

/** Voxel coordinates (centres at whole numbers) to device pixels. */
export function toScreen(view: Viewport, x: number, y: number): [number, number] {
  return [view.e + view.a * (x + 0.5), view.f + view.d * (y + 0.5)];
}
