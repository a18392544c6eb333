import { Duplex } from 'node:stream';
import { TLSSocket, createSecureContext } from 'node:tls';
import { PACKET, createMessageReader, toPackets } from './packets.ts';

export type Certificate = { readonly cert: string; readonly key: string };

/** The first byte of a TLS record with data of the connection itself. */
const APPLICATION_DATA = 0x17;
const PACKET_BYTES = 4096;

/**
 * TLS as TDS 7.4 does it: the handshake travels inside PRELOGIN messages, what comes after it does not. MS-TDS 3.2.5.2.
 *
 * @param write puts bytes on the socket
 * @returns what is said in the clear, and where bytes from the socket go
 */
export function startTlsInPackets(
  certificate: Certificate,
  write: (bytes: Buffer) => void,
): { readonly clear: Duplex; readonly feed: (chunk: Buffer) => void } {
  let handshake: Buffer[] = [];
  let hasAnswered = false;
  const wire = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, callback) {
      // Only the first of them is sure to begin with a record.
      hasAnswered ||= chunk[0] === APPLICATION_DATA;
      if (hasAnswered) {
        write(chunk);
      } else {
        // A client waits for one message for each of its own.
        if (handshake.length === 0) {
          setImmediate(() => {
            const payload = Buffer.concat(handshake);
            handshake = [];
            write(toPackets(PACKET.preLogIn, payload, PACKET_BYTES, true));
          });
        }
        handshake.push(chunk);
      }
      callback();
    },
  });
  const clear = new TLSSocket(wire, {
    isServer: true,
    secureContext: createSecureContext({ ...certificate, maxVersion: 'TLSv1.2' }),
  });
  clear.on('error', () => wire.destroy());
  const readMessage = createMessageReader(({ payload }) => wire.push(payload));
  let isShaken = false;
  return {
    clear,
    feed(chunk) {
      isShaken ||= chunk[0] === APPLICATION_DATA;
      if (isShaken) wire.push(chunk);
      else readMessage(chunk);
    },
  };
}
