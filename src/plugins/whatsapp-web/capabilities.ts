import type { TransportCapabilities } from '#sdk';
import type { WhatsappWebSettings } from './whatsapp-web.schema.ts';

const MINUTE_MS = 60_000;
const PICTURE_BYTES = 16_000_000;
const DOCUMENT_BYTES = 64_000_000;

/** What a linked device can do, at the pace that was chosen. */
export function capabilitiesOf(settings: WhatsappWebSettings): TransportCapabilities {
  return {
    // Phones take more; the Cloud API does not, and answers should look the same on both.
    textMax: 4096,
    captionMax: 1024,
    media: {
      'image/png': PICTURE_BYTES,
      'image/jpeg': PICTURE_BYTES,
      'text/csv': DOCUMENT_BYTES,
      'text/plain': DOCUMENT_BYTES,
      'application/pdf': DOCUMENT_BYTES,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': DOCUMENT_BYTES,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document': DOCUMENT_BYTES,
    },
    choices: false,
    reactions: true,
    quotes: true,
    groups: true,
    receipts: true,
    pace: {
      ...(settings.perChatSeconds > 0 && {
        chat: { capacity: settings.burst, everyMs: settings.perChatSeconds * 1000 },
      }),
      total: { capacity: settings.perMinute, everyMs: MINUTE_MS / settings.perMinute },
    },
  };
}
