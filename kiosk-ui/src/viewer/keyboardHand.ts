import { measuredCallipers, movedEnd } from './callipers.ts';
import { newEllipse, stretched } from './missedEllipse.ts';
import type { Scene } from './scene.ts';
import type { Viewer } from './viewer.ts';

const endStepMm = 0.5;
const pointPixels = 12;

/** What a finger does in the axial picture, by keys: it draws with the chosen tool, holds an end of the callipers, shapes the ellipse. */
export class KeyboardHand {
  #held: { node: number; end: number } | null = null;

  constructor(readonly viewer: Viewer) {}

  /** The held end of the chosen node's callipers: 0 and 1 of the long axis, 2 and 3 of the short one; null: none. */
  get end(): number | null {
    return this.#held !== null && this.#held.node === this.viewer.selected ? this.#held.end : null;
  }

  /** Takes hold of the next end, after the last one of none; the picture goes to where the node was measured. */
  holdNext(): void {
    const { selected } = this.viewer;
    if (selected === null) return;
    const end = this.end === null ? 0 : this.end + 1;
    this.#held = end > 3 ? null : { node: selected, end };
    if (end === 0) this.viewer.goToNode(selected);
    this.viewer.invalidate();
  }

  /** One step to the right and downwards (-1, 0 or 1 each). */
  draw(dx: number, dy: number): void {
    const { viewer } = this;
    const { commands, tool } = viewer;
    const scene = viewer.scene();
    if (scene === null) return;
    if (tool === 'window') {
      commands.dragWindow(0, 0, true);
      commands.dragWindow(pointPixels * dx, pointPixels * dy, false);
    } else if (tool === 'pan') commands.pan(viewer.large ?? viewer.panes[0]!, 2 * pointPixels * dx * devicePixelRatio, 2 * pointPixels * dy * devicePixelRatio);
    else if (tool === 'missed' || this.end === null) this.#movePoint(scene, dx, dy);
    else this.#moveEnd(scene, this.end, dx, dy);
  }

  /** Begins an ellipse where the crosshair is, or drops the one that is there. */
  toggleMissed(): void {
    const { viewer } = this;
    const begins = viewer.tool !== 'missed' && viewer.mayAct && viewer.cross !== null;
    viewer.commands.chooseTool(begins ? 'missed' : 'scroll');
    if (begins) viewer.setEllipse(newEllipse(viewer.cross!));
  }

  /** So many millimetres wider and taller. */
  stretch(wider: number, taller: number): void {
    const scene = this.viewer.scene();
    if (scene?.ellipse == null) return;
    this.viewer.setEllipse(stretched(scene.ellipse, this.viewer.panes[0]!.axes(scene), wider, taller));
  }

  // The ellipse goes with the crosshair.
  #movePoint(scene: Scene, dx: number, dy: number): void {
    const { viewer } = this;
    const { u, v, flipU, flipV } = (viewer.large ?? viewer.panes[0]!).axes(scene);
    const to = [...scene.cross] as [number, number, number];
    to[u] += flipU ? -dx : dx;
    to[v] += flipV ? -dy : dy;
    viewer.goTo(to);
    if (viewer.tool === 'missed') viewer.setEllipse({ ...(viewer.ellipse ?? newEllipse(to)), centre: viewer.cross! });
  }

  #moveEnd(scene: Scene, held: number, dx: number, dy: number): void {
    const { viewer } = this;
    const { u, v, flipU, flipV } = viewer.panes[0]!.axes(scene);
    const node = scene.nodes.find(({ id, axialSlice }) => id === scene.selected && axialSlice === scene.cross[2]);
    const callipers = node === undefined ? null : (viewer.own.get(node.id) ?? measuredCallipers(node));
    // Callipers lie in x and y of the voxel grid, and move only over a picture that has come.
    if (callipers === null || u !== 0 || v !== 1 || !scene.volume.isPresent(scene.cross[2])) return;
    const [axis, end] = held < 2 ? (['long', held as 0 | 1] as const) : (['short', (held - 2) as 0 | 1] as const);
    const { spacingMm } = scene.volume.geometry;
    const [x, y] = [callipers[axis][2 * end]!, callipers[axis][2 * end + 1]!];
    const moved = movedEnd(callipers, { node: node!.id, axis, end }, x + ((flipU ? -dx : dx) * endStepMm) / spacingMm[0]!, y + ((flipV ? -dy : dy) * endStepMm) / spacingMm[1]!);
    viewer.own.set(node!.id, moved);
    viewer.invalidate();
    viewer.to.calliper(node!.id, moved);
  }
}
