/** Without a sign of life for this long the screen is stale (the service sends Health every 2 s). */
export const deadlineMs = 5000;

export type LinkState = 'starting' | 'live' | 'stale';

/** What is known about the line to the service; times are those of `performance.now()`. */
export interface LinkFacts {
  startedAt: number;
  /** The hub is connected and its snapshot arrived on this connection. */
  synchronised: boolean;
  /** Last Health; null before the first. A snapshot does not count: a service without a heartbeat is not one to rely on. */
  heardAt: number | null;
  /** Since when the worklist is known to lack a change; null when it does not. */
  outOfStepSince: number | null;
}

/** Live only with an open, synchronised, recently heard line. Before the first contact there is one deadline's grace. */
export function linkState(facts: LinkFacts, now: number): LinkState {
  if (facts.heardAt === null) return now - facts.startedAt < deadlineMs ? 'starting' : 'stale';
  if (!facts.synchronised || now - facts.heardAt >= deadlineMs) return 'stale';
  if (facts.outOfStepSince !== null && now - facts.outOfStepSince >= deadlineMs) return 'stale';
  return 'live';
}
