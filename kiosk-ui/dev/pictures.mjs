// Makes the pictures of docs/kiosk from made-up cases; nobody's data.
//   node dev/pictures.mjs PLAYWRIGHT_PACKAGE FOLDER          (make kiosk-pictures does it)
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { chromium } = await import(pathToFileURL(join(process.argv[2], 'index.mjs')));
const folder = process.argv[3];
const port = 9179;
const service = spawn('node', [join(import.meta.dirname, 'fake-service.mjs'), 'cases', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((resolve) => service.stdout.once('data', resolve));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const id = (n) => `#/case/00000000-0000-4000-8000-00000000000${n}`;
const open = async (language, hash = '', width = 1600, height = 900) => {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(`http://127.0.0.1:${port}/?lang=${language}${hash}`);
  await page.waitForSelector('[data-testid=case-row]');
  if (hash !== '') await page.waitForSelector('[data-testid=verdict]');
  return page;
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
  const viewer = await open('zh', id(1));
  await keep(viewer, 'viewer-zh');
  await viewer.click('[data-verdict=Reject]');
  await viewer.click('[data-verdict-reason=VESSEL]');
  for (const digit of '123456') await viewer.click(`[data-digit="${digit}"]`);
  await viewer.click('[data-testid=pin-go]');
  await viewer.waitForSelector('[data-testid=said]');
  await viewer.click('[data-node-id="2"] .node');
  await viewer.click('[data-node-id="2"] [data-verdict=Reject]');
  await keep(viewer, 'feedback-zh');
  await viewer.click('[data-testid=back]');
  for (const row of await viewer.$$('[data-testid=alarm-acknowledge]')) {
    await viewer.click('[data-testid=alarm-acknowledge]');
    await row.waitForElementState('hidden').catch(() => undefined);
  }
  await keep(viewer, 'worklist-zh');
  const note = await open('zh', id(1), 1200, 1360);
  await note.click('[data-tool=note]');
  await keep(note, 'transfer-note-zh');
  await keep(await open('en', id(7)), 'not-analysed-en');
  const beside = await open('en', id(1), 1920, 1080);
  await beside.click('[data-tool=compare]');
  await beside.click('[data-prior]');
  await beside.waitForSelector('[data-testid=prior]:not([data-slice=""])');
  await keep(beside, 'compare-en');
  const engineer = await open('en');
  await engineer.click('[data-testid=service-button]');
  await engineer.click('[data-check=echo]');
  await engineer.waitForSelector('[data-testid=check-echo][data-done=true]');
  await keep(engineer, 'service-en');
  const stale = await open('zh', '', 1600, 900);
  await fetch(`http://127.0.0.1:${port}/dev/stop`, { method: 'POST' });
  await stale.waitForSelector('[data-testid=stale-banner]');
  await keep(stale, 'offline-zh');
} finally {
  await browser.close();
  service.kill();
}
