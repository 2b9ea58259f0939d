import { defineConfig } from 'vite';

// Fixed file names: the service answers with SHA-256 ETags, so names need no hash. Nothing is inlined: the page runs under a strict
// content security policy without data: scripts or styles.
export default defineConfig({
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
