import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

// Fixed file names: the service answers with SHA-256 ETags, so names need no hash. Nothing is inlined: the page runs under a strict
// content security policy without data: scripts or styles.
// Line breaks and indents of templates mean no more than a space on the page; without them the bundle is a tenth smaller.
const plainTemplates: Plugin = {
  name: 'plain-templates',
  transform: (code, id) => (id.includes('/src/') && id.endsWith('.ts') ? code.replace(/\n\s+/g, '\n') : null),
};

// Both languages of a feature have the same keys in the same order (else this throws): the second table holds sentences alone.
const keysOnce: Plugin = {
  name: 'keys-once',
  enforce: 'pre',
  transform(code, id) {
    const folder = /\/src\/(\w+)\/zhHant\.ts$/.exec(id)?.[1];
    if (folder === undefined) return null;
    const english = readFileSync(new URL(`src/${folder}/en.ts`, import.meta.url), 'utf8');
    if (folder === 'i18n') return `import { en } from './en.ts';\n${code.replace(/export const zhHant[^{]*\{(.*)\}/, 'const sentences = [$1]')}export const zhHant = Object.fromEntries(Object.keys(en).map((key, i) => [key, sentences[i]]));`;
    const keys = (text: string) => [...text.matchAll(/^  '([^']+)':/gm)].map((match) => match[1]);
    const order = keys(english);
    if (keys(code).join() !== order.join()) throw new Error(`en.ts and zhHant.ts of ${folder} differ in their keys: ${keys(code).find((key, i) => key !== order[i]) ?? 'one is shorter'}`);
    return `export const zhHant = [${code.slice(code.indexOf(' = {\n') + 4, code.lastIndexOf('}')).replace(/^  '[^']+':/gm, '')}];`;
  },
};

// Stateful reconnect is never asked for on this line: the page takes a whole snapshot after each reconnect. Nor is there anybody to read a log.
const leanSignalR: Plugin = {
  name: 'lean-signalr',
  enforce: 'pre',
  resolveId: (id, importer) => (/\.\/MessageBuffer(\.js)?$/.test(id) && importer?.includes('@microsoft/signalr') === true ? '\0unused' : null),
  transform: (code, id) => (id.includes('/@microsoft/signalr/') ? code.replace(/^\s*this\._logger\.log\(.*\);$/gm, '') : null),
  load: (id) => (id === '\0unused' ? `export class MessageBuffer { constructor() { throw new Error('left out'); } }` : null),
};

// Two pages from one source: the kiosk (`vite build`) and the centre's page for adjudication (`vite build --mode centre`).
export default defineConfig(({ mode }) => ({
  plugins: [keysOnce, plainTemplates, leanSignalR],
  base: '/',
  build: {
    outDir: process.env['KIOSK_UI_OUT'] ?? 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      input: mode === 'centre' ? 'centre.html' : 'index.html',
      output: { entryFileNames: `assets/${mode === 'centre' ? 'centre' : 'kiosk'}.js`, chunkFileNames: 'assets/[name].js', assetFileNames: 'assets/[name][extname]' },
    },
  },
}));
