import type { CaseDetail, CaseResult } from '../contract.ts';
import type { TextKey, Translate } from '../i18n/language.ts';
import { endAt, measuredCallipers, movedEnd, type Callipers } from './callipers.ts';
import { CaseImages } from './caseImages.ts';
import { Cine } from './cine.ts';
import { Display } from './display.ts';
import { listenToKeys, type KeyCommands } from './keys.ts';
import { newEllipse, partAt, reshaped, type Ellipse } from './missedEllipse.ts';
import { planes } from './orientation.ts';
import { Pane } from './pane.ts';
import { listenToPane, type PaneCommands, type Tool } from './paneInput.ts';
import type { Scene } from './scene.ts';
import { mostUrgentNode, neighbourNode } from './urgentNode.ts';
import { drawViewerWords } from './viewerWords.ts';
import { toVoxel, zoomedAbout, panned } from './viewport.ts';
import { presets } from './windowTable.ts';

/** An unsuitable or failed case may carry a result too, one that says why; it has nothing to draw. */
const analysed = (detail: CaseDetail): CaseResult | null => (detail.row.state === 'Analysed' ? detail.result : null);
const touchReach = 26;

/** What the viewer tells the page. */
export interface ViewerListener {
  node(id: number): void;
  /** The physician moved a calliper; both axes in voxels of the node's axial slice. */
  calliper(id: number, callipers: Callipers): void;
  ellipse(ellipse: Ellipse | null): void;
  keyImage(): void;
  note(): void;
}

