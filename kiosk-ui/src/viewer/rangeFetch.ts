/** Bytes first..last (inclusive) of a resource. `whole` is true when the service answered with everything instead. */
export interface RangeAnswer {
  bytes: ArrayBuffer;
  whole: boolean;
  headers: Headers;
}

/** An HTTP status that repeating does not mend. */
export class HttpError extends Error {
  constructor(readonly status: number) {
    super(`HTTP ${status}`);
  }
}

export async function fetchRange(url: string, first: number, last: number, signal: AbortSignal): Promise<RangeAnswer> {
  const answer = await fetch(url, { headers: { Range: `bytes=${first}-${last}` }, signal, cache: 'no-store' });
  if (answer.status !== 200 && answer.status !== 206) throw new HttpError(answer.status);
  const bytes = await answer.arrayBuffer();
  const whole = answer.status === 200;
  if (!whole && bytes.byteLength !== last - first + 1) throw new Error(`${bytes.byteLength} of ${last - first + 1} bytes`);
  return { bytes, whole, headers: answer.headers };
}

/** Tries again on broken lines and server errors, waiting 200, 400, 800, 1600 ms; gives up at once when asked to stop. */
export async function withRetries<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const final = error instanceof HttpError && error.status < 500;
      if (signal.aborted || final || attempt === 4) throw error;
      await new Promise((resume) => setTimeout(resume, 200 * 2 ** attempt));
    }
  }
}
