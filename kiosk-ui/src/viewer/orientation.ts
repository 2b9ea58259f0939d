/** Letters at the picture's edges: R right, L left, A anterior, P posterior, S superior, I inferior of the patient. */
export interface EdgeMarks {
  left: string;
  right: string;
  top: string;
  bottom: string;
}

export const planes = ['axial', 'coronal', 'sagittal'] as const;
export type Plane = (typeof planes)[number];
export type AxisIndex = 0 | 1 | 2;

/** How one plane lies in the volume. Axes are those of the voxel grid: 0 x, 1 y, 2 z. */
export interface PlaneAxes {
  plane: Plane;
  /** To the right and downwards in the picture, and through the slices. */
  u: AxisIndex;
  v: AxisIndex;
  n: AxisIndex;
  /** Mirror so that the patient's right is on the left, anterior or superior on top, and anterior on the left of a sagittal picture. */
  flipU: boolean;
  flipV: boolean;
  marks: EdgeMarks;
  /** +1 when a higher slice number lies nearer the head (axial), the face (coronal) or the left (sagittal), else -1. */
  upward: 1 | -1;
}

// Patient axes (LPS: 0 left, 1 posterior, 2 superior) to the right and downwards; superior grows upwards, so it is always turned.
const layout = { axial: [0, 1, 2], coronal: [0, 2, 1], sagittal: [1, 2, 0] } as const;
const letters = [['R', 'L'], ['A', 'P'], ['I', 'S']] as const;
const orders: readonly (readonly [AxisIndex, AxisIndex, AxisIndex])[] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

/** From the direction cosines alone (unit vectors of x, y, z in LPS): never from a file order or a patient position. Throws without them. */
export function planeAxes(direction: readonly number[], plane: Plane): PlaneAxes {
  const { axis, sign } = patientAxes(direction);
  const [right, down, through] = layout[plane];
  const edge = (patient: AxisIndex) => (patient === 2 ? [...letters[2]].reverse() : letters[patient]) as readonly [string, string];
  const [left, rightMark] = edge(right);
  const [top, bottom] = edge(down);
  const upward = (through === 1 ? -sign[1] : sign[through]) as 1 | -1;
  return {
    plane,
    u: axis[right],
    v: axis[down],
    n: axis[through],
    flipU: sign[right] < 0,
    flipV: down === 2 ? sign[2] > 0 : sign[down] < 0,
    marks: { left, right: rightMark, top, bottom },
    upward,
  };
}

interface PatientAxes {
  /** Voxel axis that runs along left, posterior and superior. */
  axis: readonly [AxisIndex, AxisIndex, AxisIndex];
  /** +1 where it grows in that direction. */
  sign: readonly [1 | -1, 1 | -1, 1 | -1];
}

function patientAxes(direction: readonly number[]): PatientAxes {
  const cosine = (voxelAxis: number, patient: number) => direction[3 * voxelAxis + patient]!;
  if (direction.length !== 9 || direction.some((value) => !Number.isFinite(value))) throw new Error('direction cosines are missing');
  const fit = (order: readonly number[]) => order.reduce((sum, voxelAxis, patient) => sum + Math.abs(cosine(voxelAxis, patient)), 0);
  const axis = orders.reduce((best, order) => (fit(order) > fit(best) ? order : best));
  const sign = axis.map((voxelAxis, patient) => {
    const value = cosine(voxelAxis, patient);
    if (value === 0) throw new Error('direction cosines are missing');
    return value > 0 ? 1 : -1;
  });
  return { axis, sign: sign as unknown as PatientAxes['sign'] };
}