/** Axial, coronal and sagittal on one crosshair: owns its element, draws on demand, knows nothing of the connection but that it may have to hide. */
export class Viewer implements PaneCommands, KeyCommands {
  readonly element = document.createElement('section');
  readonly panes = planes.map((plane) => new Pane(plane));
  readonly display = new Display();
  readonly own = new Map<number, Callipers>();
  readonly #pictures = document.createElement('div');
  readonly cine = new Cine((direction) => this.#cineStep(direction));
  detail: CaseDetail | null = null;
  images: CaseImages | null = null;
  cross: [number, number, number] | null = null;
  ellipse: Ellipse | null = null;
  tool: Tool = 'scroll';
  /** The plane that has all the room; null: all three. */
  large: Pane | null = null;
  hidden = false;
  /** What stands in place of the pictures while they are hidden or no case is open. */
  idle: TextKey = 'viewer.choose';
  visited = new Set<number>();
  openedAt = 0;
  #nodeId: number | null = null;
  #frame = 0;

  constructor(
    public t: Translate,
    readonly to: ViewerListener,
  ) {
    this.element.className = 'viewer';
    this.element.dataset['testid'] = 'viewer';
    this.#pictures.className = 'pictures';
    this.#pictures.append(...this.panes.map((pane) => pane.element));
    this.element.append(this.#pictures);
    const resized = new ResizeObserver(() => this.invalidate());
    for (const pane of this.panes) {
      listenToPane(pane, this);
      resized.observe(pane.element);
    }
    listenToKeys(this, () => this.detail !== null && !this.hidden);
  }

  get result(): CaseResult | null {
    return this.detail === null ? null : analysed(this.detail);
  }

  get selected(): number | null {
    return this.#nodeId;
  }

  get volume() {
    return this.images?.volume.kind === 'ready' ? this.images.volume.volume : null;
  }

  /** Shows a case; loads images anew for another case or revision, and when there were none before. Null closes the viewer. */
  show(detail: CaseDetail | null): void {
    const before = this.result;
    const stateBefore = this.detail?.row.state;
    this.detail = detail;
    if (detail === null) this.#close();
    else if (this.images?.belongTo(detail) && (this.#usable || stateBefore === detail.row.state)) this.#arrived(before, analysed(detail));
    else this.#open(detail);
    this.invalidate();
  }

  /** To the node's largest slice, its middle under the crosshair. */
  goToNode(id: number): void {
    const node = this.result?.nodes.find((known) => known.id === id);
    if (node === undefined) return;
    const box = node.boundingBoxVoxels;
    this.#nodeId = id;
    this.#goTo([Math.round((box[0]! + box[3]!) / 2), Math.round((box[1]! + box[4]!) / 2), node.axialSlice]);
    for (const pane of this.panes) if (pane.camera !== null) this.#centre(pane);
  }

  step(slices: number): void {
    this.scroll(this.large ?? this.panes[0]!, slices);
  }

  scroll(pane: Pane, step: number): void {
    const scene = this.scene();
    if (scene === null || this.cross === null) return;
    const axes = pane.axes(scene);
    const to = [...this.cross] as [number, number, number];
    to[axes.n] += step * axes.upward;
    this.#goTo(to);
  }

  preset(index: number): void {
    const window = presets[index];
    if (window !== undefined) this.#change(() => this.display.setWindow(window));
  }

  dragWindow(dx: number, dy: number, start: boolean): void {
    this.#change(() => this.display.drag(dx, dy, start));
  }

  toggleMasks(): void {
    this.#change(() => (this.display.masksOn = !this.display.masksOn));
  }

  toggleOutline(): void {
    this.#change(() => (this.display.outline = !this.display.outline));
  }

  opacityBy(step: number): void {
    this.setOpacity(this.display.opacity + step);
  }

  setOpacity(opacity: number): void {
    this.#change(() => this.display.setOpacity(opacity));
  }

  toggleCine(): void {
    this.#change(() => this.cine.toggle());
  }

  toggleLarge(): void {
    this.enlarge(this.large ?? this.panes[0]!);
  }

  enlarge(pane: Pane): void {
    this.#change(() => (this.large = this.large === pane ? null : pane));
  }

  chooseTool(tool: Tool): void {
    this.#change(() => {
      this.tool = tool;
      if (tool !== 'missed') this.setEllipse(null);
    });
  }

  neighbour(step: 1 | -1): void {
    const node = this.result === null ? null : neighbourNode(this.result, this.#nodeId, step);
    if (node !== null) this.to.node(node.id);
  }

  zoomBy(factor: number): void {
    for (const pane of this.large === null ? this.panes : [this.large]) this.zoom(pane, factor, pane.canvas.width / 2, pane.canvas.height / 2);
  }

  zoom(pane: Pane, factor: number, x: number, y: number): void {
    const scene = this.scene();
    if (scene === null || pane.canvas.width === 0) return;
    this.#change(() => (pane.camera = zoomedAbout(pane.canvas, pane.grid(scene), pane.cameraOf(scene), factor, x, y)));
  }

  pan(pane: Pane, dx: number, dy: number): void {
    const scene = this.scene();
    if (scene !== null) this.#change(() => (pane.camera = panned(pane.canvas, pane.grid(scene), pane.cameraOf(scene), dx, dy)));
  }

  resetCameras(): void {
    this.#change(() => this.panes.forEach((pane) => (pane.camera = null)));
  }

  tap(pane: Pane, x: number, y: number): void {
    const scene = this.scene();
    if (scene === null) return;
    this.cine.stop();
    const axes = pane.axes(scene);
    const [u, v] = toVoxel(pane.view(scene), x, y);
    const to = [...scene.cross] as [number, number, number];
    [to[axes.u], to[axes.v]] = [Math.round(u), Math.round(v)];
    this.#goTo(to);
    if (this.tool === 'missed' && this.cross !== null) this.setEllipse(newEllipse(this.cross));
  }

  grab(pane: Pane, x: number, y: number): ((x: number, y: number) => void) | null {
    const scene = this.scene();
    if (scene === null || pane.plane !== 'axial') return null;
    const axes = pane.axes(scene);
    const view = pane.view(scene);
    const reach = touchReach * devicePixelRatio;
    const part = scene.ellipse === null || scene.cross[axes.n] !== scene.ellipse.centre[axes.n] ? null : partAt(scene.ellipse, axes, view, x, y, reach);
    if (part !== null) return (px, py) => this.setEllipse(reshaped(this.ellipse!, part, axes, view, px, py));
    const node = scene.labels === null ? undefined : scene.nodes.find(({ id, axialSlice }) => id === scene.selected && axialSlice === scene.cross[axes.n]);
    const callipers = node === undefined ? null : (this.own.get(node.id) ?? measuredCallipers(node));
    // Callipers lie in x and y of the voxel grid.
    const end = callipers === null || axes.u !== 0 || axes.v !== 1 ? null : endAt(node!.id, callipers, view, x, y, reach * 0.7);
    if (end === null) return null;
    return (px, py) => {
      const moved = movedEnd(this.own.get(node!.id) ?? callipers!, end, ...toVoxel(view, px, py));
      this.#change(() => this.own.set(node!.id, moved));
      this.to.calliper(node!.id, moved);
    };
  }

  setEllipse(ellipse: Ellipse | null): void {
    this.#change(() => (this.ellipse = ellipse));
    this.to.ellipse(ellipse);
  }

  /** Draws once before the next frame. */
  invalidate(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Null until the volume's grid is known. */
  scene(): Scene | null {
    const volume = this.volume;
    if (volume === null || this.cross === null) return null;
    const mask = this.images?.mask.kind === 'ready' && this.display.masksOn ? this.images.mask.mask : null;
    return {
      volume,
      labels: mask?.labels ?? null,
      nodes: mask === null ? [] : (this.result?.nodes ?? []),
      selected: this.#nodeId,
      cross: this.cross,
      windowTable: this.display.table,
      fills: this.display.fills,
      paintKey: `${this.display.key} ${mask === null ? '' : mask.revision}`,
      outline: this.display.outline,
      own: this.own,
      ellipse: this.ellipse,
      words: { loading: this.t('viewer.loading'), missed: this.t('missed.mark') },
    };
  }

  get #usable(): boolean {
    return this.images?.volume.kind === 'ready' || this.images?.volume.kind === 'loading';
  }

  #close(): void {
    this.images?.close();
    this.images = null;
    this.cross = null;
    this.cine.stop();
    this.own.clear();
    this.ellipse = null;
    this.tool = 'scroll';
    this.visited.clear();
    this.panes.forEach((pane) => (pane.camera = null));
  }

  #open(detail: CaseDetail): void {
    this.#close();
    this.openedAt = performance.now();
    this.#nodeId = null;
    const images = new CaseImages(detail.row.id, detail.row.revision, () => {
      if (this.images !== images) return;
      const size = this.volume?.geometry.size;
      // The middle where nothing points elsewhere.
      if (this.cross === null && size !== undefined) this.cross = [size[0]! >> 1, size[1]! >> 1, size[2]! >> 1];
      // A result may have come while the volume's grid was still unknown.
      if (this.result !== null) images.loadMask(this.result);
      this.invalidate();
    });
    this.images = images;
    this.#toUrgentNode(this.result);
    void images.load(this.result, this.cross?.[2] ?? null);
  }

  // The result came while the case was open.
  #arrived(before: CaseResult | null, result: CaseResult | null): void {
    if (result === null || before !== null) return;
    this.images?.loadMask(result);
    this.#toUrgentNode(result);
  }

