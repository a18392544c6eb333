import { z } from 'zod';
import { defineTransport } from '#sdk';
import { closed, cutOff, tooLong } from './simulator.errors.ts';

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
    let isOpen = true;
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
      async send({ key, content }, signal) {
        if (!isOpen) throw closed();
        if (signal.aborted) throw cutOff();
        if (content.kind === 'text' && content.text.length > TEXT_MAX) throw tooLong(TEXT_MAX);
        return { providerId: `simulator-${key}` };
      },
      status: () => ({
        isReady: isOpen,
        detail: isOpen ? 'Takes every message at once.' : 'It is closed.',
      }),
      async close() {
        isOpen = false;
      },
    };
  },
});
