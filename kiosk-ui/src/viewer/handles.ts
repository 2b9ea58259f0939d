import { endAt, measuredCallipers, movedEnd } from './callipers.ts';
import { partAt, reshaped } from './missedEllipse.ts';
import type { Pane } from './pane.ts';
import type { Viewer } from './viewer.ts';
import { toVoxel } from './viewport.ts';

const touchReach = 26;

/** What a touch in the axial picture takes hold of: the ellipse of a missed node, else an end of the chosen node's callipers. Null: nothing. */
export function grabHandle(viewer: Viewer, pane: Pane, x: number, y: number): ((x: number, y: number) => void) | null {
  const scene = viewer.scene();
  if (scene === null || pane.plane !== 'axial') return null;
  const axes = pane.axes(scene);
  // Handles show with the picture alone: nobody moves a line over what is not there yet.
  if (axes.n === 2 && !scene.volume.isPresent(scene.cross[2])) return null;
  const view = pane.view(scene);
  const reach = touchReach * devicePixelRatio;
  const part = scene.ellipse === null || scene.cross[axes.n] !== scene.ellipse.centre[axes.n] ? null : partAt(scene.ellipse, axes, view, x, y, reach);
  if (part !== null) return (px, py) => viewer.setEllipse(reshaped(viewer.ellipse!, part, axes, view, px, py));
  const node = scene.labels === null ? undefined : scene.nodes.find(({ id, axialSlice }) => id === scene.selected && axialSlice === scene.cross[axes.n]);
  const callipers = node === undefined ? null : (viewer.own.get(node.id) ?? measuredCallipers(node));
  // Callipers lie in x and y of the voxel grid.
  const end = callipers === null || axes.u !== 0 || axes.v !== 1 ? null : endAt(node!.id, callipers, view, x, y, reach * 0.7);
  if (end === null) return null;
  return (px, py) => {
    const moved = movedEnd(viewer.own.get(node!.id) ?? callipers!, end, ...toVoxel(view, px, py));
    viewer.own.set(node!.id, moved);
    viewer.invalidate();
    viewer.to.calliper(node!.id, moved);
  };
}