  #toUrgentNode(result: CaseResult | null): void {
    const node = result === null ? null : mostUrgentNode(result);
    if (node === null) return;
    this.goToNode(node.id);
    this.to.node(node.id);
  }

  #goTo(to: [number, number, number]): void {
    const size = this.volume?.geometry.size;
    const held = (value: number, axis: 0 | 1 | 2) => (size === undefined ? value : Math.min(size[axis]! - 1, Math.max(0, value)));
    this.cross = [held(to[0], 0), held(to[1], 1), held(to[2], 2)];
    this.visited.add(this.cross[2]);
    this.volume?.want(this.cross[2]);
    this.invalidate();
  }

  #cineStep(direction: 1 | -1): boolean {
    const before = this.cross?.join();
    this.step(direction);
    return before !== this.cross?.join();
  }

  #centre(pane: Pane): void {
    const scene = this.scene();
    if (scene === null) return;
    const { u, v } = pane.axes(scene);
    pane.camera = { ...pane.cameraOf(scene), u: scene.cross[u], v: scene.cross[v] };
  }

  #change(step: () => void): void {
    step();
    this.invalidate();
  }

  #draw(): void {
    this.element.classList.toggle('one', this.large !== null);
    for (const pane of this.panes) pane.element.hidden = this.large !== null && this.large !== pane;
    const scene = this.hidden ? null : this.scene();
    for (const pane of this.panes) {
      if (scene === null || pane.element.hidden) pane.clear();
      else pane.draw(scene);
    }
    this.element.dataset['maskPixels'] = String(this.panes[0]!.painted.coloured);
    this.element.dataset['loaded'] = scene === null ? '' : `${scene.volume.loaded}/${scene.volume.slices}`;
    drawViewerWords(this);
  }
}
