import type { Outbound } from '#sdk';
import { apiBadAnswer, redirectRefused } from '../http-json.errors.ts';
import type { RawAnswer } from './exchange.ts';

const REDIRECTS = [301, 302, 303, 307, 308];

export type RedirectRules = {
  /** Of the host that was named by the administrator for this request. */
  readonly host: string;
  /** Further hosts that are allowed, in any case, with or without a port. */
  readonly otherHosts: readonly string[];
  readonly outbound: Outbound;
};

/**
 * Where an answer sends on to; undefined when it does not. Each step is checked anew: the hosts that are allowed, never
 * from https to http, never to an address that no plant system has.
 *
 * @throws AppError `http_json.redirect_refused`, `outbound.address_refused`
 */
export function redirectTarget(
  { status, headers }: RawAnswer,
  from: string,
  method: 'GET' | 'POST',
  { host, otherHosts, outbound }: RedirectRules,
): string | undefined {
  if (!REDIRECTS.includes(status)) return undefined;
  const { location } = headers;
  const target = location === undefined ? null : URL.parse(location, from);
  if (!target) throw apiBadAnswer(`it sends on to nowhere (HTTP ${status})`);
  if (method === 'POST' && status < 307) {
    throw redirectRefused('it would no longer be the same question (POST)');
  }
  const { protocol, hostname, username, password } = target;
  if (protocol !== 'https:' && protocol !== 'http:') throw redirectRefused('it is not HTTP');
  if (protocol === 'http:' && from.startsWith('https:')) {
    throw redirectRefused('it leads from https to http');
  }
  if (username !== '' || password !== '') throw redirectRefused('it holds a log-in');
  outbound.assertAllowed(hostname);
  const allowed = otherHosts.map((one) => one.trim().toLowerCase());
  if (hostname !== host && !allowed.includes(hostname) && !allowed.includes(target.host)) {
    throw redirectRefused('that host is not among those allowed in this source');
  }
  if (hostname === host && from.startsWith('http:') && protocol === 'https:') {
    throw redirectRefused('it wants https; let the base URL begin with https://');
  }
  target.hash = '';
  return target.href;
}
