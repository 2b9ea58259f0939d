// The real service with one analysed synthetic neck in its second revision, one that lacks slices, and a physician who can sign on, for the pictures.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const pin = '483920';

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** @param repository its root, with artifacts/edgenode built. Answers where the page is, the two cases, and how to end it. */
export async function startRealService(repository) {
  const folder = mkdtempSync(join(tmpdir(), 'edgenode-pictures-'));
  const edgenode = join(repository, 'artifacts/edgenode');
  const bundle = join(repository, 'models/reference');
  const [dicom, http] = [await freePort(), await freePort()];
  const address = `http://127.0.0.1:${http}/`;
  const config = join(folder, 'appliance.json');
  writeFileSync(config, JSON.stringify({ storage: { path: 'data' } }));
  const tool = (args, input = '') => {
    const { status, stderr } = spawnSync(edgenode, args, { input, encoding: 'utf8' });
    if (status !== 0) throw new Error(`edgenode ${args[0]}: ${stderr}`);
  };
  const settings = { dicom__port: dicom, dicom__address: '127.0.0.1', kiosk__urls: address, storage__path: join(folder, 'data'), storage__minimumFreeFraction: 0, analysis__model: bundle, intake__releasedQuietSeconds: 0.5, sync__broker: 'mqtt://127.0.0.1:9' };
  const service = spawn(edgenode, ['run', '--config', config], { env: { ...process.env, ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`EDGENODE_${key}`, String(value)])) }, stdio: 'ignore' });
  const stop = () => {
    service.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const until = async (condition, what) => {
    for (const last = Date.now() + 600_000; Date.now() < last; ) {
      const answer = await condition().catch(() => null);
      if (answer) return answer;
      await new Promise((resume) => setTimeout(resume, 300));
    }
    throw new Error(`not so in ten minutes: ${what}`);
  };
  try {
    const [study, late] = [join(folder, 'study'), join(folder, 'late')];
    tool(['phantom', '--out', study, '--slices', '90', '--spacing', '2,0.45,0.45', '--seed', '7', '--nodes', '9']);
    mkdirSync(late);
    const slices = readdirSync(study).filter((name) => name.endsWith('.dcm')).sort();
    for (const name of slices.slice(0, 4)) renameSync(join(study, name), join(late, name));
    await until(() => fetch(`${address}healthz`).then((answer) => answer.ok), 'the service is ready');
    const analysed = (revision) => async () => {
      const { cases } = await (await fetch(`${address}api/cases`)).json();
      return cases.find((row) => row.state === 'Analysed' && row.revision === revision)?.id;
    };
    tool(['send', study, '--to', `EDGENODE@127.0.0.1:${dicom}`]);
    await until(analysed(1), 'the study is analysed');
    tool(['send', late, '--to', `EDGENODE@127.0.0.1:${dicom}`]);
    const id = await until(analysed(2), 'the late slices are analysed too');
    const broken = join(folder, 'broken');
    tool(['phantom', '--out', broken, '--seed', '3', '--slices', '30', '--spacing', '4.5,0.45,0.45']);
    for (const name of readdirSync(broken).sort().slice(12, 15)) rmSync(join(broken, name));
    tool(['send', broken, '--to', `EDGENODE@127.0.0.1:${dicom}`]);
    const unsuitable = await until(async () => (await (await fetch(`${address}api/cases`)).json()).cases.find(({ state }) => state === 'Unsuitable')?.id, 'a study without its middle is refused');
    tool(['people', 'add', 'A1', '--name', '林醫師', '--role', 'physician', '--config', config], `${pin}\n`);
    return { address, id, unsuitable, stop };
  } catch (error) {
    stop();
    throw error;
  }
}
