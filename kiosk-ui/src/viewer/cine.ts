const slicesPerSecond = 12;

/** Runs through the slices and back until it is stopped. `step` answers whether there was a further slice in that direction. */
export class Cine {
  #timer: ReturnType<typeof setInterval> | undefined;
  #direction: 1 | -1 = 1;

  constructor(readonly step: (direction: 1 | -1) => boolean) {}

  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  toggle(): void {
    if (this.isRunning) this.stop();
    else this.#timer = setInterval(() => this.#advance(), 1000 / slicesPerSecond);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #advance(): void {
    if (!this.step(this.#direction)) this.#direction = -this.#direction as 1 | -1;
  }
}
