import { z } from 'zod';
import { defineTransport } from '#sdk';

/**
 * A chat without a network: messages come in by HTTP or the command line, and what is sent is taken at once.
 * The outbox row is its own receipt, so there is nothing to lose on the way.
 */
export const simulator = defineTransport({
  kind: 'simulator',
  title: 'Simulator',
  config: z.strictObject({}),
  async connect() {
    return {
      send: async ({ id }) => ({ providerId: `simulator-${id}` }),
      status: () => ({ isReady: true, detail: 'Takes every message at once.' }),
      close: async () => {},
    };
  },
});
