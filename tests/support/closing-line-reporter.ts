import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends the run with what passed at its second try only, and what was skipped and why, then `N passed, N failed, N skipped` alone on the last line, which
 * scripts can read. A test that needs something says so in its name: `… (needs PostgreSQL)`.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    const skipped = new Map<string, number>();
    const retried: string[] = [];
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        counts[state === 'pending' ? 'skipped' : state] += 1;
        if (test.diagnostic()?.flaky) retried.push(`${module.relativeModuleId}: ${test.fullName}`);
        if (state !== 'skipped') continue;
        const why = /\((needs [^)]+)\)/.exec(test.fullName)?.[1] ?? test.fullName;
        skipped.set(why, (skipped.get(why) ?? 0) + 1);
      }
    }
    // The default reporter prints its own summary first; wait until it is out.
    process.once('exit', () => {
      for (const name of retried) process.stdout.write(`second try: ${name}\n`);
      for (const [why, count] of skipped) process.stdout.write(`skipped ${count}: ${why}\n`);
      process.stdout.write(
        `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
      );
    });
  }
}
