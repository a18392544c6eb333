import { defineTransport } from '#sdk';
import type { IncomingMessage, TransportCapabilities } from '#sdk';
import { isReachable } from './addresses.ts';
import { checkCloud } from './create-check.ts';
import { createHealth } from './create-health.ts';
import { createJudge } from './create-judge.ts';
import { createGraph } from './graph/create-graph.ts';
import { keepVerified } from './keep-verified.ts';
import { CAPTION_MAX } from './sending/content-body.ts';
import { createFlights } from './sending/create-flights.ts';
import { createMedia, MEDIA } from './sending/create-media.ts';
import { createNotes } from './sending/create-notes.ts';
import { createSend } from './sending/create-send.ts';
import { createWindows } from './sending/create-windows.ts';
import { TEXT_MAX } from './sending/text-body.ts';
import { createWebhook } from './webhook/create-webhook.ts';
import { WhatsappCloudConfig } from './whatsapp-cloud.schema.ts';

const ACKNOWLEDGE_MS = 10_000;

/** WhatsApp by Meta's Business Cloud API: the supported way. */
export const whatsappCloud = defineTransport({
  kind: 'whatsapp-cloud',
  title: 'WhatsApp Business Cloud API',
  config: WhatsappCloudConfig,
  async connect(config, tools) {
    const { log, clock, store, outbound, serverUrl } = tools;
    const graph = createGraph({ ...config, serverUrl, outbound });
    const health = createHealth(tools.onStatus);
    const judge = createJudge(health, log);
    const windows = createWindows(store, clock);
    const notes = createNotes(store, clock);
    const flights = createFlights();
    const media = createMedia(graph, notes, config.phoneNumberId, (error) =>
      judge.judge(error, undefined),
    );
    const verifying = keepVerified({ graph, config, health, judge, log });
    const onAway = (): void => {
      // A pause and a stop end by their own rules, not because a line is back.
      if (!health.isReady()) return;
      health.away();
      verifying.start();
    };
    const onNoAnswer = (): void => {
      if (health.isReady()) verifying.start();
    };
    const deps = {
      config,
      tools,
      graph,
      judge,
      health,
      windows,
      notes,
      flights,
      media,
      log,
      onAway,
      onNoAnswer,
    };
    const closing = new AbortController();

    async function acknowledge({ id }: IncomingMessage): Promise<void> {
      if (!config.markRead) return;
      const body = {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: id,
        ...(config.showTyping && { typing_indicator: { type: 'text' } }),
      };
      const end = AbortSignal.any([closing.signal, AbortSignal.timeout(ACKNOWLEDGE_MS)]);
      await graph.post(`/${config.phoneNumberId}/messages`, body, end).catch(() => undefined);
    }

    verifying.start();
    return {
      capabilities: capabilitiesOf(config),
      send: createSend(deps),
      status: health.status,
      canReach: isReachable,
      acknowledge,
      webhook: createWebhook(deps),
      async check(signal) {
        const { steps, account } = await checkCloud(graph, config, signal);
        // What an administrator put right at Meta is right from here on.
        if (account && steps.every(({ ok }) => ok)) health.verified(account);
        return steps;
      },
      async close() {
        closing.abort();
        health.close();
        await Promise.all([verifying.close(), graph.close()]);
      },
    };
  },
});

function capabilitiesOf(config: WhatsappCloudConfig): TransportCapabilities {
  return {
    textMax: TEXT_MAX,
    captionMax: CAPTION_MAX,
    media: MEDIA,
    choices: true,
    reactions: true,
    quotes: true,
    groups: false,
    receipts: true,
    pace: {
      chat: { capacity: config.chatBurst, everyMs: config.chatEverySeconds * 1_000 },
      total: { capacity: config.totalBurst, everyMs: 1_000 / config.totalPerSecond },
    },
  };
}
