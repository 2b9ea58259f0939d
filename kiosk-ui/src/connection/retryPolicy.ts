import type { IRetryPolicy, RetryContext } from '@microsoft/signalr';

const capMs = 4000;

/** Waits 0, 250, 500, 1000, 2000, then 4000 ms for ever: a kiosk that gave up would stay dark until somebody noticed. */
export function retryDelayMs(previousRetryCount: number): number {
  if (previousRetryCount <= 0) return 0;
  return Math.min(capMs, 250 * 2 ** Math.min(previousRetryCount - 1, 10));
}

export const endlessRetry: IRetryPolicy = {
  nextRetryDelayInMilliseconds: (context: RetryContext) => retryDelayMs(context.previousRetryCount),
};
