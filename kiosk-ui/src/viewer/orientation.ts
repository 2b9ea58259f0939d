/** Letters at the picture's edges: R right, L left, A anterior, P posterior, S superior, I inferior of the patient. */
export interface EdgeMarks {
  left: string;
  right: string;
  top: string;
  bottom: string;
}

export interface Orientation {
  plane: 'axial' | 'coronal' | 'sagittal';
  /** Mirror the picture so that the patient's right is on its left, and anterior or superior on top. */
  flipX: boolean;
  flipY: boolean;
  marks: EdgeMarks;
  /** +1 when a higher slice number lies nearer the head (axial), else -1. */
  upward: 1 | -1;
}

const towards = ['L', 'P', 'S'] as const;
const away = ['R', 'A', 'I'] as const;

/** From the direction cosines alone (unit vectors of x, y, z in LPS): never from a file order or a patient position. */
export function orientationOf(direction: readonly number[]): Orientation {
  const x = dominant(direction.slice(0, 3));
  const y = dominant(direction.slice(3, 6));
  const z = dominant(direction.slice(6, 9));
  // Radiological view: left of the patient to the right, posterior or inferior downwards.
  const flipX = x.axis === 2 ? x.sign > 0 : x.sign < 0;
  const flipY = y.axis === 2 ? y.sign > 0 : y.sign < 0;
  const right = flipX ? opposite(x) : x;
  const bottom = flipY ? opposite(y) : y;
  return {
    plane: (['sagittal', 'coronal', 'axial'] as const)[z.axis],
    flipX,
    flipY,
    marks: { left: letter(opposite(right)), right: letter(right), top: letter(opposite(bottom)), bottom: letter(bottom) },
    upward: z.axis === 2 && z.sign < 0 ? -1 : 1,
  };
}

interface Axis {
  axis: 0 | 1 | 2;
  sign: 1 | -1;
}

function dominant(vector: readonly number[]): Axis {
  const sizes = vector.map(Math.abs);
  const axis = sizes.indexOf(Math.max(...sizes)) as 0 | 1 | 2;
  if (vector.length !== 3 || !Number.isFinite(vector[axis]) || vector[axis] === 0) throw new Error('direction cosines are missing');
  return { axis, sign: vector[axis]! > 0 ? 1 : -1 };
}

const opposite = ({ axis, sign }: Axis): Axis => ({ axis, sign: -sign as 1 | -1 });
const letter = ({ axis, sign }: Axis): string => (sign > 0 ? towards : away)[axis];
