/**
 * What the service tells the page, as JSON with camelCase names. Lengths in patient millimetres, positions LPS, voxel indices zero-based
 * x,y,z on the input grid. The C# side is EdgeNode.Contracts and the kiosk hub of EdgeNode.Appliance.
 */

export const caseStates = ['Receiving', 'Complete', 'Unsuitable', 'Queued', 'Analysing', 'Analysed', 'Failed'] as const;
export type CaseState = (typeof caseStates)[number];

export const nodeClasses = ['Negative', 'Positive', 'Ene'] as const;
/** Voxel label in masks: 1 negative, 2 positive, 3 ENE (extranodal extension). */
export type NodeClass = (typeof nodeClasses)[number];

/** Proposed urgency, 1 highest. A case that is not analysed has none (null). */
export type PriorityLevel = 1 | 2 | 3 | 4;

export interface CaseReason {
  code: string;
  text: string;
}

export interface CaseRow {
  id: string;
  revision: number;
  state: CaseState;
  reason: CaseReason | null;
  priority: PriorityLevel | null;
  reasonCodes: string[];
  patientName: string;
  patientId: string;
  /** ISO 8601, local time of the scanner, no zone. */
  studyTime: string | null;
  /** ISO 8601 with zone. */
  lastInstance: string | null;
  instances: number;
  /** When the box removed the images of this revision to make room (ISO 8601 with zone). */
  imagesRemoved?: string | null;
  progress: { stage: string; done: number; total: number } | null;
  /** The alarm that stands for the case; it may be that of an earlier revision. */
  alarm: AlarmState | null;
  nodes: { negative: number; positive: number; ene: number } | null;
  modelVersion: string | null;
  /** What the analysis alone gave, where physicians' feedback bears on the priority. */
  proposedPriority?: PriorityLevel | null;
  reviewed?: boolean;
  ownPriority?: PriorityLevel | null;
}

export const alarmPhases = ['Raised', 'Acknowledged', 'Decided', 'Closed'] as const;
export type AlarmPhase = (typeof alarmPhases)[number];

export const transferDecisions = ['TransferNow', 'TransferScheduled', 'NoTransfer'] as const;
export type TransferDecision = (typeof transferDecisions)[number];

/** T0 lastSlice, T1 raised, T2 acknowledged, T3 decided. */
export interface AlarmState {
  revision: number;
  level: PriorityLevel;
  phase: AlarmPhase;
  reasonCodes: string[];
  lastSlice: string | null;
  raised: string;
  acknowledged: string | null;
  acknowledgedBy: string | null;
  decided: string | null;
  decidedBy: string | null;
  decision: TransferDecision | null;
  decisionReasons: string[];
  physicianPriority: PriorityLevel | null;
  closed: string | null;
  /** How often it was passed on because nobody acknowledged it. */
  escalations: number;
  /** Raised by what a physician said, on a revision that may have alarmed before. */
  byReview?: boolean;
}

/** What may be acted on as a station, without signing on. */
export type ActKind = 'Acknowledge' | 'Pause' | 'Decide' | 'Feedback';

export interface Person {
  code: string;
  name: string;
  role: 'ward' | 'physician';
}

/** Who may act, and every code the page can offer. */
export interface ActChoices {
  readers: { code: string; name: string }[];
  reasons: Record<TransferDecision, string[]>;
  people?: Person[];
  stationActs?: string[];
  verdictReasons?: Record<Verdict, string[]>;
  missedReasons?: string[];
  withdrawReasons?: string[];
  signs?: { redFlags: string[]; risks: string[] };
  outcomes?: Record<string, string[]>;
}

export type Verdict = 'Agree' | 'Reject' | 'Reclassify';

/** What people said of a case and what counts of it now. */
export interface CaseFeedback {
  nodes: {
    node: number;
    verdict: { act: string; reader: string; at: string; verdict: Verdict; class: NodeClass | null; reasons: string[] } | null;
    calliper: { act: string; reader: string; at: string; shortAxisMm: number | null; longAxisMm: number | null } | null;
  }[];
  missedNodes: { node: number; act: string; reader: string; at: string; class: NodeClass; centreMm: number[]; longAxisMm: number; shortAxisMm: number; side: string }[];
  signs?: { act: string; reader: string; at: string; signs: string[] } | null;
  ownPriority: { act: string; reader: string; at: string; priority: PriorityLevel } | null;
  outcomes: { act: string; reader: string; at: string; source: string; finding: string; examined: string | null; node: number | null }[];
  priority: CaseResult['priority'];
}

