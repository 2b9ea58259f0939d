import type { CaseDetail, CaseResult } from '../contract.ts';
import type { TextKey, Translate } from '../i18n/language.ts';
import { CaseImages } from './caseImages.ts';
import { orientationOf } from './orientation.ts';
import { SliceCanvas } from './sliceCanvas.ts';
import { mostUrgentNode, neighbourNode } from './urgentNode.ts';
import { drawViewerWords } from './viewerWords.ts';
import { listenToInput, type ViewerCommands } from './viewerInput.ts';
import { draggedWindow, presets, windowTable, type DisplayWindow } from './windowTable.ts';

/** An unsuitable or failed case may carry a result too, one that says why; it has nothing to draw. */
const analysed = (detail: CaseDetail): CaseResult | null => (detail.row.state === 'Analysed' ? detail.result : null);

/** The axial viewer: owns its element, draws on demand, knows nothing of the connection except that it may be told to hide. */
export class Viewer implements ViewerCommands {
  readonly element = document.createElement('section');
  readonly canvas = new SliceCanvas();
  detail: CaseDetail | null = null;
  images: CaseImages | null = null;
  z = 0;
  masksOn = true;
  window: DisplayWindow = presets[0]!;
  hidden = false;
  /** What stands in place of the picture while it is hidden or no case is open. */
  idle: TextKey = 'viewer.choose';
  #nodeId: number | null = null;
  #dragFrom: DisplayWindow = presets[0]!;
  #table = windowTable(presets[0]!);
  #frame = 0;

  constructor(
    public t: Translate,
    readonly onNode: (id: number) => void,
  ) {
    this.element.className = 'viewer';
    this.element.dataset['testid'] = 'viewer';
    const picture = document.createElement('div');
    picture.className = 'picture';
    picture.append(this.canvas.element);
    this.element.append(picture);
    listenToInput(picture, this);
    new ResizeObserver(() => this.invalidate()).observe(picture);
  }

  get result(): CaseResult | null {
    return this.detail === null ? null : analysed(this.detail);
  }

  /** Shows a case; loads images anew for another case or revision, and when there were none before. Null closes the viewer. */
  show(detail: CaseDetail | null): void {
    const before = this.detail === null ? null : analysed(this.detail);
    const stateBefore = this.detail?.row.state;
    this.detail = detail;
    if (detail === null) this.#close();
    else if (this.images?.belongTo(detail) && (this.#usable || stateBefore === detail.row.state)) this.#arrived(before, analysed(detail));
    else this.#open(detail);
    this.invalidate();
  }

  goToNode(id: number): void {
    const node = this.result?.nodes.find((node) => node.id === id);
    if (node === undefined) return;
    this.#nodeId = id;
    this.#goTo(node.axialSlice);
  }

  scroll(step: number): void {
    const volume = this.#volume;
    if (volume !== null) this.#goTo(this.z + step * orientationOf(volume.geometry.direction).upward);
  }

  preset(index: number): void {
    const window = presets[index];
    if (window !== undefined) this.#setWindow(window);
  }

  dragWindow(dx: number, dy: number, start: boolean): void {
    if (start) this.#dragFrom = { level: this.window.level, width: this.window.width };
    else this.#setWindow(draggedWindow(this.#dragFrom, dx, dy));
  }

  toggleMasks(): void {
    this.masksOn = !this.masksOn;
    this.invalidate();
  }

  neighbour(step: 1 | -1): void {
    const node = this.result === null ? null : neighbourNode(this.result, this.#nodeId, step);
    if (node !== null) this.onNode(node.id);
  }

  /** Draws once before the next frame. */
  invalidate(): void {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
    }
  }

  get #usable(): boolean {
    return this.images?.volume.kind === 'ready' || this.images?.volume.kind === 'loading';
  }

  #close(): void {
    this.images?.close();
    this.images = null;
  }

  #open(detail: CaseDetail): void {
    this.#close();
    const images = new CaseImages(detail.row.id, detail.row.revision, () => {
      // The first slice is the middle one where nothing points elsewhere.
      if (this.images === images && this.z < 0 && this.#volume !== null) this.z = this.#volume.slices >> 1;
      // A result may have come while the volume's grid was still unknown.
      if (this.images === images && this.result !== null) images.loadMask(this.result);
      this.invalidate();
    });
    this.images = images;
    this.z = -1;
    this.#nodeId = null;
    this.#toUrgentNode(this.result);
    void images.load(this.result, this.z < 0 ? null : this.z);
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
    this.#nodeId = node.id;
    this.#goTo(node.axialSlice);
    this.onNode(node.id);
  }

  #goTo(z: number): void {
    const volume = this.#volume;
    this.z = volume === null ? z : Math.min(volume.slices - 1, Math.max(0, z));
    volume?.want(this.z);
    this.invalidate();
  }

  #setWindow(window: DisplayWindow): void {
    this.window = window;
    this.#table = windowTable(window);
    this.invalidate();
  }

  get #volume() {
    return this.images?.volume.kind === 'ready' ? this.images.volume.volume : null;
  }

  #draw(): void {
    const volume = this.hidden ? null : this.#volume;
    const mask = this.images?.mask.kind === 'ready' && this.masksOn ? this.images.mask.mask : null;
    let coloured = 0;
    if (volume === null || this.z < 0) this.canvas.clear();
    else {
      coloured = this.canvas.draw({
        volume,
        z: this.z,
        labels: mask?.labels ?? null,
        nodes: mask === null ? [] : (this.result?.nodes ?? []),
        table: this.#table,
        words: { loading: this.t('viewer.loading'), scale: this.t('viewer.scale') },
      });
    }
    this.element.dataset['maskPixels'] = String(coloured);
    drawViewerWords(this);
  }
}
