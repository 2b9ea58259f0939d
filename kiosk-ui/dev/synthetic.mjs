// Made-up cases, volume and mask for looking at the page. Nobody's data.
const size = process.env.VOLUME?.split(',').map(Number) ?? [256, 230, 60];
const spacingMm = [230.4 / size[0], 230 / size[1], 150 / size[2]];
// Places below are on the usual grid.
const on = (at) => at.map((value, axis) => Math.round((value * size[axis]) / [256, 230, 60][axis]));
export const geometry = { size, spacingMm, originMm: [-115, -115, -75], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };

const nodeSpecs = [
  { id: 1, label: 'Ene', value: 3, at: [178, 120, 38], r: [15, 11, 9], side: 'left' },
  { id: 2, label: 'Positive', value: 2, at: [88, 126, 36], r: [8, 6, 6], side: 'right' },
  { id: 3, label: 'Negative', value: 1, at: [80, 104, 39], r: [3.2, 2.6, 2.5], side: 'right' },
  { id: 4, label: 'Negative', value: 1, at: [170, 138, 20], r: [5, 4, 4], side: 'left' },
];

for (const spec of nodeSpecs) spec.at = on(spec.at);

export const nodes = nodeSpecs.map(({ id, label, at: [x, y, z], r, side }) => {
  const reach = r.map((mm, axis) => Math.floor(mm / spacingMm[axis]));
  return {
    id,
    label,
    classProbabilities: [0.2, 0.2, 0.6],
    centroidMm: [x, y, z].map((voxel, axis) => geometry.originMm[axis] + voxel * spacingMm[axis]),
    side,
    boundingBoxVoxels: [x - reach[0], y - reach[1], z - reach[2], x + reach[0], y + reach[1], z + reach[2]],
    volumeMm3: (4 / 3) * Math.PI * r[0] * r[1] * r[2],
    longAxisMm: 2 * r[0],
    shortAxisMm: 2 * r[1],
    longAxisVoxels: [x - r[0] / spacingMm[0], y, x + r[0] / spacingMm[0], y],
    shortAxisVoxels: [x, y - r[1] / spacingMm[1], x, y + r[1] / spacingMm[1]],
    greatestDimensionMm: 2 * r[0],
    axialSlice: z,
    meanHu: 60 + 10 * id,
    lowDensityFraction: id === 1 ? 0.18 : null,
    sphericity: id === 3 ? 0.71 : 0.88,
    borderRoughness: id === 3 ? 1.24 : 1.02,
    borderGradientHuPerMm: 40,
    skinDistanceMm: 12 + id,
    nearestNodeMm: 9,
    belowSkullBaseMm: 20 * id,
    aboveLungApexMm: null,
    truncated: id === 4,
    borderline: id === 2,
  };
});

export function makeVolume() {
  const voxels = new Int16Array(size[0] * size[1] * size[2]);
  const mask = new Uint8Array(voxels.length);
  let seed = 7;
  for (let i = 0; i < voxels.length; i++) {
    const [x, y, z] = [i % size[0], Math.floor(i / size[0]) % size[1], Math.floor(i / size[0] / size[1])];
    const [px, py] = [(x * 256) / size[0], (y * 230) / size[1]];
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    const noise = (seed >> 16) % 30;
    const body = ((px - 128) / 95) ** 2 + ((py - 115) / 85) ** 2;
    const spine = ((px - 128) / 18) ** 2 + ((py - 155) / 16) ** 2;
    const airway = ((px - 128) / 10) ** 2 + ((py - 95) / 13) ** 2;
    let hu = body > 1 ? -1000 : body > 0.88 ? -90 : spine < 1 ? 650 : airway < 1 ? -990 : 45;
    for (const { value, at, r } of nodeSpecs) {
      if (Math.abs(z - at[2]) * spacingMm[2] > r[2]) continue;
      const d = at.reduce((sum, c, axis) => sum + ((([x, y, z][axis] - c) * spacingMm[axis]) / r[axis]) ** 2, 0);
      if (d <= 1) [hu, mask[i]] = [value === 3 && d < 0.2 ? 15 : 95, value];
    }
    voxels[i] = hu + (hu > -900 ? noise - 15 : 0);
  }
  return { volume: Buffer.from(voxels.buffer), mask: Buffer.from(mask.buffer) };
}

