// Cuts the line to the page again and again while alarms come and are acknowledged, in a real Chromium; exit 1 when one is missed, shown twice,
// or comes back after somebody has seen it.
//   node dev/cuts.mjs PLAYWRIGHT_PACKAGE [CUTS] [SEED]          (make kiosk-cuts does it)
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , playwright, cuts = '200', seed = '1'] = process.argv;
const { chromium } = await import(pathToFileURL(join(playwright, 'index.mjs')));
const port = 9178;
const at = `http://127.0.0.1:${port}`;
const service = spawn('node', [join(import.meta.dirname, 'fake-service.mjs'), 'empty', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((resolve) => service.stdout.once('data', resolve));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
let state = Number(seed);
const random = (n) => (((state = (state * 1103515245 + 12345) & 0x7fffffff) >>> 12) % n);
const post = (path, body) => fetch(at + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) });
const raised = [];
const seen = new Set();
let failures = [];
try {
  const page = await browser.newPage();
  await page.goto(`${at}/?lang=en`);
  await page.waitForSelector('[data-testid=connection][data-link=live]');
  // Every painting of the list is looked at: no case twice, no alarm again that was acknowledged on this page.
  await page.evaluate(() => {
    window.wrong = [];
    window.acknowledged = new Set();
    window.everShown = new Set();
    const look = () => {
      const rows = [...document.querySelectorAll('[data-testid=case-row]')];
      const ids = rows.map((row) => row.dataset.caseId);
      if (new Set(ids).size !== ids.length) window.wrong.push('a case is listed twice');
      for (const { dataset } of rows) {
        if (dataset.alarm === 'Raised') window.everShown.add(dataset.caseId);
        if (dataset.alarm === 'Acknowledged') window.acknowledged.add(dataset.caseId);
        else if (dataset.alarm === 'Raised' && window.acknowledged.has(dataset.caseId)) window.wrong.push(`${dataset.caseId} alarms again`);
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-alarm'] });
  });
  for (let cut = 0; cut < Number(cuts); cut++) {
    const steps = random(4);
    for (let i = 0; i < steps; i++) {
      const open = raised.filter((id) => !seen.has(id));
      if (open.length > 0 && random(3) === 0) {
        const id = open[random(open.length)];
        await post(`/api/cases/${id}/acknowledge`, { act: crypto.randomUUID(), reader: 'WARD', revision: 1 });
        seen.add(id);
      } else raised.push(await (await post('/dev/arrive')).text());
      if (random(2) === 0) await post('/dev/cut');
    }
    await post('/dev/cut');
    await new Promise((resume) => setTimeout(resume, random(120)));
  }
  const complete = () => page.evaluate((count) => document.querySelectorAll('[data-testid=case-row]:not([data-alarm="?"])').length === count, raised.length);
  for (const until = Date.now() + 40_000; !(await complete()) && Date.now() < until; ) await new Promise((resume) => setTimeout(resume, 100));
  console.log(await page.evaluate(() => [document.querySelector('[data-testid=connection]').dataset.link, document.querySelector('[data-testid=stale-banner]')?.textContent.trim().slice(0, 200)]));
  const shown = await page.evaluate(() => ({ wrong: window.wrong, rows: [...document.querySelectorAll('[data-testid=case-row]')].map(({ dataset }) => [dataset.caseId, dataset.alarm]) }));
  failures = [...shown.wrong];
  for (const id of raised) {
    const [, phase] = shown.rows.find(([known]) => known === id) ?? [];
    if (phase !== (seen.has(id) ? 'Acknowledged' : 'Raised')) failures.push(`${id} is ${phase}`);
  }
} finally {
  await browser.close();
  service.kill();
}
console.log(`${cuts} cuts, ${raised.length} alarms, ${seen.size} acknowledged, ${failures.length} wrong`);
failures.slice(0, 10).forEach((failure) => console.error(failure));
process.exit(failures.length === 0 ? 0 : 1);
