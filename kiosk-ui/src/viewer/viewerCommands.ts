import { KeyboardHand } from './keyboardHand.ts';
import type { KeyCommands } from './keys.ts';
import { grabHandle } from './handles.ts';
import { newEllipse } from './missedEllipse.ts';
import type { Pane } from './pane.ts';
import type { PaneCommands, Tool } from './paneInput.ts';
import { neighbourNode } from './urgentNode.ts';
import type { Viewer } from './viewer.ts';
import { panned, toVoxel, zoomedAbout } from './viewport.ts';
import { presets } from './windowTable.ts';

/** Everything that touch, mouse, keys and the toolbar ask of the viewer. */
export class ViewerCommands implements PaneCommands, KeyCommands {
  readonly hand: KeyboardHand;

  constructor(readonly viewer: Viewer) {
    this.hand = new KeyboardHand(viewer);
  }

  get tool(): Tool {
    return this.viewer.tool;
  }

  step(slices: number): void {
    this.scroll(this.viewer.large ?? this.viewer.panes[0]!, slices);
  }

  scroll(pane: Pane, step: number): void {
    const scene = this.viewer.scene();
    if (scene === null) return;
    const axes = pane.axes(scene);
    const to = [...scene.cross] as [number, number, number];
    to[axes.n] += step * axes.upward;
    this.viewer.goTo(to);
  }

  preset(index: number): void {
    const window = presets[index];
    if (window !== undefined) this.#change(() => this.viewer.display.setWindow(window));
  }

  dragWindow(dx: number, dy: number, start: boolean): void {
    this.#change(() => this.viewer.display.drag(dx, dy, start));
  }

  toggleMasks(): void {
    const { display } = this.viewer;
    this.#change(() => (display.masksOn = !display.masksOn));
  }

  toggleOutline(): void {
    const { display } = this.viewer;
    this.#change(() => (display.outline = !display.outline));
  }

  opacityBy(step: number): void {
    this.setOpacity(this.viewer.display.opacity + step);
  }

  setOpacity(opacity: number): void {
    this.#change(() => this.viewer.display.setOpacity(opacity));
  }

  toggleCine(): void {
    this.#change(() => this.viewer.cine.toggle());
  }

  toggleLarge(): void {
    this.enlarge(this.viewer.large ?? this.viewer.panes[0]!);
  }

  enlarge(pane: Pane): void {
    this.#change(() => (this.viewer.large = this.viewer.large === pane ? null : pane));
  }

  toggleCompare(): void {
    if (!this.viewer.looksOnly) this.viewer.comparing.toggle();
  }

  keyImage(): void {
    if (this.viewer.mayAct) this.viewer.to.keyImage();
  }

  note(): void {
    if (this.viewer.mayAct) this.viewer.to.note();
  }

  moveEarlier(slices: number): void {
    this.viewer.comparing.move(slices);
  }

  chooseTool(tool: Tool): void {
    this.#change(() => (this.viewer.tool = tool));
    if (tool !== 'missed') this.viewer.setEllipse(null);
  }

  neighbour(step: 1 | -1): void {
    const { result, selected, to } = this.viewer;
    const node = result === null ? null : neighbourNode(result, selected, step);
    if (node !== null) to.node(node.id);
  }

  zoomBy(factor: number): void {
    for (const pane of this.viewer.large === null ? this.viewer.panes : [this.viewer.large]) this.zoom(pane, factor, pane.canvas.width / 2, pane.canvas.height / 2);
  }

  zoom(pane: Pane, factor: number, x: number, y: number): void {
    const scene = this.viewer.scene();
    if (scene === null || pane.canvas.width === 0) return;
    this.#change(() => (pane.camera = zoomedAbout(pane.canvas, pane.grid(scene), pane.cameraOf(scene), factor, x, y)));
  }

  pan(pane: Pane, dx: number, dy: number): void {
    const scene = this.viewer.scene();
    if (scene !== null) this.#change(() => (pane.camera = panned(pane.canvas, pane.grid(scene), pane.cameraOf(scene), dx, dy)));
  }

  resetCameras(): void {
    this.#change(() => this.viewer.panes.forEach((pane) => (pane.camera = null)));
  }

  tap(pane: Pane, x: number, y: number): void {
    const scene = this.viewer.scene();
    if (scene === null) return;
    this.viewer.cine.stop();
    const axes = pane.axes(scene);
    const [u, v] = toVoxel(pane.view(scene), x, y);
    const to = [...scene.cross] as [number, number, number];
    [to[axes.u], to[axes.v]] = [Math.round(u), Math.round(v)];
    this.viewer.goTo(to);
    if (this.viewer.tool === 'missed' && this.viewer.cross !== null) this.viewer.setEllipse(newEllipse(this.viewer.cross));
  }

  grab(pane: Pane, x: number, y: number): ((x: number, y: number) => void) | null {
    return grabHandle(this.viewer, pane, x, y);
  }

  #change(step: () => void): void {
    step();
    this.viewer.invalidate();
  }
}