const ago = (minutes) => new Date(Date.now() - minutes * 60000).toISOString();
const blank = { revision: 1, reason: null, priority: null, reasonCodes: [], studyTime: '2026-05-04T09:12:00', lastInstance: ago(3), instances: 120, progress: null, alarm: null, nodes: null, modelVersion: null };
const alarm = (level, raised, reasonCodes) => ({
  revision: 1, level, phase: 'Raised', reasonCodes, lastSlice: ago(3), raised, acknowledged: null, acknowledgedBy: null,
  decided: null, decidedBy: null, decision: null, decisionReasons: [], physicianPriority: null, closed: null, escalations: 0,
});
const id = (n) => `00000000-0000-4000-8000-00000000000${n}`;

export function makeCases() {
  const done = { ...blank, state: 'Analysed', modelVersion: '1', nodes: { negative: 2, positive: 1, ene: 1 } };
  return [
    { ...done, id: id(1), priority: 1, reasonCodes: ['ENE_SUSPECT', 'POS_BILATERAL', 'POS_MULTIPLE'], patientName: '測試 堃喆', patientId: 'T-0001', alarm: alarm(1, ago(2), ['ENE_SUSPECT', 'POS_BILATERAL']) },
    { ...done, id: id(2), priority: 2, reasonCodes: ['POS_ENLARGED'], patientName: 'Phantom Two', patientId: 'T-0002', lastInstance: ago(64), alarm: { ...alarm(2, ago(60), ['POS_ENLARGED']), escalations: 1 } },
    { ...done, id: id(3), priority: 3, reasonCodes: ['NEG_BUT_ENLARGED'], patientName: 'Phantom Three', patientId: 'T-0003', lastInstance: ago(300) },
    { ...done, id: id(4), priority: 4, reasonCodes: ['NO_ALARM_CRITERIA'], patientName: 'Phantom Four', patientId: 'T-0004', lastInstance: ago(3500), nodes: { negative: 0, positive: 0, ene: 0 } },
    { ...blank, id: id(5), state: 'Analysing', patientName: 'Phantom Five', patientId: 'T-0005', progress: { stage: 'tiles', done: 13, total: 40 } },
    { ...blank, id: id(6), state: 'Receiving', patientName: 'Phantom Six', patientId: 'T-0006', instances: 57, lastInstance: ago(0), studyTime: null },
    { ...blank, id: id(7), state: 'Unsuitable', reason: { code: 'MISSING_SLICES', text: 'Slices are missing in the middle of the series; send the study again, it is analysed as a new revision.' }, patientName: 'Phantom Seven', patientId: 'T-0007', instances: 57 },
    { ...blank, id: id(8), state: 'Failed', reason: { code: 'ANALYSIS_FAILED', text: 'The model file is damaged; install the bundle again.' }, patientName: '', patientId: '' },
  ];
}

export function detailOf(row) {
  const analysed = row.state === 'Analysed';
  const own = row.priority === 4 ? [] : nodes;
  const result = analysed && {
    schema: 'edgenode.result/1', caseId: row.id, revision: row.revision, state: row.state, reason: null,
    series: { uid: '2.25.1', description: 'NECK', why: 'only series', rejected: [] },
    model: { id: 'reference', version: '1', sha256: '0', provider: 'cpu', precision: 'fp32' },
    geometry, timing: {}, nodes: own, limits: row.priority === 3 ? ['THICK_SLICES'] : [],
    priority: { level: row.priority, rulesVersion: 'draft1', reasons: row.reasonCodes.map((code, i) => ({ rule: `U${i + 1}`, level: row.priority, code, nodes: own.length ? [i + 1, 2] : [], source: 'AJCC8 cN3b; TNM9 iENE' })) },
  };
  return { row, result: result || null, history: [], acts: [], receipt: { sent: analysed, receipted: null } };
}
