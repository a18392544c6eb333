import { createSocket } from 'node:dgram';
import { AppError } from '#sdk';
import type { Outbound } from '#sdk';
import { sqlTimeout, sqlUnreachable } from '#sdk/sql';
import { sqlUnknownInstance } from './sql-server.errors.ts';

const BROWSER_PORT = 1434;
const ASK_INSTANCE = 0x04;
const ANSWER = 0x05;
const ANSWER_HEADER_BYTES = 3;
/** UDP gets lost. */
const ASK_EVERY_MS = 500;
const TRIES = 4;

/**
 * The TCP port of a named instance, as SQL Server Browser tells it (MC-SQLR 2.2).
 *
 * @throws AppError `sql.unknown_instance` when it does not answer or does not know the instance
 */
export async function findInstancePort(
  { host, instance }: { readonly host: string; readonly instance: string },
  outbound: Outbound,
  signal: AbortSignal,
  browserPort = BROWSER_PORT,
): Promise<number> {
  outbound.assertAllowed(host);
  const address = await lookUp(host, outbound);
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const question = Buffer.concat([Buffer.from([ASK_INSTANCE]), Buffer.from(`${instance}\0`)]);
  let tries = 0;
  const ask = (): void => {
    tries += 1;
    if (tries > TRIES) reject(sqlUnknownInstance());
    else socket.send(question, browserPort, address);
  };
  const timer = setInterval(ask, ASK_EVERY_MS);
  const onAbort = (): void => reject(sqlTimeout());
  signal.addEventListener('abort', onAbort, { once: true });
  socket.on('error', (error) => reject(sqlUnreachable(error)));
  socket.on('message', (answer, from) => {
    if (from.port !== browserPort) return;
    const port = portIn(answer);
    if (port === undefined) reject(sqlUnknownInstance());
    else resolve(port);
  });
  try {
    ask();
    return await promise;
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', onAbort);
    socket.close();
  }
}

async function lookUp(host: string, outbound: Outbound): Promise<string> {
  return await new Promise((resolve, reject) => {
    outbound.lookup(host, {}, (error, found) => {
      if (!error && typeof found === 'string') resolve(found);
      else reject(error instanceof AppError ? error : sqlUnreachable(error));
    });
  });
}

/** `ServerName;X;InstanceName;Y;…;tcp;49172;;` */
function portIn(answer: Buffer): number | undefined {
  if (answer[0] !== ANSWER) return undefined;
  const words = answer.toString('latin1', ANSWER_HEADER_BYTES).split(';');
  const port = Number(words[words.indexOf('tcp') + 1]);
  return words.includes('tcp') && Number.isInteger(port) ? port : undefined;
}
