import { defineConfig, type Plugin } from 'vite';

// Fixed file names: the service answers with SHA-256 ETags, so names need no hash. Nothing is inlined: the page runs under a strict
// content security policy without data: scripts or styles.
// Line breaks and indents of templates mean no more than a space on the page; without them the bundle is a tenth smaller.
const plainTemplates: Plugin = {
  name: 'plain-templates',
  transform: (code, id) => (id.includes('/src/') && id.endsWith('.ts') ? code.replace(/\n\s+/g, '\n') : null),
};

// Never asked for on this line (stateful reconnect): the page takes a whole snapshot after each reconnect.
const leanSignalR: Plugin = {
  name: 'lean-signalr',
  enforce: 'pre',
  resolveId: (id, importer) => (/\.\/MessageBuffer(\.js)?$/.test(id) && importer?.includes('@microsoft/signalr') === true ? '\0unused' : null),
  load: (id) => (id === '\0unused' ? `export class MessageBuffer { constructor() { throw new Error('left out'); } }` : null),
};

export default defineConfig({
  plugins: [plainTemplates, leanSignalR],
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
