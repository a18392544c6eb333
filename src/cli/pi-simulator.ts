import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { Command } from 'commander';
import { demoPlantProgram } from '../demo/start-demo-plant.ts';

const DEFAULT_PORT = '8003';

/**
 * `plantline pi-simulator`: the demo plant alone. Its options are its own program's, `--help` too, so they are
 * handed on as they are.
 */
export function piSimulatorCommand(): Command {
  return new Command('pi-simulator')
    .description('Run the demo plant alone: a PI Web API server to point any PI client at')
    .usage('[--port N] [--points N] [--latency ms] [more: --help]')
    .helpOption(false)
    .allowUnknownOption()
    .argument('[options...]')
    .action(async (given: string[]) => {
      const port = process.env['PLANTLINE_PI_SIMULATOR_PORT'] ?? DEFAULT_PORT;
      const hasPort = given.some((option) => option.startsWith('--port'));
      const options = hasPort ? given : ['--port', port, ...given];
      const child = spawn(process.execPath, [demoPlantProgram(), ...options], { stdio: 'inherit' });
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => child.kill(signal));
      }
      const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
    });
}
