import { Command } from 'commander';

type Options = { url?: string };

/** `plantline mcp`: the tools of a running Plantline for an assistant that starts this command and talks to it. */
export function mcpCommand(): Command {
  return new Command('mcp')
    .description(
      'Lend the read-only tools of a running Plantline to another assistant (Model Context Protocol over standard input and output)',
    )
    .option('--url <address>', 'a Plantline elsewhere; its API token is read from PLANTLINE_TOKEN')
    .action(async ({ url }: Options) => {
      const { bridgeMcp } = await import('./bridge-mcp.ts');
      await bridgeMcp(url === undefined ? await toLocal() : toRemote(url));
    });
}

async function toLocal() {
  const token = process.env['PLANTLINE_TOKEN'];
  const { findRunningPlantline } = await import('./running-plantline.ts');
  const running = await findRunningPlantline();
  if (!running) {
    throw new Error('No Plantline is running here: start one, or name one with --url.');
  }
  const { address } = running;
  return { address, authorization: token ? async () => `Bearer ${token}` : running.authorization };
}

function toRemote(url: string) {
  const token = process.env['PLANTLINE_TOKEN'];
  if (!URL.canParse(url))
    throw new Error(`--url must be an address such as https://plant.example.com, not "${url}".`);
  if (!token) {
    throw new Error(
      'Put an API token into PLANTLINE_TOKEN: an administrator makes one on the admin page.',
    );
  }
  return { address: url.replace(/\/+$/, ''), authorization: async () => `Bearer ${token}` };
}
