import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,simulators,tests,bench,scripts,web}/**/*.test.ts'],
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    exclude: ['web/dist/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
