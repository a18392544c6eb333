import { lookup as dnsLookup } from 'node:dns';
import { type LookupFunction, Socket, isIP } from 'node:net';
import type { AppError, Outbound } from '#sdk';
import { addressRefused, privateAddressRefused } from './outbound.errors.ts';
import { refusedReason } from './refused-reason.ts';

export type OutboundOptions = {
  /** Whether this machine and private networks may be reached: for data sources only, since there plants are. */
  readonly allowPrivate: boolean;
  /** Where host names are looked up. */
  readonly lookup?: LookupFunction;
};

/** The way out for connections whose address somebody entered: what is looked up is checked, and then connected to. */
export function createOutbound({ allowPrivate, lookup = dnsLookup }: OutboundOptions): Outbound {
  function refusalOf(address: string): AppError | undefined {
    const reason = refusedReason(address);
    if (reason === 'never') return addressRefused();
    return reason === 'private' && !allowPrivate ? privateAddressRefused() : undefined;
  }

  function refusalOfHost(host: string): AppError | undefined {
    const bare = host.replace(/^\[(.*)\]$/, '$1');
    if (isIP(bare) !== 0) return refusalOf(bare);
    // Numbers in other forms, such as 0x7f.1 or 2130706433, are addresses too.
    return refusalOf(URL.parse(`http://${bare}`)?.hostname ?? '');
  }

  /** Always asks for all addresses: which of them is used is up to what connects, and it is given only good ones. */
  const guarded: LookupFunction = (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found, family) => {
      if (error) return callback(error, options.all === true ? [] : '');
      const addresses =
        typeof found === 'string' ? [{ address: found, family: family ?? isIP(found) }] : found;
      const allowed = addresses.filter(({ address }) => refusalOf(address) === undefined);
      const [first] = allowed;
      if (!first) {
        const refusal = addresses.map(({ address }) => refusalOf(address)).find(Boolean);
        return callback(refusal ?? notFound(host), options.all === true ? [] : '');
      }
      if (options.all === true) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };

  return {
    lookup: guarded,
    assertAllowed(host) {
      const refusal = refusalOfHost(host);
      if (refusal) throw refusal;
    },
    connect({ host, port }) {
      const socket = new Socket();
      const refusal = refusalOfHost(host);
      if (refusal) return socket.destroy(refusal);
      return socket.connect({ host, port, lookup: guarded });
    },
  };
}

/** As `dns.lookup` says it, for a lookup that gives no address and no error. */
function notFound(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' });
}
