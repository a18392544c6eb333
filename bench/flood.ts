import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { openDatabase } from '../src/db/index.ts';
import { quantile } from './load.ts';
import { type Plantline, triggerName } from './start-plantline.ts';

export interface FloodResult {
  /** Messages that were answered with 200, so kept, in each second of the flood. */
  readonly acceptedPerSecond: number;
  /** The longest that the network had to wait for one of its 200s, but for one in twenty. */
  readonly webhookP95Ms: number;
  /** Accepted, and not in the store with exactly one answer that was sent or waits to be. */
  readonly lost: number;
  /** Of another person's questions, answered one after the other: before the flood, and during it. */
  readonly calmP95Ms: number;
  readonly floodP95Ms: number;
  /** From the last message of the flood to the last of its answers. */
  readonly drainedMs: number;
}

export interface FloodOptions {
  readonly triggers: number;
  readonly perSecond: number;
  readonly seconds: number;
}

/** What the Business Cloud API is set up with while it is flooded. */
export const FLOOD_CONFIG = {
  phoneNumberId: '106500000000001',
  accessToken: 'bench-token',
  appSecret: 'bench-secret',
  verifyToken: 'bench-verify',
};

/** Messages in a webhook: a network that has many sends them in batches. */
const BATCH = 20;
const TICK_MS = 5;
const SENDERS = 5_000;
const CONNECTIONS = 16;
const CALM_MS = 10_000;
const ASK_EVERY_MS = 100;
const DRAIN_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 2_000;
const OTHER_PERSON = '+6281999999999';

/**
 * Messages of thousands of people at a rate that waits for nothing, as the Business Cloud API delivers them, while
 * somebody else goes on asking by another way and is timed.
 */
export async function flood(plantline: Plantline, options: FloodOptions): Promise<FloodResult> {
  const dispatcher = new Agent({ connections: CONNECTIONS });
  const headers = { 'content-type': 'application/json', cookie: plantline.cookie };

  async function post(path: string, body: string, more: Readonly<Record<string, string>>) {
    const url = `${plantline.url}${path}`;
    const response = await request(url, {
      method: 'POST',
      headers: { ...headers, ...more },
      body,
      dispatcher,
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) {
      throw new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 300)}`);
    }
    return text;
  }

  /** The times of questions asked one after the other until the end, as a person asks. */
  async function askUntil(isOver: () => boolean): Promise<readonly number[]> {
    const timesMs: number[] = [];
    while (!isOver()) {
      const startedMs = performance.now();
      const question = JSON.stringify({ from: OTHER_PERSON, text: triggerName(0) });
      const answer = await post('/api/v1/simulator/messages?wait=60', question, {});
      if (!answer.includes('612.4')) throw new Error(`Not an answer: ${answer.slice(0, 300)}`);
      timesMs.push(performance.now() - startedMs);
      await sleep(ASK_EVERY_MS);
    }
    return timesMs.toSorted((a, b) => a - b);
  }

  const accepted: string[] = [];
  const webhookTimesMs: number[] = [];
  async function deliver(first: number, count: number): Promise<void> {
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    const body = webhookOf(numbers, options.triggers);
    const signature = createHmac('sha256', FLOOD_CONFIG.appSecret).update(body).digest('hex');
    const startedMs = performance.now();
    await post('/webhooks/whatsapp', body, { 'x-hub-signature-256': `sha256=${signature}` });
    webhookTimesMs.push(performance.now() - startedMs);
    accepted.push(...numbers.map(idOf));
  }

  const calmEndsMs = performance.now() + CALM_MS;
  const calm = await askUntil(() => performance.now() > calmEndsMs);

  const total = options.perSecond * options.seconds;
  let isFlooding = true;
  const other = askUntil(() => !isFlooding);
  const deliveries: Promise<void>[] = [];
  const startedMs = performance.now();
  for (let sent = 0; sent < total;) {
    const due = ((performance.now() - startedMs) * options.perSecond) / 1_000;
    for (; sent < total && sent + BATCH <= due + BATCH; sent += BATCH) {
      deliveries.push(deliver(sent, Math.min(BATCH, total - sent)));
    }
    await sleep(TICK_MS);
  }
  await Promise.all(deliveries);
  const endedMs = performance.now();
  isFlooding = false;
  const during = await other;
  const lost = await waitForAnswers(plantline, accepted, endedMs + DRAIN_WITHIN_MS);
  await dispatcher.close();
  return {
    acceptedPerSecond: (accepted.length * 1_000) / (endedMs - startedMs),
    webhookP95Ms: quantile(
      webhookTimesMs.toSorted((a, b) => a - b),
      0.95,
    ),
    lost,
    calmP95Ms: quantile(calm, 0.95),
    floodP95Ms: quantile(during, 0.95),
    drainedMs: performance.now() - endedMs,
  };
}

function idOf(number: number): string {
  return `wamid.FLOOD${number}`;
}

function webhookOf(numbers: readonly number[], triggers: number): string {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const messages = numbers.map((number) => ({
    from: `6281${String(number % SENDERS).padStart(8, '0')}`,
    id: idOf(number),
    timestamp,
    type: 'text',
    text: { body: triggerName(number % triggers) },
  }));
  const value = {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: '15550000001',
      phone_number_id: FLOOD_CONFIG.phoneNumberId,
    },
    contacts: messages.map(({ from }) => ({ profile: { name: 'Kim' }, wa_id: from })),
    messages,
  };
  const entry = [{ id: '1', changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}

/** How many of the messages have not exactly one answer in the outbox, once nothing is left to be answered. */
async function waitForAnswers(
  { folder }: Plantline,
  ids: readonly string[],
  untilMs: number,
): Promise<number> {
  const db = await openDatabase(`sqlite:${join(folder, 'app.db')}`);
  try {
    for (;;) {
      const rows = await db.read
        .selectFrom('outgoing_messages')
        .select(['in_reply_to', 'status'])
        .where('in_reply_to', 'is not', null)
        .execute();
      const answers = Map.groupBy(rows, (row) => row.in_reply_to);
      const lost = ids.filter((id) => {
        const [answer, ...more] = answers.get(id) ?? [];
        const isThere = ['pending', 'sending', 'sent'].includes(answer?.status ?? '');
        return !isThere || more.length > 0;
      }).length;
      if (lost === 0 || performance.now() > untilMs) return lost;
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    await db.close();
  }
}
