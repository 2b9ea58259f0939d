// Makes the pictures of docs/kiosk: lists and states of the box from made-up cases, everything with anatomy from the real service and a synthetic neck.
//   node dev/pictures.mjs PLAYWRIGHT_PACKAGE FOLDER          (make kiosk-pictures does it)
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pin, startRealService } from './real-service.mjs';

const { chromium } = await import(pathToFileURL(join(process.argv[2], 'index.mjs')));
const folder = process.argv[3];
const port = 9179;
const madeUp = `http://127.0.0.1:${port}/`;
const service = spawn('node', [join(import.meta.dirname, 'fake-service.mjs'), 'cases', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((resolve) => service.stdout.once('data', resolve));
const real = await startRealService(join(import.meta.dirname, '../..')).catch((error) => {
  service.kill();
  throw error;
});
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const open = async (language, { at = madeUp, id = null, width = 1600, height = 900 } = {}) => {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(`${at}?lang=${language}${id === null ? '' : `#/case/${id}`}`);
  await page.waitForSelector('[data-testid=case-row]');
  if (id !== null) await page.waitForSelector('[data-testid=verdict]');
  return page;
};
const openReal = (language, width, height) => open(language, { at: real.address, id: real.id, width, height });
// The page's security policy allows no waiting for a predicate inside it.
const masked = async (page) => {
  while (!(Number(await page.getAttribute('[data-testid=viewer]', 'data-mask-pixels')) > 0)) await new Promise((resume) => setTimeout(resume, 100));
};
const keep = async (page, name) => {
  // Two frames after the last slice: what was loaded is painted.
  for (;;) {
    const [loaded, all] = ((await page.getAttribute('[data-testid=viewer]', 'data-loaded')) || '0/0').split('/');
    if (loaded === all) break;
  }
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.screenshot({ path: join(folder, `${name}.png`) });
};
try {
  await keep(await open('en'), 'alarm-en');
  await keep(await open('en', { at: real.address, id: real.unsuitable }), 'not-analysed-en');
  const viewer = await openReal('zh', 1600, 1000);
  await masked(viewer);
  await keep(viewer, 'viewer-zh');
  const beside = await openReal('en', 1920, 1080);
  await masked(beside);
  await beside.click('[data-tool=compare]');
  await beside.click('[data-prior]');
  await beside.waitForSelector('[data-testid=prior]:not([data-slice=""])');
  await keep(beside, 'compare-en');

  // A verdict is given, the reasons of the next one are open.
  const nodes = await viewer.locator('[data-testid=node-row]').evaluateAll((rows) => rows.map((row) => row.dataset.nodeId));
  const [first, second] = [nodes[0], nodes[1] ?? nodes[0]];
  await viewer.click(`[data-node-id="${first}"] .node`);
  await viewer.click(`[data-node-id="${first}"] [data-verdict=Agree]`);
  for (const digit of pin) await viewer.click(`[data-digit="${digit}"]`);
  await viewer.click('[data-testid=pin-go]');
  await viewer.waitForSelector('[data-testid=said]');
  await viewer.click(`[data-node-id="${second}"] .node`);
  await viewer.click(`[data-node-id="${second}"] [data-verdict=Reject]`);
  await viewer.waitForSelector('[data-testid=recorded]', { state: 'hidden' });
  await keep(viewer, 'feedback-zh');

  // The transfer note of what was decided.
  await viewer.click('[data-testid=alarm-acknowledge]');
  await viewer.click('[data-tab=decision]');
  await viewer.click('[data-decision=TransferScheduled]');
  await viewer.click('[data-reason=BIOPSY_FIRST]');
  await viewer.click('[data-own-priority="2"]');
  await viewer.click('[data-testid=decide]');
  await viewer.waitForSelector('[data-phase=Decided]');
  const note = await openReal('zh', 1200, 1360);
  await masked(note);
  await note.click('[data-tool=note]');
  await keep(note, 'transfer-note-zh');

  const list = await open('zh');
  for (const row of await list.$$('[data-testid=alarm-acknowledge]')) {
    await list.click('[data-testid=alarm-acknowledge]');
    await row.waitForElementState('hidden').catch(() => undefined);
  }
  await keep(list, 'worklist-zh');
  const engineer = await open('en');
  await engineer.click('[data-testid=service-button]');
  await engineer.click('[data-check=echo]');
  await engineer.waitForSelector('[data-testid=check-echo][data-done=true]');
  await keep(engineer, 'service-en');
  const stale = await open('zh');
  await fetch(`${madeUp}dev/stop`, { method: 'POST' });
  await stale.waitForSelector('[data-testid=stale-banner]');
  await keep(stale, 'offline-zh');
} finally {
  await browser.close();
  service.kill();
  real.stop();
}
