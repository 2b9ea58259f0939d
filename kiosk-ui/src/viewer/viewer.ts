import type { CaseDetail, CaseResult } from '../contract.ts';
import type { TextKey, Translate } from '../i18n/language.ts';
import type { Callipers } from './callipers.ts';
import { CaseImages } from './caseImages.ts';
import { Cine } from './cine.ts';
import { Comparing } from './comparing.ts';
import { Display } from './display.ts';
import { listenToKeys } from './keys.ts';
import type { Ellipse } from './missedEllipse.ts';
import { planes } from './orientation.ts';
import { Pane } from './pane.ts';
import { listenToPane, type Tool } from './paneInput.ts';
import { sceneOf, type Scene } from './scene.ts';
import { mostUrgentNode } from './urgentNode.ts';
import { ViewerCommands } from './viewerCommands.ts';
import { drawViewerWords } from './viewerWords.ts';

/** An unsuitable or failed case may carry a result too, one that says why; it has nothing to draw. */
const analysed = (detail: CaseDetail): CaseResult | null => (detail.row.state === 'Analysed' ? detail.result : null);

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
export class Viewer {
  readonly element = document.createElement('section');
  readonly panes = planes.map((plane) => new Pane(plane));
  readonly display = new Display();
  readonly own = new Map<number, Callipers>();
  readonly commands = new ViewerCommands(this);
  readonly comparing = new Comparing(this);
  readonly cine = new Cine((direction) => this.#cineStep(direction));
  readonly #pictures = document.createElement('div');
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
  /** Images are looked at and nothing is made of them here: no comparison, no missed node, no note. */
  looksOnly = false;
  visited = new Set<number>();
  openedAt = 0;
  selected: number | null = null;
  #frame = 0;

  /** @param address Where the images of a case are; of the box itself where left out. */
  constructor(
    public t: Translate,
    readonly to: ViewerListener,
    readonly address?: (id: string) => string,
  ) {
    this.element.className = 'viewer';
    this.element.dataset['testid'] = 'viewer';
    this.#pictures.className = 'pictures';
    this.#pictures.append(...this.panes.map((pane) => pane.element), this.comparing.pane.element);
    this.element.append(this.#pictures);
    const resized = new ResizeObserver(() => this.invalidate());
    for (const pane of this.panes) {
      listenToPane(pane, this.commands);
      resized.observe(pane.element);
    }
    resized.observe(this.comparing.pane.element);
    listenToKeys(this.commands, () => this.detail !== null && !this.hidden);
  }

  get result(): CaseResult | null {
    return this.detail === null ? null : analysed(this.detail);
  }

  /** There is a result, and something may be made of it here. */
  get mayAct(): boolean {
    return this.result !== null && !this.looksOnly;
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
    this.selected = id;
    this.goTo([Math.round((box[0]! + box[3]!) / 2), Math.round((box[1]! + box[4]!) / 2), node.axialSlice]);
    for (const pane of this.panes) if (pane.camera !== null) this.#centre(pane);
  }

  /** The crosshair to a voxel, held inside the volume. */
  goTo(to: readonly [number, number, number]): void {
    const size = this.volume?.geometry.size;
    const held = (value: number, axis: 0 | 1 | 2) => (size === undefined ? value : Math.min(size[axis]! - 1, Math.max(0, value)));
    this.cross = [held(to[0], 0), held(to[1], 1), held(to[2], 2)];
    this.visited.add(this.cross[2]);
    this.volume?.want(this.cross[2]);
    this.invalidate();
  }

  setEllipse(ellipse: Ellipse | null): void {
    this.ellipse = ellipse;
    this.invalidate();
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
    return sceneOf(this);
  }

  get #usable(): boolean {
    return this.images?.volume.kind === 'ready' || this.images?.volume.kind === 'loading';
  }

  #close(): void {
    this.images?.close();
    this.images = null;
    this.cross = null;
    this.cine.stop();
    this.comparing.end();
    this.own.clear();
    this.ellipse = null;
    this.tool = 'scroll';
    this.visited.clear();
    this.panes.forEach((pane) => (pane.camera = null));
  }

  #open(detail: CaseDetail): void {
    this.#close();
    this.openedAt = performance.now();
    this.selected = null;
    const images = new CaseImages(detail.row.id, detail.row.revision, () => {
      if (this.images !== images) return;
      const size = this.volume?.geometry.size;
      // The middle where nothing points elsewhere.
      if (this.cross === null && size !== undefined) this.cross = [size[0]! >> 1, size[1]! >> 1, size[2]! >> 1];
      // A result may have come while the volume's grid was still unknown.
      if (this.result !== null && (this.volume?.loaded ?? 0) > 0) images.loadMask(this.result);
      this.invalidate();
    }, this.address?.(detail.row.id));
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

  #cineStep(direction: 1 | -1): boolean {
    const before = this.cross?.join();
    this.commands.step(direction);
    return before !== this.cross?.join();
  }

  #centre(pane: Pane): void {
    const scene = this.scene();
    if (scene === null) return;
    const { u, v } = pane.axes(scene);
    pane.camera = { ...pane.cameraOf(scene), u: scene.cross[u], v: scene.cross[v] };
  }

  #draw(): void {
    const scene = this.hidden ? null : this.scene();
    const comparing = scene !== null && this.comparing.isShown;
    this.element.classList.toggle('one', this.large !== null && !comparing);
    this.element.classList.toggle('comparing', comparing);
    for (const pane of this.panes) {
      pane.element.hidden = comparing ? pane.plane !== 'axial' : this.large !== null && this.large !== pane;
      if (scene === null || pane.element.hidden) pane.clear();
      else pane.draw(scene);
    }
    this.comparing.draw(scene);
    this.element.dataset['maskPixels'] = String(this.panes[0]!.painted.coloured);
    this.element.dataset['loaded'] = scene === null ? '' : `${scene.volume.loaded}/${scene.volume.slices}`;
    drawViewerWords(this);
  }
}
