import { Agent } from 'node:https';
import {
  type BaileysEventMap,
  Browsers,
  type ConnectionState,
  initAuthCreds,
  makeWASocket,
  type proto,
  WA_CERT_DETAILS,
  type WAMessage,
  type WASocket,
} from 'baileys';
import { createMemoryKeys } from './memory-keys.ts';
import type { RunningWhatsappWeb } from './index.ts';
import { makeRootKey } from './root-key.ts';
import { SILENT_LOG } from './silent-log.ts';

export interface TestClient {
  readonly socket: WASocket;
  readonly messages: { readonly type: string; readonly message: WAMessage }[];
  readonly updates: BaileysEventMap['messages.update'];
  readonly sent: Map<string, proto.IMessage>;
  /** Resolves with the code of the close, which there is only one of. */
  readonly closed: Promise<number>;
  /** Resolves at the next state that passes. */
  until(passes: (state: Partial<ConnectionState>) => boolean): Promise<Partial<ConnectionState>>;
}

export type Keys = ReturnType<typeof createKeys>;

export function createKeys() {
  return { creds: initAuthCreds(), keys: createMemoryKeys() };
}

// The Signal library prints whole sessions on these.
Object.assign(console, { info: () => undefined, warn: () => undefined });

/** The client as it comes from npm, with its keys in memory. */
export function connectClient(
  server: Pick<RunningWhatsappWeb, 'url' | 'certificate'>,
  auth: Keys,
  options: { keepAliveIntervalMs?: number; sent?: Map<string, proto.IMessage> } = {},
): TestClient {
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(makeRootKey().public);
  const { sent = new Map<string, proto.IMessage>() } = options;
  const socket = makeWASocket({
    auth,
    waWebSocketUrl: server.url,
    logger: SILENT_LOG,
    browser: Browsers.ubuntu('Chrome'),
    markOnlineOnConnect: false,
    syncFullHistory: false,
    emitOwnEvents: false,
    enableRecentMessageCache: false,
    fetchAgent: new Agent({ ca: server.certificate }),
    getMessage: async ({ id }) => sent.get(id ?? ''),
    ...(options.keepAliveIntervalMs && { keepAliveIntervalMs: options.keepAliveIntervalMs }),
  });
  const messages: { type: string; message: WAMessage }[] = [];
  const updates: BaileysEventMap['messages.update'] = [];
  const states: Partial<ConnectionState>[] = [];
  const waiting = new Set<() => void>();
  let close: (code: number) => void;
  const closed = new Promise<number>((resolve) => {
    close = resolve;
  });
  socket.ev.on('creds.update', (update) => Object.assign(auth.creds, update));
  socket.ev.on('messages.upsert', (upsert) => {
    for (const message of upsert.messages) messages.push({ type: upsert.type, message });
  });
  socket.ev.on('messages.update', (found) => updates.push(...found));
  socket.ev.on('connection.update', (state) => {
    states.push(state);
    for (const check of waiting) check();
    if (state.connection === 'close') {
      const error = state.lastDisconnect?.error as { output?: { statusCode: number } } | undefined;
      close(error?.output?.statusCode ?? 0);
    }
  });
  return {
    socket,
    messages,
    updates,
    sent,
    closed,
    until: (passes) =>
      new Promise((resolve) => {
        const check = (): void => {
          const found = states.find(passes);
          if (found === undefined) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
  };
}

/** Links a new device by its QR picture, and connects it as the product would. */
export async function linkClient(server: RunningWhatsappWeb): Promise<TestClient & { auth: Keys }> {
  const auth = createKeys();
  const first = connectClient(server, auth);
  const { qr } = await first.until((state) => state.qr !== undefined);
  await server.scanQr(qr ?? '');
  await first.closed;
  const client = connectClient(server, auth);
  await client.until(({ connection }) => connection === 'open');
  return { ...client, auth };
}
