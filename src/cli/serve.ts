import { Command } from 'commander';
import { readSettings } from './read-settings.ts';

/** `plantline serve`: production. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Run Plantline: HTTP, transports and data sources, until stopped')
    .action(async () => {
      const { serve } = await import('../main.ts');
      await serve(readSettings());
    });
}
