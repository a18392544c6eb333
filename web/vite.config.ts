import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where a Plantline runs whose API the development server passes on. */
const API = 'http://127.0.0.1:8002';

export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  // Whatever the shell says: React's own checks would double what is loaded.
  define: command === 'build' ? { 'process.env.NODE_ENV': '"production"' } : {},
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Left alone, `light-dark()` follows the choice of light or dark; taken apart it would not.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A picture as a data address would count against every page that never shows it.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': API } },
}));
