import {
  AppError,
  type LinkCode,
  type OutgoingPart,
  type Transport,
  type TransportStatus,
  type TransportTools,
} from '#sdk';
import type { CarriedPart } from './calls.ts';
import { capabilitiesOf } from './capabilities.ts';
import { supervise } from './supervise.ts';
import { whatsappGaveUp, whatsappTextTooLong } from './whatsapp-web.errors.ts';
import type { WhatsappWebSettings } from './whatsapp-web.schema.ts';

const NOTHING: LinkCode = { qr: null, pairingCode: null, expiresAt: null };
const STARTING: TransportStatus = {
  isReady: false,
  phase: 'connecting',
  detail: 'Starting.',
};

/** Longer than a slow line takes for all that is asked at a log-in. */
const OPEN_WITHIN_MS = 90_000;

const CLOSED: TransportStatus = { isReady: false, phase: 'off', detail: 'It is closed.' };

/** The transport, with its process behind it. */
export async function connectWhatsappWeb(
  settings: WhatsappWebSettings,
  tools: TransportTools,
  { openWithinMs = OPEN_WITHIN_MS }: { readonly openWithinMs?: number } = {},
): Promise<Transport & { pid(): number | undefined }> {
  const { store, log } = tools;
  let status = STARTING;
  let code = NOTHING;
  let isLeaseLost = false;

  function show(next: TransportStatus): void {
    status = next;
    tools.onStatus();
  }

  async function whileOurs<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      isLeaseLost ||= error instanceof AppError && error.code === 'transports.lease_lost';
      throw error;
    }
  }

  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const child = supervise({
    program: new URL(`./child/main.${extension}`, import.meta.url),
    log,
    maxMemoryBytes: settings.maxMemoryMb * 1024 * 1024,
    beginning: { settings, serverUrl: tools.serverUrl, openWithinMs },
    onDown: () => {
      code = NOTHING;
      show({
        ...status,
        ...STARTING,
        detail: 'The connection is being started anew.',
        reason: 'restarting',
      });
    },
    isOver: () => isLeaseLost,
    local: {
      read: (kind, ids) => whileOurs(store.read(kind, ids)),
      list: (kind) => whileOurs(store.list(kind)),
      write: (changes) => whileOurs(store.write(changes)),
      clear: (kinds) => whileOurs(store.clear(kinds)),
      keepMessage: (message) => tools.onMessage(message),
      keepReaction: (reaction) => tools.onReaction(reaction),
      reportDelivery: (report) => tools.onDelivery(report),
      showStatus: async (next) => show(next),
      async showCode(next) {
        code = next;
        tools.onStatus();
      },
      log: async (level, details, message) => log[level](details, message),
    },
  });

  const capabilities = capabilitiesOf(settings);
  return {
    capabilities,
    async send(part, signal) {
      const { content } = part;
      if (content.kind === 'text' && content.text.length > capabilities.textMax) {
        throw whatsappTextTooLong(capabilities.textMax);
      }
      if (signal.aborted) throw whatsappGaveUp();
      if (signal.aborted) throw whatsappGaveUp();
      const sent = child.call('send', await carried(part));
      return Promise.race([sent, abortion(signal)]);
    },
    status: () => status,
    canReach: (chat) => /^\+\d+$|^\d+@lid$|@g\.us$/.test(chat),
    async acknowledge({ id }) {
      await child.call('acknowledge', id).catch(() => {});
    },
    linking: {
      start: (phone) => child.call('startLinking', phone),
      end: () => child.call('endLinking'),
      code: () => code,
    },
    pid: child.pid,
    async close() {
      await child.close();
      status = CLOSED;
    },
  };
}

async function carried(part: OutgoingPart): Promise<CarriedPart> {
  const { key, chat, content, replyTo } = part;
  const rest = { key, chat, ...(replyTo && { replyTo }) };
  if (content.kind === 'text' || content.kind === 'reaction') return { ...rest, content };
  const { file, kind, caption } = content;
  const { mimeType, fileName } = file;
  return { ...rest, content: { kind, caption, mimeType, fileName, bytes: await file.read() } };
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(whatsappGaveUp()), { once: true });
  });
}
