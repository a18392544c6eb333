// First: what the others load may print already.
import './silence-console.ts';
import type { ChildCalls, ParentCalls } from '../calls.ts';
import { openPeer } from '../ipc.ts';
import { createNumber, type WhatsappNumber } from './number.ts';
import { whatsappRestarting } from '../whatsapp-web.errors.ts';

const BEAT_MS = 5000;
const LAST_WORDS_MS = 1000;

let number: WhatsappNumber | undefined;
let beginning: Promise<WhatsappNumber> = Promise.reject(whatsappRestarting());
beginning.catch(() => {});

const peer = openPeer<ParentCalls>((message) => process.send?.(message), {
  async begin(from) {
    const created = createNumber(from, peer, die);
    number = created;
    // What is asked for meanwhile waits until it is known whether a phone is linked.
    beginning = created.begin().then(() => created);
    await beginning;
  },
  send: async (part) => (await beginning).send(part),
  acknowledge: async (id) => (await beginning).acknowledge(id),
  startLinking: async (phone) => (await beginning).startLinking(phone),
  endLinking: async () => (await beginning).endLinking(),
  async stop() {
    number?.stop();
    setTimeout(() => process.exit(0), LAST_WORDS_MS);
    // What was handed over is noted as such, or it would be handed over once more.
    await number?.drained();
    process.exit(0);
  },
} satisfies ChildCalls);

/** Ends this process; the other one starts the next. Nothing may be said to the network any more. */
function die(reason: 'deaf' | 'crash', error?: unknown): void {
  number?.stop();
  const message = error instanceof Error ? error.message : '';
  setTimeout(() => process.exit(1), LAST_WORDS_MS);
  peer.call('farewell', reason, message.slice(0, 300)).then(
    () => process.exit(1),
    () => process.exit(1),
  );
}

process.on('message', (message) => peer.receive(message));
// Without the other process nothing can be kept, so nothing may be received.
process.on('disconnect', () => process.exit(0));
// An interrupt in a terminal reaches this process too; when it ends is for the other one to say.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('uncaughtException', (error) => die('crash', error));
process.on('unhandledRejection', (error) => die('crash', error));
setInterval(() => peer.tell('beat', process.memoryUsage.rss()), BEAT_MS);
