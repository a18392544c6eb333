import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { SqlServerControls } from './controls.ts';
import type { Store } from './open-store.ts';
import { PACKET, createMessageReader, toPackets } from './packets.ts';
import type { Message } from './packets.ts';
import { readBatch, readCall, readTransaction } from './read-request.ts';
import { readLogIn } from './read-log-in.ts';
import { RefusedRequest, runRequest } from './run-request.ts';
import { startTlsInPackets } from './tls-in-packets.ts';
import {
  DONE,
  columnsToken,
  doneToken,
  errorToken,
  loggedInTokens,
  returnStatusToken,
  routingToken,
  rowToken,
  transactionToken,
} from './tokens.ts';

const MAX_PACKET_BYTES = 32_767;
const DEFAULT_PACKET_BYTES = 4096;
const ROWS_AT_ONCE = 200;
const ENCRYPTION = { off: 0, on: 1, notSupported: 2 } as const;

/** One connection, from PRELOGIN to its end. */
export function serveSession(socket: Socket, store: Store, controls: SqlServerControls): void {
  let wire: Duplex = socket;
  let feed: (chunk: Buffer) => void;
  let packetBytes = DEFAULT_PACKET_BYTES;
  let isLoggedIn = false;
  let transactionId: Buffer | undefined;
  let running: AbortController | undefined;
  let work = Promise.resolve();
  let transactions = 0;

  function send(payload: Buffer, isEnd = true, type: number = PACKET.response): boolean {
    const bytes = toPackets(type, payload, packetBytes, isEnd);
    return wire.destroyed || bytes.length === 0 || wire.write(bytes);
  }

  function onMessage({ type, payload }: Message): void {
    if (type === PACKET.preLogIn) return preLogIn(payload);
    if (type === PACKET.logIn) {
      work = work.then(() => logIn(payload)).catch(fail);
      return;
    }
    if (!isLoggedIn) throw new Error(`a message of type ${type} before the log-in`);
    if (type === PACKET.attention) return attend();
    if (type === PACKET.transaction) {
      work = work.then(() => changeTransaction(readTransaction(payload))).catch(fail);
      return;
    }
    const isCall = type === PACKET.call;
    const request = isCall ? readCall(payload) : readBatch(payload);
    controls.note({ ...request, isInTransaction: transactionId !== undefined });
    const controller = new AbortController();
    running = controller;
    work = work
      .then(() => answer(request, isCall, controller.signal))
      .catch(fail)
      .finally(() => {
        if (running === controller) running = undefined;
      });
  }

  function fail(error: unknown): void {
    wire.destroy();
    controls.tellTrouble(error);
  }

  function preLogIn(payload: Buffer): void {
    const wanted = encryptionOf(payload);
    const { certificate } = controls;
    const isOn = certificate !== undefined && wanted !== ENCRYPTION.notSupported;
    const reply = certificate
      ? isOn
        ? ENCRYPTION.on
        : controls.requiresTls
          ? 3
          : ENCRYPTION.notSupported
      : ENCRYPTION.notSupported;
    send(preLogInReply(reply), true, PACKET.response);
    if (!isOn || certificate === undefined) return;
    const tls = startTlsInPackets(certificate, (bytes) => {
      if (!socket.destroyed) socket.write(bytes);
    });
    feed = tls.feed;
    wire = tls.clear;
    tls.clear.on('data', createMessageReader(guarded));
    tls.clear.on('close', () => socket.destroy());
  }

  async function logIn(payload: Buffer): Promise<void> {
    const login = readLogIn(payload);
    controls.noteLogIn(login);
    await controls.pause('log-in');
    const refusal = controls.refusalOf(login);
    if (refusal !== undefined) {
      send(Buffer.concat([errorToken(refusal), doneToken(0xfd, DONE.error)]));
      wire.end();
      return;
    }
    const answerBytes = Math.min(login.packetBytes, MAX_PACKET_BYTES);
    const tokens = loggedInTokens(login.database, answerBytes);
    const { routeTo } = controls;
    // The route comes before the last token of the answer.
    const end = tokens.length - doneToken(0xfd, DONE.final).length;
    const route =
      routeTo === undefined ? Buffer.alloc(0) : routingToken(routeTo.host, routeTo.port);
    send(Buffer.concat([tokens.subarray(0, end), route, tokens.subarray(end)]));
    packetBytes = answerBytes;
    isLoggedIn = true;
  }

  function changeTransaction(kind: number): void {
    if (kind === 5) {
      transactions += 1;
      const id = Buffer.alloc(8);
      id.writeUInt32LE(transactions, 0);
      transactionId = id;
      controls.transactions.begun += 1;
      send(Buffer.concat([transactionToken(8, id), doneToken(0xfd, DONE.final)]));
      return;
    }
    if (transactionId === undefined) {
      const message = 'The request has no corresponding BEGIN TRANSACTION.';
      const error = errorToken({ number: 3903, state: 1, severity: 16, message });
      send(Buffer.concat([error, doneToken(0xfd, DONE.error)]));
      return;
    }
    controls.transactions[kind === 7 ? 'committed' : 'rolledBack'] += 1;
    const token = transactionToken(kind === 7 ? 9 : 10, transactionId);
    transactionId = undefined;
    send(Buffer.concat([token, doneToken(0xfd, DONE.final)]));
  }

  async function answer(
    request: Parameters<typeof runRequest>[1],
    isCall: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const last = isCall ? 0xfe : 0xfd;
    try {
      controls.started();
      await controls.pause('request', request.sql, signal);
      const { result } = runRequest(store, request);
      const status = isCall ? returnStatusToken() : Buffer.alloc(0);
      if (!result) return void send(Buffer.concat([status, doneToken(last, DONE.final)]));
      send(columnsToken(result.columns), false);
      for (let at = 0; at < result.rows.length; at += ROWS_AT_ONCE) {
        const some = result.rows.slice(at, at + ROWS_AT_ONCE);
        const hasRoom = send(
          Buffer.concat(some.map((row) => rowToken(result.columns, row))),
          false,
        );
        if (!hasRoom) await drained(wire, signal);
        else await new Promise(setImmediate);
        if (signal.aborted) return stopped(last);
        if (wire.destroyed) return;
      }
      const count = doneToken(
        isCall ? 0xff : 0xfd,
        DONE.count | (isCall ? DONE.more : 0),
        result.rows.length,
      );
      const end = isCall ? [status, doneToken(0xfe, DONE.final)] : [];
      send(Buffer.concat([count, ...end]));
    } catch (error) {
      if (signal.aborted) return stopped(last);
      if (!(error instanceof RefusedRequest)) throw error;
      send(Buffer.concat([errorToken(error.error), doneToken(last, DONE.error)]));
    } finally {
      controls.ended();
    }
  }

  /** The end of an answer that was stopped. With XACT_ABORT its transaction ends with it. */
  function stopped(last: 0xfd | 0xfe): void {
    let ended: Buffer = Buffer.alloc(0);
    if (transactionId !== undefined) {
      controls.transactions.rolledBack += 1;
      ended = transactionToken(10, transactionId);
      transactionId = undefined;
    }
    send(Buffer.concat([ended, doneToken(last, DONE.error)]));
  }

  /**
   * ATTENTION: what runs is stopped; that the server saw it is a message of its own, after the answer’s end. MS-TDS
   * 2.2.1.7.
   */
  function attend(): void {
    controls.attentions += 1;
    running?.abort();
    work = work
      .then(() => controls.pause('attention'))
      .then(() => void send(doneToken(0xfd, DONE.attention)));
  }

  function guarded(message: Message): void {
    try {
      onMessage(message);
    } catch (error) {
      fail(error);
    }
  }

  const read = createMessageReader(guarded);
  feed = read;
  socket.on('data', (chunk: Buffer) => feed(chunk));
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    running?.abort();
    if (transactionId !== undefined) controls.transactions.rolledBack += 1;
    transactionId = undefined;
  });
}

function encryptionOf(payload: Buffer): number {
  for (let at = 0; payload.readUInt8(at) !== 0xff; at += 5) {
    if (payload.readUInt8(at) === 1) return payload.readUInt8(payload.readUInt16BE(at + 1));
  }
  return ENCRYPTION.notSupported;
}

/** VERSION and ENCRYPTION: MS-TDS 2.2.6.5. */
function preLogInReply(encryption: number): Buffer {
  const head = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff]);
  return Buffer.concat([head, Buffer.from([16, 0, 0x10, 0, 0, 0, encryption])]);
}

async function drained(wire: Duplex, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      wire.off('drain', done);
      wire.off('close', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    wire.on('drain', done);
    wire.on('close', done);
    signal.addEventListener('abort', done);
  });
}
