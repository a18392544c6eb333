import type { Socket } from 'node:net';
import {
  dataTypesAnswer,
  describeAnswer,
  endAnswer,
  endOfRows,
  keyValuesAnswer,
  protocolAnswer,
  rowsAnswer,
  statusAnswer,
} from './answers.ts';
import type { OracleControls } from './controls.ts';
import { createLogIn } from './log-in.ts';
import type { LogIn } from './log-in.ts';
import type { Store } from './open-store.ts';
import {
  MARKER,
  PACKET,
  acceptPacket,
  createPacketReader,
  readConnectText,
  readData,
  redirectPacket,
  refusePacket,
  toDataPackets,
  toMarker,
} from './packets.ts';
import type { Packet } from './packets.ts';
import { readBinds, readMessage } from './read-message.ts';
import type { BoundValue, ClientMessage } from './read-message.ts';
import { RefusedQuery, runQuery } from './run-query.ts';
import type { QueryResult } from './run-query.ts';

type Cursor = {
  readonly sql: string;
  readonly bindTypes: readonly number[];
  defined: readonly number[];
  result: QueryResult | undefined;
  sent: number;
};

const WRONG_LOG_IN = 1017;
const CANCELLED = 1013;
const UNKNOWN_SERVICE = 12_514;

/** One connection, from CONNECT to its end. */
export function serveSession(socket: Socket, store: Store, controls: OracleControls): void {
  const cursors = new Map<number, Cursor>();
  let state: 'connect' | 'connect-text' | 'open' = 'connect';
  let logIn: LogIn | undefined;
  let isLoggedIn = false;
  let isReadOnly = false;
  let lastCursor = 0;
  let running: AbortController | undefined;
  let work = Promise.resolve();

  function write(bytes: Buffer): void {
    if (!socket.destroyed) socket.write(bytes);
  }

  function send(...parts: readonly Buffer[]): void {
    write(toDataPackets(Buffer.concat(parts)));
  }

  function fail(error: unknown): void {
    controls.troubles.push(error);
    socket.destroy();
  }

  function onPacket(packet: Packet): void {
    if (state === 'connect') {
      const text = readConnectText(packet.content);
      if (text === undefined) state = 'connect-text';
      else connect(text);
      return;
    }
    if (state === 'connect-text') return connect(packet.content.toString('latin1'));
    if (packet.type === PACKET.marker) return mark(packet.content.readUInt8(2));
    if (packet.type !== PACKET.data) throw new Error(`a packet of type ${packet.type}`);
    const content = readData(packet);
    if (content === undefined) {
      socket.end();
      return;
    }
    const controller = new AbortController();
    running = controller;
    work = work
      .then(() => answer(content, controller.signal))
      .catch(fail)
      .finally(() => {
        if (running === controller) running = undefined;
      });
  }

  function connect(text: string): void {
    const [, service = ''] = /SERVICE_NAME=([^)]*)\)/i.exec(text) ?? [];
    if (service.toLowerCase() !== controls.service.toLowerCase()) {
      socket.end(refusePacket(UNKNOWN_SERVICE));
      return;
    }
    if (controls.redirectTo) {
      socket.end(redirectPacket(controls.redirectTo));
      return;
    }
    state = 'open';
    write(acceptPacket());
    reader.useLongLengths();
  }

  /** A break is answered by one; then both sides reset, and the question ends with its error. */
  function mark(kind: number): void {
    if (kind !== MARKER.reset) {
      controls.breaks += 1;
      running?.abort();
      work = work.then(() => controls.pause('break')).then(() => write(toMarker(MARKER.break)));
      return;
    }
    work = work.then(() => {
      write(toMarker(MARKER.reset));
      const message = 'ORA-01013: user requested cancel of current operation\n';
      send(endAnswer({ code: CANCELLED, message, isInTransaction: isReadOnly }));
    });
  }

  async function answer(content: Buffer, signal: AbortSignal): Promise<void> {
    const { message, closedCursors, bindTypes } = readMessage(content);
    for (const cursor of closedCursors) cursors.delete(cursor);
    try {
      controls.running += 1;
      await reply(message, bindTypes, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof RefusedQuery)) throw error;
      const { code, message: words, position } = error;
      send(endAnswer({ code, message: words, position, isInTransaction: isReadOnly }));
    } finally {
      controls.running -= 1;
    }
  }

  async function reply(
    message: ClientMessage,
    bindTypes: readonly number[],
    signal: AbortSignal,
  ): Promise<void> {
    switch (message.kind) {
      case 'protocol':
        return send(protocolAnswer());
      case 'data-types':
        return send(dataTypesAnswer());
      case 'log-in-one':
        await controls.pause('log-in');
        logIn = createLogIn(
          message.user.toUpperCase() === controls.user.toUpperCase()
            ? controls.password
            : `no ${controls.password}`,
        );
        return send(keyValuesAnswer(logIn.challenge));
      case 'log-in-two': {
        const proof = logIn?.finish(message.values);
        if (!proof) {
          throw new RefusedQuery(WRONG_LOG_IN, 'invalid username/password; logon denied');
        }
        isLoggedIn = true;
        return send(keyValuesAnswer(proof));
      }
      default:
        if (!isLoggedIn) throw new Error(`${message.kind} before the log-in`);
    }
    switch (message.kind) {
      case 'commit':
      case 'rollback':
        if (isReadOnly) {
          controls.transactions[message.kind === 'commit' ? 'committed' : 'rolledBack'] += 1;
        }
        isReadOnly = false;
        return send(statusAnswer(false));
      case 'ping':
        return send(statusAnswer(isReadOnly));
      case 'log-off':
        send(statusAnswer(false));
        return;
      case 'fetch': {
        const cursor = cursorOf(message.cursor);
        return send(nextRows(message.cursor, cursor, message.rows));
      }
      case 'execute-again': {
        const cursor = cursorOf(message.cursor);
        const binds = readBinds(message.rest, cursor.bindTypes);
        await run(cursor, binds, signal);
        return send(nextRows(message.cursor, cursor, message.fetchRows));
      }
      case 'execute':
        return await execute(message, bindTypes, signal);
    }
  }

  async function execute(
    message: Extract<ClientMessage, { kind: 'execute' }>,
    bindTypes: readonly number[],
    signal: AbortSignal,
  ): Promise<void> {
    if (message.cursor !== 0) {
      const cursor = cursorOf(message.cursor);
      if (message.defined.length > 0) cursor.defined = message.defined;
      else await run(cursor, message.binds, signal);
      return send(nextRows(message.cursor, cursor, message.fetchRows));
    }
    const { sql, isQuery } = message;
    if (!isQuery) {
      controls.received.push({ sql, binds: message.binds, isReadOnly });
      await controls.pause('request', sql, signal);
      return send(changeSession(sql));
    }
    lastCursor += 1;
    const cursor: Cursor = { sql, bindTypes, defined: [], result: undefined, sent: 0 };
    const result = await run(cursor, message.binds, signal);
    cursors.set(lastCursor, cursor);
    const describe = describeAnswer(result.columns);
    if (message.isParseOnly) {
      const ending = { code: 0, cursor: lastCursor, isInTransaction: isReadOnly };
      return send(describe, endAnswer(ending));
    }
    // What is large is sent once the client has said how it wants it.
    const isLater = result.columns.some(({ type }) => type.isLob);
    return send(describe, nextRows(lastCursor, cursor, isLater ? 0 : message.fetchRows));
  }

  function changeSession(sql: string): Buffer {
    if (/^\s*SET\s+TRANSACTION\s+READ\s+ONLY\s*$/i.test(sql)) {
      isReadOnly = true;
      controls.transactions.begun += 1;
    } else if (!/^\s*ALTER\s+SESSION\s+SET\b/i.test(sql)) {
      throw new RefusedQuery(1031, 'insufficient privileges');
    }
    return endAnswer({ code: 0, isInTransaction: isReadOnly });
  }

  async function run(
    cursor: Cursor,
    binds: readonly BoundValue[],
    signal: AbortSignal,
  ): Promise<QueryResult> {
    controls.received.push({ sql: cursor.sql, binds, isReadOnly });
    await controls.pause('request', cursor.sql, signal);
    cursor.result = runQuery(store, cursor.sql, binds);
    cursor.sent = 0;
    return cursor.result;
  }

  function cursorOf(id: number): Cursor {
    const cursor = cursors.get(id);
    if (!cursor) throw new RefusedQuery(1001, 'invalid cursor');
    return cursor;
  }

  function nextRows(id: number, cursor: Cursor, count: number): Buffer {
    const { columns, rows } = cursor.result ?? { columns: [], rows: [] };
    const some = rows.slice(cursor.sent, cursor.sent + count);
    cursor.sent += some.length;
    const isEnd = count > 0 && cursor.sent >= rows.length && some.length < count;
    const end = isEnd
      ? endOfRows(id, cursor.sent, isReadOnly)
      : endAnswer({ code: 0, cursor: id, rows: cursor.sent, isInTransaction: isReadOnly });
    return Buffer.concat([rowsAnswer(columns, some, cursor.defined), end]);
  }

  const reader = createPacketReader(onPacket);
  socket.on('data', (chunk: Buffer) => {
    try {
      reader.feed(chunk);
    } catch (error) {
      fail(error);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => running?.abort());
}
