import type { VolumeGeometry } from '../contract.ts';
import { bodyBox } from './bodyBox.ts';
import { blockSlices, nextBlock } from './loadOrder.ts';
import { sameGrid } from './patientSpace.ts';
import { fetchRange, withRetries, type RangeAnswer } from './rangeFetch.ts';

const lanes = 3;

/** A CT volume that fills up slice by slice: int16 HU in z,y,x order, little-endian as the machine's own int16. */
export class VolumeStream {
  readonly voxels: Int16Array<ArrayBuffer>;
  readonly #present: boolean[];
  readonly #taken: boolean[];
  readonly #sliceVoxels: number;
  #wanted = 0;
  #body: [number, number][] | null = null;

  private constructor(
    readonly url: string,
    readonly geometry: VolumeGeometry,
    readonly signal: AbortSignal,
  ) {
    const [nx, ny, nz] = geometry.size as [number, number, number];
    this.#sliceVoxels = nx * ny;
    this.voxels = new Int16Array(nx * ny * nz);
    this.#present = new Array<boolean>(nz).fill(false);
    this.#taken = new Array<boolean>(Math.ceil(nz / blockSlices)).fill(false);
  }

  /**
   * With the grid that the result names, else with the one the service names. Throws HttpError (404: no volume yet) or Error when header and
   * length do not agree.
   */
  static async open(url: string, named: VolumeGeometry | null, signal: AbortSignal): Promise<VolumeStream> {
    if (named !== null) return new VolumeStream(url, named, signal);
    const answer = await withRetries(() => fetchRange(url, 0, 1, signal), signal);
    const volume = new VolumeStream(url, geometryOf(answer.headers.get('X-Geometry')), signal);
    volume.#check(answer);
    if (answer.whole) volume.#fill(0, answer.bytes, volume.voxels.byteLength);
    return volume;
  }

  get slices(): number {
    return this.#present.length;
  }

  /** Slices that have come. */
  loaded = 0;

  isPresent(z: number): boolean {
    return this.#present[z] === true;
  }

  /** The slice's HU, or null while it is not loaded. */
  slice(z: number): Int16Array | null {
    return this.#present[z] ? this.voxels.subarray(z * this.#sliceVoxels, (z + 1) * this.#sliceVoxels) : null;
  }

  /** First and last voxel of the body along x, y and z, from the first slice that came; null before, or where it holds air alone. */
  get body(): readonly (readonly [number, number])[] | null {
    return this.#body;
  }

  want(z: number): void {
    this.#wanted = z;
  }

  /** Loads the wanted slice alone. */
  async loadFirst(): Promise<void> {
    if (!this.#present[this.#wanted]) await this.#read(this.#wanted, this.#wanted + 1);
  }

  /** Loads everything, from the wanted slice outwards; resolves when all slices are there. Throws when one cannot be had. */
  async load(onProgress: () => void): Promise<void> {
    if (this.#present.every(Boolean)) return;
    await Promise.all(Array.from({ length: lanes }, () => this.#lane(onProgress)));
  }

  async #lane(onProgress: () => void): Promise<void> {
    for (let block = nextBlock(this.#taken, this.#wanted); block !== null; block = nextBlock(this.#taken, this.#wanted)) {
      this.#taken[block] = true;
      await this.#read(block * blockSlices, Math.min(this.slices, (block + 1) * blockSlices));
      onProgress();
    }
  }

  async #read(from: number, to: number): Promise<void> {
    const first = from * this.#sliceVoxels * 2;
    const length = (to - from) * this.#sliceVoxels * 2;
    const answer = await withRetries(() => fetchRange(this.url, first, first + length - 1, this.signal), this.signal);
    if (answer.whole) throw new Error('byte ranges are not answered');
    this.#check(answer);
    this.#fill(from, answer.bytes, length);
  }

  // Every answer must be of the one grid that the mask and the nodes are drawn on.
  #check({ whole, bytes, headers }: RangeAnswer): void {
    const total = whole ? bytes.byteLength : Number(headers.get('Content-Range')?.split('/')[1]);
    if (total !== this.voxels.byteLength) throw new Error(`${total} bytes, geometry needs ${this.voxels.byteLength}`);
    if (!sameGrid(geometryOf(headers.get('X-Geometry')), this.geometry)) throw new Error('the volume lies on another grid');
  }

  #fill(from: number, bytes: ArrayBuffer, length: number): void {
    if (bytes.byteLength !== length) throw new Error(`${bytes.byteLength} bytes instead of ${length}`);
    this.voxels.set(new Int16Array(bytes), from * this.#sliceVoxels);
    const to = from + length / 2 / this.#sliceVoxels;
    for (let z = from; z < to; z++) {
      if (!this.#present[z]) this.loaded++;
      this.#present[z] = true;
    }
    if (this.#body !== null) return;
    const box = bodyBox(this.slice(from)!, this.geometry.size[0]!);
    if (box !== null) this.#body = [[box.u0, box.u1], [box.v0, box.v1], [0, this.slices - 1]];
  }
}

function geometryOf(header: string | null): VolumeGeometry {
  if (header === null) throw new Error('header X-Geometry is missing');
  const geometry = JSON.parse(header) as VolumeGeometry;
  const positive = [...geometry.size, ...geometry.spacingMm].every((value) => value > 0 && Number.isFinite(value));
  if (geometry.size.length !== 3 || geometry.spacingMm.length !== 3 || geometry.direction.length !== 9 || !positive) {
    throw new Error('header X-Geometry is not a grid');
  }
  return geometry;
}
