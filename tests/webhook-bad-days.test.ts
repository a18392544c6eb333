import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { startWhatsappCloud } from '../simulators/whatsapp-cloud/index.ts';
import { CLOUD_CONFIG, cloudWebhook, postWebhook, signatureOf } from './support/cloud-webhook.ts';
import { freshFolder } from './support/files.ts';
import { launchServe, prepareServeStore } from './support/serve-process.ts';
import { readOutcome } from './torture/read-outcome.ts';
import { settledOutcome } from './torture/settled-outcome.ts';

const PERSON = '6281200000001';
const THREE_MEGABYTES = 3 * 2 ** 20;
const ANSWER_WITHIN_MS = 1_000;
const SECRETS = [CLOUD_CONFIG.accessToken, CLOUD_CONFIG.appSecret, CLOUD_CONFIG.verifyToken];

let plant: Awaited<ReturnType<typeof startPiWebApi>>;
let cloud: Awaited<ReturnType<typeof startWhatsappCloud>>;
beforeAll(async () => {
  plant = await startPiWebApi({ port: 0 });
  cloud = await startWhatsappCloud({ ...CLOUD_CONFIG });
  // Whoever wrote within a day may be written to; the webhooks of these tests are made here, not by the network.
  await cloud.write({ from: PERSON, text: 'hello' });
});
afterAll(async () => {
  await plant.close();
  await cloud.close();
});

async function startSetUp() {
  const store = await prepareServeStore({ dataDir: freshFolder() }, plant.url, {
    PLANTLINE_WHATSAPP_CLOUD_URL: cloud.url,
  });
  const launched = launchServe(store);
  onTestFinished(launched.kill);
  const server = await launched.ready;
  const set = await server.call('PATCH', '/transports/whatsapp-cloud', {
    config: CLOUD_CONFIG,
    active: true,
  });
  expect(set.status, await set.text()).toBe(200);
  await expect
    .poll(async () => await (await server.call('GET', '/transports')).text(), { timeout: 15_000 })
    .toMatch(/"kind":"whatsapp-cloud".*"isReady":true/u);
  return { store, launched, server };
}

describe('a webhook that is not as it should be', () => {
  test('unsigned, mis-signed and signed for other bytes: refused, and nothing of it is kept', async () => {
    const { store, launched, server } = await startSetUp();
    const body = cloudWebhook([{ id: 'wamid.FORGED', from: PERSON, text: 'u1 load' }]);
    const signatures = [
      null,
      '',
      'sha256=',
      `sha256=${'0'.repeat(64)}`,
      signatureOf(body, 'another secret'),
      signatureOf(`${body} `),
      signatureOf(body).replace('sha256=', ''),
      signatureOf(body).replace('sha256=', 'sha1='),
    ];
    for (const signature of signatures) {
      expect((await postWebhook(server.address, body, signature)).status, String(signature)).toBe(
        401,
      );
    }
    // The letters of a hexadecimal number are the same large and small; the bytes are not to be guessed from that.
    expect((await postWebhook(server.address, body)).status).toBe(200);
    const { questions } = await settledOutcome(store, 'sqlite', []);
    expect(questions.map(({ id }) => id)).toEqual(['wamid.FORGED']);
    for (const secret of SECRETS) expect(launched.output()).not.toContain(secret);
  });

  test('replayed, at once and later: one message, one answer', async () => {
    const { store, server } = await startSetUp();
    const body = cloudWebhook([{ id: 'wamid.REPLAYED', from: PERSON, text: 'u1 load' }]);
    const first = await Promise.all(
      Array.from({ length: 5 }, () => postWebhook(server.address, body)),
    );
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await settledOutcome(store, 'sqlite', []);
    expect((await postWebhook(server.address, body)).status).toBe(200);
    const { questions, orphans } = await settledOutcome(store, 'sqlite', []);
    expect(questions).toHaveLength(1);
    expect(questions[0]?.texts).toHaveLength(1);
    expect(orphans).toBe(0);
  });

  test('three megabytes of messages are taken within a second and all answered', async () => {
    const { store, server } = await startSetUp();
    const filling = 'x'.repeat(3_000);
    const count = Math.floor(THREE_MEGABYTES / 3_300);
    const body = cloudWebhook(
      Array.from({ length: count }, (_, index) => ({
        id: `wamid.BIG${index}`,
        from: `6281${String(index).padStart(8, '0')}`,
        text: index % 50 === 0 ? 'u1 load' : filling,
      })),
    );
    expect(body.length).toBeGreaterThan(THREE_MEGABYTES * 0.9);
    const startedAt = performance.now();
    expect((await postWebhook(server.address, body)).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(ANSWER_WITHIN_MS);
    await expect
      .poll(async () => (await readOutcome(store)).questions.filter((each) => each.isProcessed), {
        timeout: 60_000,
        interval: 500,
      })
      .toHaveLength(count);
    // Larger than the network ever sends: told so, or cut off while it still sends.
    const tooLarge = postWebhook(server.address, 'x'.repeat(5 * 2 ** 20)).then(
      ({ status }) => status,
      ({ cause }: { cause: { code: string } }) => cause.code,
    );
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(await tooLarge);
  }, 90_000);

  test('malformed but genuine: taken, dropped, and the next one is answered', async () => {
    const { store, launched, server } = await startSetUp();
    const bodies = [
      '',
      'not json',
      'null',
      '[]',
      '{}',
      '{"entry":5}',
      '{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":null}]}]}',
      cloudWebhook([{ id: 'wamid.X', from: PERSON, text: 'a' }]).replace(
        '"type":"text"',
        '"type":7',
      ),
      '{"__proto__":{"polluted":true},"entry":[]}',
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    ];
    for (const body of bodies) {
      const { status } = await postWebhook(server.address, body);
      expect([200, 400], body.slice(0, 60)).toContain(status);
    }
    const good = cloudWebhook([{ id: 'wamid.GOOD', from: PERSON, text: 'u1 load' }]);
    expect((await postWebhook(server.address, good)).status).toBe(200);
    await expect
      .poll(
        async () => {
          const { questions } = await readOutcome(store);
          return questions.find(({ id }) => id === 'wamid.GOOD')?.texts.map(({ status }) => status);
        },
        { timeout: 15_000 },
      )
      .toEqual(['sent']);
    expect(launched.output()).not.toContain('"level":"error"');
  });
});
