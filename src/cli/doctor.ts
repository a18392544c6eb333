import { Command } from 'commander';
import type { Finding } from './checks/finding.ts';
import { readSettings } from './read-settings.ts';
import { withProgress } from './with-progress.ts';

/** `plantline doctor`: looks at everything that Plantline needs, and says what is wrong and what to do. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check what Plantline needs: machine, store, audit log, data sources, port')
    .option('--json', 'print what was found as JSON')
    .action(async ({ json }: { json?: true }) => {
      const findings = await withProgress('Looking at everything', examine());
      const hasFailed = findings.some(({ status }) => status === 'fail');
      if (json) console.log(JSON.stringify({ ok: !hasFailed, findings }));
      else for (const line of linesOf(findings)) console.log(line);
      if (hasFailed) process.exitCode = 1;
    });
}

async function examine(): Promise<readonly Finding[]> {
  const config = readSettings();
  const { checkDoor } = await import('./checks/check-door.ts');
  const { checkMachine } = await import('./checks/check-machine.ts');
  const { checkRights } = await import('./checks/check-rights.ts');
  const { checkStore } = await import('./checks/check-store.ts');
  return [
    ...(await checkMachine(config)),
    ...(await checkRights(config)),
    ...(await checkStore(config)),
    ...(await checkDoor(config)),
  ];
}

function linesOf(findings: readonly Finding[]): string[] {
  const lines = findings.map(({ status, message }) => `${status.padEnd(4)}  ${message}`);
  const failed = findings.filter(({ status }) => status === 'fail').length;
  const warned = findings.filter(({ status }) => status === 'warn').length;
  const sum =
    failed + warned === 0 ? 'All is well.' : `${failed} failed, ${warned} to be looked at.`;
  return [...lines, '', sum];
}
