import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { readDemoSettings } from './read-settings.ts';

/** `plantline openapi`: the API's description, without a running server or a store. */
export function openapiCommand(): Command {
  return new Command('openapi')
    .description('Print the OpenAPI 3.1 document of the HTTP API')
    .action(async () => {
      const { createApp } = await import('../app.ts');
      const { createLog } = await import('../lib/log.ts');
      const folder = await mkdtemp(join(tmpdir(), 'plantline-'));
      try {
        const config = readDemoSettings('error', {
          PLANTLINE_DATA_DIR: folder,
          PLANTLINE_DATABASE_URL: undefined,
        });
        const log = createLog('silent');
        const app = await createApp({ config, log, clock: () => new Date() });
        await app.http.ready();
        console.log(JSON.stringify(app.http.swagger(), null, 2));
        await app.stop();
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}
