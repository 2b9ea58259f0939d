import type { NodeFinding } from '../contract.ts';
import { drawAxes, drawMarks, drawOutlines, drawScaleBar, drawTags, text } from './drawOverlay.ts';
import { orientationOf } from './orientation.ts';
import { paintSlice } from './paintSlice.ts';
import { fitViewport } from './viewport.ts';
import type { VolumeStream } from './volumeStream.ts';

/** What is on the canvas. `labels` is null when masks are off or refused; then nothing of the result is drawn. */
export interface SlicePicture {
  volume: VolumeStream;
  z: number;
  labels: Uint8Array | null;
  nodes: readonly NodeFinding[];
  table: Uint8ClampedArray;
  words: { loading: string; scale: string };
}

/** One slice on a 2D canvas: native pixels first, scaled by the canvas, overlays in device pixels on top. */
export class SliceCanvas {
  readonly element = document.createElement('canvas');
  readonly #ink = this.element.getContext('2d', { alpha: false })!;
  readonly #native = document.createElement('canvas');
  readonly #nativeInk = this.#native.getContext('2d')!;

  clear(): void {
    this.#size();
    this.#ink.setTransform(1, 0, 0, 1, 0, 0);
    this.#ink.fillStyle = '#000';
    this.#ink.fillRect(0, 0, this.element.width, this.element.height);
  }

  /** Draws and returns the number of native pixels coloured by the mask; 0 for a slice that is still loading. */
  draw(picture: SlicePicture): number {
    this.clear();
    const { volume, z, labels, nodes, words } = picture;
    const { size, spacingMm, direction } = volume.geometry;
    const unit = devicePixelRatio;
    const orientation = orientationOf(direction);
    const view = fitViewport(this.element, size, spacingMm, orientation);
    const slice = volume.slice(z);
    if (slice === null) {
      text(this.#ink, words.loading, this.element.width / 2, this.element.height / 2, 40 * unit);
      return 0;
    }
    const sliceLabels = labels?.subarray(z * slice.length, (z + 1) * slice.length) ?? null;
    const coloured = this.#paint(slice, sliceLabels, picture.table, size[0]!, size[1]!);
    this.#ink.imageSmoothingQuality = 'high';
    this.#ink.setTransform(view.a, 0, 0, view.d, view.e, view.f);
    this.#ink.drawImage(this.#native, 0, 0);
    this.#ink.setTransform(1, 0, 0, 1, 0, 0);
    if (sliceLabels !== null) {
      drawOutlines(this.#ink, view, sliceLabels, size[0]!, unit);
      drawAxes(this.#ink, view, nodes, z, unit);
      drawTags(this.#ink, view, nodes, z, unit);
    }
    drawMarks(this.#ink, orientation.marks, unit);
    drawScaleBar(this.#ink, view, words.scale, unit);
    return coloured;
  }

  #paint(slice: Int16Array, labels: Uint8Array | null, table: Uint8ClampedArray, nx: number, ny: number): number {
    if (this.#native.width !== nx || this.#native.height !== ny) [this.#native.width, this.#native.height] = [nx, ny];
    const image = this.#nativeInk.createImageData(nx, ny);
    const coloured = paintSlice(new Uint32Array(image.data.buffer), slice, labels, table);
    this.#nativeInk.putImageData(image, 0, 0);
    return coloured;
  }

  #size(): void {
    const box = this.element.parentElement?.getBoundingClientRect();
    const [width, height] = [Math.round((box?.width ?? 0) * devicePixelRatio), Math.round((box?.height ?? 0) * devicePixelRatio)];
    if (this.element.width !== width || this.element.height !== height) [this.element.width, this.element.height] = [width, height];
  }
}
