import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../config.ts';
import { addressOf, isPlantline } from '../probe.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** The port that HTTP listens on, and what stands in front of it. */
export async function checkDoor(config: Config): Promise<readonly Finding[]> {
  return [await checkPort(config), ...checkProxy(config)];
}

async function checkPort(config: Config): Promise<Finding> {
  const { host, port } = config;
  const address = addressOf(config);
  if (port === 0) return ok('port', 'The system chooses a free port');
  if (await isPlantline(address)) return ok('port', `Plantline answers at ${address}`);
  const problem = await tryToListen(host, port);
  if (problem === undefined) return ok('port', `Port ${port} is free; no Plantline runs here now`);
  return problem === 'EADDRINUSE'
    ? fail(
        'port',
        `Port ${port} is in use by another program: stop that one, or choose another port with PLANTLINE_PORT.`,
      )
    : fail(
        'port',
        `This machine cannot listen on ${host}, port ${port} (${problem}): correct PLANTLINE_HOST or PLANTLINE_PORT.`,
      );
}

async function tryToListen(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  } finally {
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }
}

/** Behind a proxy that is not believed, all users come from one address, and one of them locks all out. */
function checkProxy({ publicUrl, trustedProxies }: Config): Finding[] {
  if (publicUrl === undefined || trustedProxies !== undefined) return [];
  return [
    warn(
      'proxy',
      'PLANTLINE_PUBLIC_URL is set and PLANTLINE_TRUST_PROXY is not: when a proxy stands in front, name its address there, or wrong passwords of one person lock out all.',
    ),
  ];
}
