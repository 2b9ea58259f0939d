// Serves the built page with made-up cases and a fake hub (WebSocket), for looking at the page without the service.
//   npx vite build && node dev/fake-service.mjs [scene] [port]        scenes: cases empty troubled unknown wrongmask
// POST /dev/stop ends the heartbeat, POST /dev/arrive raises a new P1 case.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { detailOf, geometry, makeCases, makeVolume } from './synthetic.mjs';

const [scene = 'cases', port = '9100'] = process.argv.slice(2);
const { volume, mask } = makeVolume();
let cases = scene === 'empty' ? [] : makeCases();
let sequence = 1;
let beating = true;
const lines = new Map();
if (scene === 'unknown') cases[2].state = 'Dreaming';

const status = () => ({
  time: new Date().toISOString(),
  ready: scene !== 'troubled',
  problems: scene === 'troubled' ? [{ code: 'DISK_FULL', text: 'Less than 5 % of the disk is free; remove old cases.' }] : [],
  technicalAlarms: scene === 'troubled' ? [{ code: 'DISK_FULL', text: 'Less than 5 % of the disk is free; remove old cases.', since: new Date(Date.now() - 3e5).toISOString() }] : [],
  sound: { configured: scene !== 'troubled', pausedUntil: null },
  version: '0.1.0',
  model: scene === 'troubled' ? null : { id: 'reference', version: '1', provider: 'CPU', clinicalUse: false },
  diskFreeFraction: scene === 'troubled' ? 0.04 : 0.71,
  unsent: scene === 'troubled' ? { count: 3, oldestSeconds: 4000 } : { count: 0, oldestSeconds: null },
  centreConnected: scene !== 'troubled',
  lastEcho: scene === 'empty' ? null : new Date().toISOString(),
});

const association = (callingAe, remoteAddress, outcome, stored, refused, why = '') => ({
  callingAe, calledAe: 'EDGENODE', remoteAddress, isTls: true, contexts: [{ abstractSyntax: '1.2.840.10008.5.1.4.1.1.2', transferSyntax: '1.2.840.10008.1.2.1' }],
  started: new Date(Date.now() - 24e4).toISOString(), ended: new Date(Date.now() - 2e5).toISOString(), outcome, why, stored, refused, bytes: stored * 526_000,
});
const associations = [association('CT_SCANNER_2', '192.0.2.14', 'Released', 120, 0), association('PACS', '192.0.2.20', 'Released', 0, 0), association('CT_SCANNER_1', '192.0.2.13', 'Aborted', 57, 0, 'the peer aborted')];

const say = (line, target, ...args) => line.send(`${JSON.stringify({ type: 1, target, arguments: args })}\x1e`);
const everyone = (...message) => lines.forEach((line) => say(line, ...message));
setInterval(() => beating && everyone('Health', status()), 2000);

function change(row) {
  cases = [...cases.filter((known) => known.id !== row.id), row];
  everyone('CaseChanged', ++sequence, row);
}

function negotiate(response) {
  const token = crypto.randomUUID();
  const availableTransports = [{ transport: 'WebSockets', transferFormats: ['Text'] }];
  return json(response, { negotiateVersion: 1, connectionId: token, connectionToken: token, availableTransports });
}

// As much of RFC 6455 as short text messages need.
function accept(request, socket) {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
  const line = { send: (text) => socket.write(frame(Buffer.from(text))), destroy: () => socket.destroy() };
  socket.on('error', () => undefined);
  socket.on('close', () => lines.delete(line));
  socket.on('data', (data) => {
    if ((data[0] & 15) === 8) return socket.end();
    if (lines.has(line) || !unmasked(data).includes('"protocol"')) return;
    line.send('{}\x1e');
    say(line, 'Snapshot', sequence, { sequence, cases });
    if (beating) say(line, 'Health', status());
    lines.set(line, line);
  });
}

