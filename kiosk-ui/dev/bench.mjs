// Measures the built page in Chromium without a GPU, on made-up cases and a volume of 512x512x300 from dev/fake-service.mjs.
//   node dev/bench.mjs PLAYWRIGHT_PACKAGE          (make bench-kiosk does it)
// With KIOSK_URL=http://box/ the page of a running box is measured instead, at its first case, without the pushed alarms.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const { chromium } = await import(pathToFileURL(join(process.argv[2], 'index.mjs')));
const root = join(import.meta.dirname, '..');
const port = 9177;
const box = process.env.KIOSK_URL;
const service = box !== undefined ? null : spawn('node', [join(root, 'dev/fake-service.mjs'), 'cases', String(port)], { env: { ...process.env, VOLUME: '512,512,300' }, stdio: ['ignore', 'pipe', 'inherit'] });
if (service !== null) await new Promise((resolve) => service.stdout.once('data', resolve));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info', '--js-flags=--expose-gc'] });
const rows = [];
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const add = (what, seen, wanted) => rows.push([what, seen, wanted]);
try {
  const url = `${box ?? `http://127.0.0.1:${port}/`}?lang=en`;
  const cold = [];
  for (let i = 0; i < 5; i++) {
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('[data-testid=case-row]');
    cold.push(await page.evaluate(() => performance.now()));
    await context.close();
  }
  add('cold page to worklist, median ms', quantile(cold, 0.5), '< 500');

  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(url);
  await page.waitForSelector('[data-testid=case-row]');
  const pushed = [];
  for (let i = 0; box === undefined && i < 40; i++) {
    pushed.push(
      await page.evaluate(async () => {
        const count = () => document.querySelectorAll('[data-testid=case-row]').length;
        const before = count();
        const painted = new Promise((resolve) => {
          const watch = new MutationObserver(() => {
            if (count() === before) return;
            watch.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(Date.now()), 0));
          });
          watch.observe(document.body, { childList: true, subtree: true });
        });
        const answer = await fetch('/dev/arrive', { method: 'POST' });
        return (await painted) - Number(answer.headers.get('X-Sent'));
      }),
    );
  }
  if (box === undefined) add('push to painted alarm, p95 ms', quantile(pushed, 0.95), '< 100');

  const first = box === undefined ? '[data-case-id="00000000-0000-4000-8000-000000000001"] > button' : '[data-testid=case-row] > button';
  const times = await page.evaluate(async (selector) => {
    const viewer = document.querySelector('[data-testid=viewer]');
    const begun = performance.now();
    document.querySelector(selector).click();
    let slice = 0;
    while (true) {
      await new Promise(requestAnimationFrame);
      const [loaded, all] = (viewer.dataset.loaded ?? '').split('/').map(Number);
      if (slice === 0 && loaded > 0) slice = performance.now() - begun;
      if (loaded === all && all > 0) return { slice, volume: performance.now() - begun, slices: all };
    }
  }, first);
  add('click to first slice, ms', times.slice, '< 300');
  add(`whole volume of ${times.slices} slices, ms`, times.volume, '< 3000');

  const fps = (key) =>
    page.evaluate(async (pressed) => {
      const frames = 120;
      const begun = performance.now();
      for (let i = 0; i < frames; i++) {
        dispatchEvent(new KeyboardEvent('keydown', { key: i % 60 < 30 ? pressed : pressed === 'ArrowUp' ? 'ArrowDown' : pressed }));
        await new Promise(requestAnimationFrame);
      }
      return (1000 * frames) / (performance.now() - begun);
    }, key);
  add('scroll, three planes on the screen, fps', await fps('ArrowUp'), '>= 50');
  await page.keyboard.press('l');
  add('scroll, axial alone, fps', await fps('ArrowUp'), '>= 50');
  await page.keyboard.press('l');
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
  add('page memory: heap and buffers, MB', (usedSize + backingStorageSize) / 1e6, '< 450');
} finally {
  await browser.close();
  service?.kill();
}
const assets = join(root, 'dist/assets');
const bytes = readdirSync(assets).reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length, 0);
add('JS and CSS, gzip, kB', bytes / 1000, '< 60');
console.log('| what | seen | asked |\n|---|---|---|');
for (const [what, seen, wanted] of rows) console.log(`| ${what} | ${seen.toFixed(seen < 100 ? 1 : 0)} | ${wanted} |`);