/** An earlier result of the same patient (same number and name) on this box: a revision of this study, or another study's. */
export interface Prior {
  caseId: string;
  revision: number;
  sameStudy: boolean;
  patientName: string;
  patientId: string;
  studyTime: string | null;
  analysed: string;
  priority: PriorityLevel | null;
  modelVersion: string | null;
}

export interface TechnicalAlarm extends CaseReason {
  since: string;
}

/** Sorted by priority or standing alarm (1 first, none last), then oldest first. */
export interface Worklist {
  sequence: number;
  cases: CaseRow[];
}

export interface NodeFinding {
  id: number;
  label: NodeClass;
  classProbabilities: number[];
  centroidMm: number[];
  side: string;
  /** Inclusive first and last voxel: x0,y0,z0,x1,y1,z1. */
  boundingBoxVoxels: number[];
  volumeMm3: number;
  longAxisMm: number;
  shortAxisMm: number;
  /** End points x,y,x,y in voxels of axialSlice; voxel centres lie at whole numbers. */
  longAxisVoxels: number[];
  shortAxisVoxels: number[];
  greatestDimensionMm: number;
  /** Zero-based slice with the largest cross-section. */
  axialSlice: number;
  meanHu: number;
  lowDensityFraction: number | null;
  /** Absent in results of earlier versions. */
  sphericity?: number | null;
  borderRoughness?: number | null;
  skinDistanceMm?: number | null;
  nearestNodeMm?: number | null;
  belowSkullBaseMm?: number | null;
  aboveLungApexMm?: number | null;
  truncated: boolean;
  borderline: boolean;
}

export interface PriorityReason {
  rule: string;
  level: PriorityLevel;
  code: string;
  nodes: number[];
  source: string;
}

/** Voxels and millimetres in x,y,z order; direction holds the unit vectors of x, then y, then z (LPS). */
export interface VolumeGeometry {
  size: number[];
  spacingMm: number[];
  originMm: number[];
  direction: number[];
}

export interface CaseResult {
  schema: string;
  caseId: string;
  revision: number;
  state: CaseState;
  reason: CaseReason | null;
  /** An empty uid: no series was taken, and why says why not. */
  series: { uid: string; description: string; why: string; rejected: { uid: string; code: string; why: string; description: string }[] } | null;
  /** How much of the neck the image shows, mm from head to foot; null or absent where nothing was analysed. */
  coverage?: { neckMm: number; missingAboveMm: number; missingBelowMm: number; partly: boolean } | null;
  model: { id: string; version: string; sha256: string; provider: string; precision: string } | null;
  geometry: VolumeGeometry | null;
  nodes: NodeFinding[];
  /** Marks of the network in the head, above the neck: neither nodes nor in the mask; absent in results of earlier versions. */
  marksInHead?: number;
  priority: { level: PriorityLevel; reasons: PriorityReason[]; rulesVersion: string } | null;
  limits: string[];
}

export interface CaseDetail {
  row: CaseRow;
  result: CaseResult | null;
  history: { revision: number; state: string; analysed: string | null; superseded: boolean; priority: PriorityLevel | null; modelVersion: string | null; rulesVersion: string | null }[];
  receipt: { sent: boolean; receipted: string | null };
  feedback?: CaseFeedback | null;
  acts?: { act: string; kind: string; reader: string; at: string; withdrawnBy?: string | null }[];
}

export interface ApplianceStatus {
  time: string;
  ready: boolean;
  problems: CaseReason[];
  /** What is wrong with the box itself, a channel of its own, with the time since which it stands. */
  technicalAlarms: TechnicalAlarm[];
  sound: { configured: boolean; pausedUntil: string | null };
  version: string;
  model: { id: string; version: string; provider: string; clinicalUse: boolean; precision?: string; options?: string[] | null; tested?: string | null } | null;
  diskFreeFraction: number;
  unsent: { count: number; oldestSeconds: number | null };
  centreConnected: boolean;
  lastEcho: string | null;
}
