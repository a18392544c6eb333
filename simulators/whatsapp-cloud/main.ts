import { parseArgs } from 'node:util';
import { startWhatsappCloud } from './index.ts';

const HELP = `A Graph API with one business number, on this machine only. Prints where it is as one JSON line:
  { url, controlUrl }

  --port <n>           where to listen (0, any free port)
  --exit-with-stdin    stop when standard input closes`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'exit-with-stdin': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) console.log(HELP);
else await run();

async function run(): Promise<void> {
  const server = await startWhatsappCloud({ port: Number(values.port) });
  const { url, controlUrl } = server;
  console.log(JSON.stringify({ url, controlUrl }));

  const stop = (): void => {
    process.stdin.destroy();
    void server.close();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (values['exit-with-stdin']) process.stdin.once('close', stop).resume();
}