function frame(payload) {
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : payload.length < 65536 ? Buffer.from([0x81, 126, 0, 0]) : Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  if (head.length === 4) head.writeUInt16BE(payload.length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}

function unmasked(data) {
  const start = (data[1] & 127) === 126 ? 4 : 2;
  const mask = data.subarray(start, start + 4);
  return Buffer.from(data.subarray(start + 4).map((byte, i) => byte ^ mask[i & 3])).toString();
}

function bytes(request, response, content) {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const headers = { 'Content-Type': 'application/octet-stream', 'X-Geometry': JSON.stringify(geometry) };
  if (range === null) return response.writeHead(200, headers).end(content);
  const [first, last] = [Number(range[1]), Math.min(Number(range[2]), content.length - 1)];
  response.writeHead(206, { ...headers, 'Content-Range': `bytes ${first}-${last}/${content.length}` }).end(content.subarray(first, last + 1));
}

const feedback = new Map();
const emptyFeedback = () => ({ nodes: [], missedNodes: [], ownPriority: null, outcomes: [], priority: null, signs: null });

function sayOf([, id, what, node, kind], body) {
  const known = feedback.get(id) ?? emptyFeedback();
  const head = { act: body.act, reader: 'A1', at: new Date().toISOString() };
  const entry = known.nodes.find((other) => other.node === Number(node)) ?? { node: Number(node), verdict: null, calliper: null };
  if (kind === 'verdict') entry.verdict = { ...head, verdict: body.verdict, class: body.class ?? null, reasons: body.reasons ?? [] };
  if (kind === 'calliper') {
    const mm = ({ fromMm, toMm }) => Math.hypot(...fromMm.map((value, i) => value - toMm[i]));
    entry.calliper = { ...head, longAxisMm: mm(body.longAxis), shortAxisMm: mm(body.shortAxis) };
  }
  if (kind !== undefined) known.nodes = [...known.nodes.filter((other) => other !== entry), entry];
  if (what === 'missed-nodes') known.missedNodes.push({ ...head, node: 1001 + known.missedNodes.length, side: 'left', ...body });
  if (what === 'priority') known.ownPriority = { ...head, priority: body.priority };
  if (what === 'signs') known.signs = { ...head, signs: body.signs };
  if (what === 'outcomes') known.outcomes.push({ ...head, source: body.source, finding: body.finding, examined: null, node: null });
  feedback.set(id, known);
  change({ ...cases.find((known) => known.id === id) });
  return 204;
}

const json = (response, value) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

const priorsOf = ({ id, patientName, patientId }) => [
  { caseId: id, revision: 1, sameStudy: false, patientName, patientId, studyTime: '2025-11-03T10:20:00', analysed: '2025-11-03T02:31:00Z', priority: 2, modelVersion: '0.9' },
];

function page(response, path) {
  const file = join(import.meta.dirname, '../dist', path === '/' ? 'index.html' : path);
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': "default-src 'self'; img-src 'self' data:; style-src 'self'",
  });
  createReadStream(file).pipe(response);
}

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  let body = '';
  for await (const chunk of request) body += chunk;
  if (url.pathname.startsWith('/hubs/kiosk')) return negotiate(response);
  if (url.pathname === '/dev/stop') beating = false;
  if (url.pathname === '/dev/arrive') response.setHeader('X-Sent', Date.now());
  if (url.pathname === '/dev/cut') lines.forEach((line) => line.destroy());
  if (url.pathname === '/dev/arrive') {
    const id = crypto.randomUUID();
    change({ ...makeCases()[0], id, patientId: 'T-0009' });
    return response.writeHead(200, { 'Content-Type': 'text/plain' }).end(id);
  }
  if (url.pathname.startsWith('/dev/')) return response.writeHead(204).end();
  if (url.pathname === '/api/status') return json(response, { ...status(), associations });
  if (url.pathname === '/api/alarms/pause') return response.writeHead(204).end();
  if (url.pathname === '/api/acts') {
    const reasons = { TransferNow: ['AIRWAY', 'OTHER'], TransferScheduled: ['BIOPSY_FIRST', 'OTHER'], NoTransfer: ['KNOWN_DISEASE', 'OTHER'] };
    return json(response, {
      readers: [{ code: 'WARD', name: 'Ward station' }], reasons, stationActs: [],
      people: [{ code: 'A1', name: '林醫師 Dr Lin', role: 'physician' }, { code: 'N1', name: '吳護理師 Wu', role: 'ward' }],
      verdictReasons: { Agree: [], Reject: ['VESSEL', 'MUSCLE', 'SALIVARY_GLAND', 'THYROID', 'PRIMARY_TUMOUR', 'ARTEFACT', 'NOT_A_NODE', 'OTHER'], Reclassify: ['SIZE', 'NECROSIS', 'MARGIN', 'SHAPE', 'ENHANCEMENT', 'FATTY_HILUM', 'CLINICAL', 'KNOWN_PATHOLOGY', 'OTHER'] },
      signs: { redFlags: ['AIRWAY', 'BLEEDING', 'NERVE_DEFICIT'], risks: ['TWO_WEEKS', 'FIXED', 'FIRM', 'OVER_15MM', 'ULCERATED'] },
      outcomes: { PET: ['UPTAKE', 'NO_UPTAKE', 'EQUIVOCAL'], PATHOLOGY: ['METASTASIS', 'METASTASIS_ENE', 'BENIGN', 'LYMPHOMA'], FOLLOW_UP: ['GROWN', 'STABLE', 'SMALLER', 'GONE'] },
    });
  }
  if (url.pathname === '/api/cases') return json(response, { sequence, cases });
  if (url.pathname === '/api/sign-on') {
    const { code = 'A1', pin, badge } = JSON.parse(body);
    if (pin !== '123456' && badge !== 'BADGE-A1') return response.writeHead(401, { 'Content-Type': 'application/json' }).end(JSON.stringify({ code: 'SIGN_ON_REFUSED', text: '', retryAfterSeconds: 1 }));
    return json(response, { token: 'token', code, name: '林醫師 Dr Lin', role: 'physician', idleSeconds: 120, ends: new Date(Date.now() + 36e5).toISOString() });
  }
  if (url.pathname.startsWith('/api/sign-o')) return response.writeHead(204).end();
  if (url.pathname.startsWith('/api/service/')) return json(response, { passed: true, text: 'EDGENODE 127.0.0.1:11112' });
  const said = /^\/api\/cases\/([\w-]+)\/(nodes\/(\d+)\/(verdict|calliper)|missed-nodes|priority|signs|outcomes|acts\/.*)$/.exec(url.pathname);
  if (said !== null) return response.writeHead(sayOf(said, JSON.parse(body))).end();
  const [, id, earlier, part] = /^\/api\/cases\/([\w-]+)(?:\/revisions\/(\d+))?(?:\/(\w+))?$/.exec(url.pathname) ?? [];
  if (id === undefined) return page(response, url.pathname);
  const row = cases.find((known) => known.id === id);
  if (row === undefined || (part !== undefined && row.state === 'Receiving')) return response.writeHead(404).end();
  if (part === undefined) return json(response, { ...detailOf(row), feedback: feedback.get(id) ?? emptyFeedback() });
  if (part === 'priors') return json(response, priorsOf(row));
  if (part === 'result') return json(response, { ...detailOf(row).result, revision: Number(earlier) });
  if (part === 'volume') return bytes(request, response, volume);
  if (part === 'mask') return bytes(request, response, scene === 'wrongmask' ? mask.subarray(1) : mask);
  const { reader = 'A1', decision = null, reasons = [], priority = null } = JSON.parse(body);
  const now = new Date().toISOString();
  const seen = { ...row.alarm, phase: 'Acknowledged', acknowledged: now, acknowledgedBy: reader };
  const decided = { ...seen, phase: 'Decided', decided: now, decidedBy: reader, decision, decisionReasons: reasons, physicianPriority: priority };
  if (row.alarm !== null) change({ ...row, alarm: part === 'decision' ? decided : seen });
  return response.writeHead(204).end();
})
  .on('upgrade', accept)
  .listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/  scene ${scene}`));
