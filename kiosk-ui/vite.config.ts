import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

// Fixed file names: the service answers with SHA-256 ETags, so names need no hash. Nothing is inlined: the page runs under a strict
// content security policy without data: scripts or styles.
// Line breaks and indents of templates mean no more than a space on the page; without them the bundle is a tenth smaller.
const plainTemplates: Plugin = {
  name: 'plain-templates',
  transform: (code, id) => (id.includes('/src/') && id.endsWith('.ts') ? code.replace(/\n\s+/g, '\n') : null),
};

// Both languages have the same keys in the same order (else this throws): the second table holds sentences alone.
const keysOnce: Plugin = {
  name: 'keys-once',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/src/i18n/zhHant.ts')) return null;
    const keys = (text: string) => [...text.matchAll(/^  '([^']+)':/gm)].map((match) => match[1]);
    const order = keys(readFileSync(new URL('src/i18n/en.ts', import.meta.url), 'utf8'));
    if (keys(code).join() !== order.join()) throw new Error(`en.ts and zhHant.ts differ in their keys: ${keys(code).find((key, i) => key !== order[i]) ?? 'one is shorter'}`);
    return `import { en } from './en.ts';\nconst sentences = [${code.slice(code.indexOf('{\n') + 1, code.lastIndexOf('}')).replace(/^  '[^']+':/gm, '')}];\nexport const zhHant = Object.fromEntries(Object.keys(en).map((key, i) => [key, sentences[i]]));`;
  },
};

// Never asked for on this line (stateful reconnect): the page takes a whole snapshot after each reconnect.
const leanSignalR: Plugin = {
  name: 'lean-signalr',
  enforce: 'pre',
  resolveId: (id, importer) => (/\.\/MessageBuffer(\.js)?$/.test(id) && importer?.includes('@microsoft/signalr') === true ? '\0unused' : null),
  load: (id) => (id === '\0unused' ? `export class MessageBuffer { constructor() { throw new Error('left out'); } }` : null),
};

export default defineConfig({
  plugins: [keysOnce, plainTemplates, leanSignalR],
  base: '/',
  build: {
    outDir: process.env['KIOSK_UI_OUT'] ?? 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      output: { entryFileNames: 'assets/kiosk.js', chunkFileNames: 'assets/[name].js', assetFileNames: 'assets/[name][extname]' },
    },
  },
});
