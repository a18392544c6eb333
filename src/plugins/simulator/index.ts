import { z } from 'zod';
import { defineTransport } from '#sdk';

/** As long as WhatsApp's, so that what is tried here is what a phone will show. */
const TEXT_MAX = 4_096;
const CAPTION_MAX = 1_024;
const MEDIA_MAX_BYTES = 16 * 2 ** 20;
const MEDIA_TYPES = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'application/pdf',
  'text/csv',
  'text/plain',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/**
 * A chat without a network: messages come in by HTTP or the command line, and what is sent is taken at once.
 * The outbox row is its own receipt, so there is nothing to lose on the way.
 */
export const simulator = defineTransport({
  kind: 'simulator',
  title: 'Simulator',
  isAlwaysOn: true,
  config: z.strictObject({}),
  async connect() {
    return {
      capabilities: {
        textMax: TEXT_MAX,
        captionMax: CAPTION_MAX,
        media: Object.fromEntries(MEDIA_TYPES.map((type) => [type, MEDIA_MAX_BYTES])),
        choices: false,
        reactions: true,
        quotes: false,
        groups: true,
        receipts: false,
      },
      send: async ({ key }) => ({ providerId: `simulator-${key}` }),
      status: () => ({ isReady: true, detail: 'Takes every message at once.' }),
      close: async () => {},
    };
  },
});
