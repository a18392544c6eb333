import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from './tests/support/long-files-first.ts';

export default defineConfig({
  test: {
    include: ['{src,simulators,tests,bench,eval,scripts,web}/**/*.test.ts'],
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    sequence: { sequencer: LongFilesFirst },
    exclude: ['web/dist/**'],
    // The Signal library of the simulated phones, which share the tests' process, prints whole sessions.
    onConsoleLog: (line) =>
      /^(?:Closing|Opening|Removing|Migrating) (?:open )?session/iu.test(line) ? false : undefined,
    // One worker waits most of the time for the servers it started.
    maxWorkers: 3,
    expect: { poll: { timeout: 10_000 } },
    // A machine that builds for others is busy at times; what needed a second try is listed at the end, to be looked at.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
