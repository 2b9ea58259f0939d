/** What came of a check, or that the box did not answer: that is not the same as a check that failed. */
export type CheckAnswer = { kind: 'answered'; passed: boolean; text: string } | { kind: 'unanswered'; what: string };

// The golden case takes seconds on a slow box.
const timeoutMs = 120_000;

/** Runs a check of the box: a C-ECHO to its own listener and its peers, or the model's golden case. */
export async function runCheck(kind: 'echo' | 'golden'): Promise<CheckAnswer> {
  try {
    const answer = await fetch(`/api/service/${kind}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}', signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) return { kind: 'unanswered', what: `HTTP ${answer.status}` };
    const { passed, text } = (await answer.json()) as { passed: boolean; text: string };
    return { kind: 'answered', passed, text };
  } catch (error) {
    return { kind: 'unanswered', what: (error as Error).message };
  }
}
