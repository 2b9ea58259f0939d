import { drawCallipers, endPoints, lengthMm, measuredCallipers } from './callipers.ts';
import { drawCrosshair, drawMarks, drawOutlines, drawScaleBar, drawTags, outlinePaths } from './drawOverlay.ts';
import { text, type Ink } from './ink.ts';
import { drawEllipse, rightHandle } from './missedEllipse.ts';
import { planeAxes, type Plane, type PlaneAxes } from './orientation.ts';
import { paintPlane, planeLabels, type Painted } from './paintSlice.ts';
import type { Scene } from './scene.ts';
import { boxCamera, viewportOf, wholeCamera, type Camera, type PlaneGrid, type Viewport } from './viewport.ts';

/** One plane on a 2D canvas: the slice in its own pixels first, scaled by the canvas, overlays in device pixels on top. */
export class Pane {
  readonly element = document.createElement('div');
  readonly canvas = document.createElement('canvas');
  /** Null: the whole neck. */
  camera: Camera | null = null;
  painted: Painted = { coloured: 0, missing: 0 };
  readonly #ink: Ink = this.canvas.getContext('2d', { alpha: false })!;
  readonly #slice = document.createElement('canvas');
  readonly #sliceInk = this.#slice.getContext('2d')!;
  #image: ImageData | null = null;
  #paintedKey = '';
  #outlines: { key: string; paths: Path2D[] } = { key: '', paths: [] };

  /** @param name What tells it from other panes of the same plane. */
  constructor(readonly plane: Plane, name: string = plane) {
    this.element.className = 'picture';
    this.element.dataset['plane'] = name;
    this.element.append(this.canvas);
  }

  axes(scene: Scene): PlaneAxes {
    return planeAxes(scene.volume.geometry.direction, this.plane);
  }

  grid(scene: Scene): PlaneGrid {
    const { size, spacingMm } = scene.volume.geometry;
    const { u, v, flipU, flipV } = this.axes(scene);
    return { size: [size[u]!, size[v]!], spacingMm: [spacingMm[u]!, spacingMm[v]!], flipU, flipV };
  }

  /** The camera in use: the reader's own, else the body, else everything. */
  cameraOf(scene: Scene): Camera {
    const grid = this.grid(scene);
    const body = scene.volume.body;
    if (this.camera !== null) return this.camera;
    if (body === null) return wholeCamera(grid);
    const { u, v } = this.axes(scene);
    return boxCamera(this.canvas, grid, { u0: body[u]![0], u1: body[u]![1], v0: body[v]![0], v1: body[v]![1] });
  }

  view(scene: Scene): Viewport {
    return viewportOf(this.canvas, this.grid(scene), this.cameraOf(scene));
  }

  clear(): void {
    this.#size();
    this.#ink.setTransform(1, 0, 0, 1, 0, 0);
    this.#ink.fillStyle = '#000';
    this.#ink.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.painted = { coloured: 0, missing: 0 };
  }

