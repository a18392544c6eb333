import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,simulators,tests,bench,eval,scripts,web}/**/*.test.ts'],
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    exclude: ['web/dist/**'],
    // The Signal library of the simulated phones, which share the tests' process, prints whole sessions.
    onConsoleLog: (line) =>
      /^(?:Closing|Opening|Removing|Migrating) (?:open )?session/iu.test(line) ? false : undefined,
    // One worker waits most of the time for the servers it started.
    maxWorkers: 2,
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
