import type { Pane } from './pane.ts';
import { planeAxes } from './orientation.ts';
import { toPatient, toVoxels } from './patientSpace.ts';
import type { Scene } from './scene.ts';
import { fitPerMm, viewportOf, type Camera } from './viewport.ts';
import type { VolumeStream } from './volumeStream.ts';

type Voxel = [number, number, number];

/**
 * The voxel of an earlier volume that lies where the crosshair is in the present one, whole and possibly outside. Revisions of one study share the
 * patient's space. Two studies share the table's height along the body, and across it the middle of the body; `offset` slices towards the head
 * are what the reader adds.
 */
export function linkedVoxel(main: Scene, prior: VolumeStream, sameStudy: boolean, offset: number): Voxel {
  const at = placed(main, prior, sameStudy, main.cross);
  const { n, upward } = planeAxes(prior.geometry.direction, 'axial');
  at[n] += offset * upward;
  return at.map(Math.round) as Voxel;
}

/** The same place in the middle and the same millimetres a pixel. */
export function linkedCamera(main: Scene, from: Pane, prior: Scene, to: Pane, sameStudy: boolean): Camera {
  const camera = from.cameraOf(main);
  const { perMm } = viewportOf(from.canvas, from.grid(main), camera);
  const axes = from.axes(main);
  const middle = [...main.cross] as Voxel;
  [middle[axes.u], middle[axes.v]] = [camera.u, camera.v];
  const at = placed(main, prior.volume, sameStudy, middle);
  const { u, v } = to.axes(prior);
  return { zoom: perMm / fitPerMm(to.canvas, to.grid(prior)), u: at[u], v: at[v] };
}

function placed(main: Scene, prior: VolumeStream, sameStudy: boolean, voxel: readonly number[]): Voxel {
  const mm = toPatient(main.volume.geometry, voxel);
  const [here, there] = [bodyMiddle(main.volume), bodyMiddle(prior)];
  if (!sameStudy && here !== null && there !== null) for (const patient of [0, 1] as const) mm[patient] += there[patient] - here[patient];
  return toVoxels(prior.geometry, mm);
}

function bodyMiddle({ body, geometry }: VolumeStream): Voxel | null {
  return body === null ? null : toPatient(geometry, body.map(([first, last]) => (first + last) / 2));
}
