import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { hostRefused } from './http.errors.ts';

/** How people on this machine call it. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** Whether only this machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  const bare = withoutBrackets(host.toLowerCase());
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/**
 * Refuses requests for a host that is not ours: a web page elsewhere may give its own name the address of this machine
 * (DNS rebinding), and what the browser then asks is same-origin to it. An address that is no name cannot be given to
 * anybody so, and is let in where others may come.
 *
 * @param listensOn `PLANTLINE_HOST`; beyond this machine and without a public URL, nobody can say which names are ours
 */
export function createAssertHost(
  listensOn: string,
  publicUrl: string | undefined,
): (request: Pick<FastifyRequest, 'headers'>) => void {
  const isPrivate = isLoopback(listensOn);
  if (!isPrivate && publicUrl === undefined) return () => undefined;
  const known = new Set([...THIS_MACHINE, nameOf(inBrackets(listensOn))]);
  if (publicUrl !== undefined) known.add(nameOf(new URL(publicUrl).hostname));
  return ({ headers }) => {
    const name = nameOf(headers.host);
    if (name !== undefined && known.has(name)) return;
    if (name !== undefined && !isPrivate && isIP(withoutBrackets(name)) !== 0) return;
    throw hostRefused();
  };
}

/** The name in a `Host`, without its port, in one spelling; undefined for what is none. */
function nameOf(host: string | undefined): string | undefined {
  return /^(\[[\da-f:.]+\]|[^\s:/?#@[\]]+?)\.?(?::\d*)?$/u.exec(host?.toLowerCase() ?? '')?.[1];
}

function inBrackets(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address;
}

function withoutBrackets(address: string): string {
  return address.replace(/^\[(.*)\]$/u, '$1');
}
