import type { CaseResult, NodeFinding } from '../contract.ts';
import { palette } from './palette.ts';

/** The node a case opens at: named by the most urgent reason, then the worst class, then the longest short axis. Null without nodes. */
export function mostUrgentNode(result: CaseResult): NodeFinding | null {
  const reasons = (result.priority?.reasons ?? []).filter((reason) => reason.nodes.length > 0);
  const level = Math.min(...reasons.map((reason) => reason.level));
  const named = new Set(reasons.filter((reason) => reason.level === level).flatMap((reason) => reason.nodes));
  const candidates = named.size > 0 ? result.nodes.filter((node) => named.has(node.id)) : result.nodes;
  const worse = (a: NodeFinding, b: NodeFinding) => palette[b.label].label - palette[a.label].label || b.shortAxisMm - a.shortAxisMm;
  return [...candidates].sort(worse)[0] ?? null;
}

/** The node before or after the current one in the list, round and round; the first one when none is current. */
export function neighbourNode(result: CaseResult, current: number | null, step: 1 | -1): NodeFinding | null {
  const at = result.nodes.findIndex((node) => node.id === current);
  if (at < 0) return result.nodes[0] ?? null;
  return result.nodes[(at + step + result.nodes.length) % result.nodes.length] ?? null;
}
