import type { LookupFunction, Socket } from 'node:net';

/**
 * The way from a plugin to its system. Addresses that no plant system has, such as a cloud's metadata service, are
 * refused with an `AppError`: whoever may edit a source must not be able to read them through it.
 *
 * Every connection goes through `connect`, or through a client that is given `lookup` and whose hosts passed
 * `assertAllowed`. What was looked up is what is connected to, so a name that changes its address gets nowhere.
 */
export interface Outbound {
  /** In place of `dns.lookup`, for `net.connect`, undici and whatever else takes one: gives allowed addresses only. */
  readonly lookup: LookupFunction;
  /** For a host of the settings, and of each redirect: one that is an address already is never looked up. */
  assertAllowed(host: string): void;
  /** A TCP connection, for clients that take a socket. What is refused is the socket's error. */
  connect(to: { readonly host: string; readonly port: number }): Socket;
}