  draw(scene: Scene): void {
    const painted = this.painted;
    this.clear();
    if (this.canvas.width === 0 || this.canvas.height === 0) return;
    const axes = this.axes(scene);
    const index = scene.cross[axes.n];
    const unit = devicePixelRatio;
    if (axes.n === 2 && !scene.volume.isPresent(index)) {
      this.painted = { coloured: 0, missing: 1 };
      text(this.#ink, scene.words.loading, this.canvas.width / 2, this.canvas.height / 2, 34 * unit);
      return;
    }
    this.painted = this.#paint(scene, axes, index) ?? painted;
    const view = this.view(scene);
    // What is looked at, and the letters at the edges: for whoever drives the page without eyes.
    this.element.dataset['view'] = [index, scene.cross[axes.u], scene.cross[axes.v], view.a, view.e, view.f].join();
    this.element.dataset['edges'] = Object.values(axes.marks).join('');
    this.#ink.setTransform(view.a, 0, 0, view.d, view.e, view.f);
    this.#ink.drawImage(this.#slice, 0, 0);
    this.#ink.setTransform(1, 0, 0, 1, 0, 0);
    drawCrosshair(this.#ink, view, scene.cross[axes.u], scene.cross[axes.v], unit);
    if (scene.labels !== null) this.#drawResult(scene, axes, index, view, unit);
    this.element.dataset['ellipse'] = scene.ellipse === null ? '' : rightHandle(scene.ellipse, axes, view).map((device) => Math.round(device / unit)).join();
    if (scene.ellipse !== null) drawEllipse(this.#ink, scene.ellipse, axes, index, scene.volume.geometry.spacingMm, view, scene.words.missed, unit);
    drawMarks(this.#ink, axes.marks, unit);
    drawScaleBar(this.#ink, view, unit);
    if (this.painted.missing > 0) text(this.#ink, scene.words.loading, this.canvas.width / 2, this.canvas.height - 50 * unit, 22 * unit);
  }

  #drawResult(scene: Scene, axes: PlaneAxes, index: number, view: Viewport, unit: number): void {
    this.element.dataset['ends'] = '';
    if (scene.outline) drawOutlines(this.#ink, view, this.#outlinesOf(scene, axes, index), unit);
    if (this.plane === 'axial') {
      for (const node of scene.nodes.filter((node) => node.axialSlice === index)) {
        const own = scene.own.get(node.id);
        const callipers = own ?? measuredCallipers(node);
        if (callipers === null) continue;
        const spacing = scene.volume.geometry.spacingMm;
        const mm = own === undefined ? ([node.longAxisMm, node.shortAxisMm] as const) : ([lengthMm(own.long, spacing), lengthMm(own.short, spacing)] as const);
        // Whose handles are where, in CSS pixels of the picture: for whoever drives the page without eyes.
        if (node.id === scene.selected) this.element.dataset['ends'] = `${node.id}:${endPoints(callipers, view).map((device) => Math.round(device / unit)).join()}`;
        drawCallipers(this.#ink, view, callipers, node.id === scene.selected ? { mm, own: own !== undefined, held: scene.held } : null, unit);
      }
    }
    drawTags(this.#ink, view, scene.nodes, axes, index, scene.selected, unit);
  }

  #outlinesOf(scene: Scene, axes: PlaneAxes, index: number): readonly Path2D[] {
    const key = `${scene.volume.url} ${index}`;
    if (this.#outlines.key !== key) {
      const { size } = scene.volume.geometry;
      this.#outlines = { key, paths: outlinePaths(planeLabels(scene.labels!, size, axes, index), size[axes.u]!) };
    }
    return this.#outlines.paths;
  }

  /** Null when the slice is on the hidden canvas already, whole and in this window. */
  #paint(scene: Scene, axes: PlaneAxes, index: number): Painted | null {
    const { volume, labels } = scene;
    const { size } = volume.geometry;
    const key = `${volume.url} ${index} ${scene.paintKey} ${this.#waits ? volume.loaded : ''}`;
    if (key === this.#paintedKey) return null;
    const [width, height] = [size[axes.u]!, size[axes.v]!];
    if (this.#image?.width !== width || this.#image.height !== height) {
      [this.#slice.width, this.#slice.height] = [width, height];
      this.#image = this.#sliceInk.createImageData(width, height);
    }
    const source = { size, voxels: volume.voxels, labels, isPresent: (z: number) => volume.isPresent(z) };
    const painted = paintPlane(new Uint32Array(this.#image.data.buffer), source, axes, index, scene.windowTable, scene.fills);
    this.#sliceInk.putImageData(this.#image, 0, 0);
    this.#waits = painted.missing > 0;
    this.#paintedKey = `${volume.url} ${index} ${scene.paintKey} ${this.#waits ? volume.loaded : ''}`;
    return painted;
  }

  // Slices of this picture were missing when it was painted.
  #waits = false;

  #size(): void {
    const box = this.element.getBoundingClientRect();
    const [width, height] = [Math.round(box.width * devicePixelRatio), Math.round(box.height * devicePixelRatio)];
    if (this.canvas.width !== width || this.canvas.height !== height) [this.canvas.width, this.canvas.height] = [width, height];
  }
}
