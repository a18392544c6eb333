import type { WebSocket } from '@fastify/websocket';
import { type BinaryNode, decodeBinaryNode, encodeBinaryNode, type proto } from 'baileys';
import { createFrameReader, toFrame } from './frames.ts';
import { createNoiseServer } from './noise-server.ts';
import { createSequence } from './sequence.ts';

/** One connected client. */
export interface Connection {
  /** What a client without an account said about itself. */
  registration?: proto.ClientPayload.IDevicePairingRegistrationData;
  /** What its QR codes begin with. */
  refs: readonly string[];
  codePairing?: CodePairing;
  /** Logged in, and asked for what is there. */
  takesMessages: boolean;
  isDeaf: boolean;
  tookHistoryAtMs?: number;
  /** False when the line is closed. */
  send(node: BinaryNode): boolean;
  /** Sends a question and waits for the answer. */
  ask(node: BinaryNode): Promise<BinaryNode>;
  /** Hands an answer to who asked. */
  settle(node: BinaryNode): void;
  /** Lets what was sent arrive. */
  end(): void;
  drop(): void;
}

/** Pairing by code, as far as it got. */
export interface CodePairing {
  readonly wrappedEphemeral: Uint8Array;
  readonly ref: Buffer;
  phone?: {
    readonly companionEphemeral: Uint8Array;
    readonly ephemeral: { readonly private: Uint8Array; readonly public: Uint8Array };
    readonly identity: { readonly private: Uint8Array; readonly public: Uint8Array };
  };
}

export interface ConnectionHandlers {
  onLogin(connection: Connection, payload: proto.IClientPayload): Promise<void>;
  onNode(connection: Connection, node: BinaryNode): Promise<void>;
  onClose(connection: Connection): void;
  onError(error: unknown): void;
}

export function openConnection(socket: WebSocket, handlers: ConnectionHandlers): Connection {
  const noise = createNoiseServer();
  const read = createFrameReader();
  const inTurn = createSequence();
  const waiting = new Map<string, (node: BinaryNode) => void>();
  let stage: 'hello' | 'finish' | 'open' = 'hello';

  const connection: Connection = {
    refs: [],
    takesMessages: false,
    isDeaf: false,
    send(node) {
      if (socket.readyState !== socket.OPEN) return false;
      socket.send(toFrame(noise.seal(encodeBinaryNode(node))));
      return true;
    },
    ask: (node) =>
      new Promise((resolve) => {
        waiting.set(node.attrs['id'] ?? '', resolve);
        connection.send(node);
      }),
    settle(node) {
      const id = node.attrs['id'] ?? '';
      waiting.get(id)?.(node);
      waiting.delete(id);
    },
    end: () => socket.close(),
    drop: () => socket.terminate(),
  };

  async function take(frame: Buffer): Promise<void> {
    switch (stage) {
      case 'hello':
        socket.send(toFrame(noise.greet(frame)));
        stage = 'finish';
        return;
      case 'finish': {
        const payload = noise.finish(frame);
        stage = 'open';
        await handlers.onLogin(connection, payload);
        return;
      }
      case 'open':
        await handlers.onNode(connection, await decodeBinaryNode(noise.open(frame)));
    }
  }

  socket.on('message', (chunk: Buffer) => {
    for (const frame of read(chunk)) {
      inTurn(() => take(frame)).catch((error: unknown) => {
        handlers.onError(error);
        socket.terminate();
      });
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', () => handlers.onClose(connection));
  return connection;
}
