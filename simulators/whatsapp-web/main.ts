import { parseArgs } from 'node:util';
import { startWhatsappWeb } from './index.ts';

const HELP = `A WhatsApp for linked devices, on this machine only. Prints where it is as one JSON line:
  { url, controlUrl, caFile }

  --port <n>           where to listen (0, any free port)
  --phone <digits>     the number that devices are linked to
  --exit-with-stdin    stop when standard input closes`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    phone: { type: 'string' },
    'exit-with-stdin': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) console.log(HELP);
else await run();

async function run(): Promise<void> {
  // The Signal library prints whole sessions on these.
  console.info = console.warn = console.error = () => undefined;
  const server = await startWhatsappWeb({
    port: Number(values.port),
    ...(values.phone !== undefined && { phone: values.phone }),
  });
  const { url, controlUrl, caFile } = server;
  console.log(JSON.stringify({ url, controlUrl, caFile }));

  const stop = (): void => {
    process.stdin.destroy();
    void server.close();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (values['exit-with-stdin']) process.stdin.once('close', stop).resume();
}
