import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCliToken } from '../src/lib/http/index.ts';
import { deriveKey, loadSecretKey } from '../src/lib/secret-key.ts';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { type RunningPlant, startPlantline, UNIT_1_OPERATOR } from './support/start-plantline.ts';

let pi: Awaited<ReturnType<typeof startPiWebApi>>;
let plant: RunningPlant;
beforeAll(async () => {
  pi = await startPiWebApi({ port: 0, clock: Date.now });
  plant = await startPlantline({ plant: { url: pi.url, close: async () => {} } });
});
afterAll(() => plant.stop());

/** The metrics as Prometheus reads them: name and labels to number. */
async function scrape(): Promise<ReadonlyMap<string, number>> {
  const key = deriveKey(loadSecretKey(undefined, plant.config.dataDir), 'cli');
  const authorization = `Bearer ${await createCliToken(key, new Date())}`;
  const response = await fetch(`${plant.app.address()}/metrics`, { headers: { authorization } });
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const samples = (await response.text()).matchAll(/^([a-z_]+(?:\{[^}]*\})?) (\S+)$/gm);
  return new Map([...samples].map(([, name = '', value]) => [name, Number(value)]));
}

test('a conversation is seen in the metrics: messages, answer time, source time, sends, requests', async () => {
  await plant.ask('u1 load');
  await plant.ask('4711 nobody knows what');
  await plant.ask('u2 load', UNIT_1_OPERATOR);
  await plant.ask('u1 load', '+6281299999999');
  const seen = await scrape();
  expect(seen.get('plantline_messages_total{outcome="answered"}')).toBe(1);
  expect(seen.get('plantline_messages_total{outcome="not_understood"}')).toBe(1);
  expect(seen.get('plantline_messages_total{outcome="refused"}')).toBe(2);
  expect(seen.get('plantline_answer_seconds_count')).toBe(4);
  expect(seen.get('plantline_sends_total{transport="simulator",outcome="sent"}')).toBe(4);
  const sourceCalls = [...seen].filter(([name]) =>
    name.startsWith('plantline_source_seconds_count'),
  );
  expect(sourceCalls).toHaveLength(1);
  expect(sourceCalls[0]?.[0]).toMatch(/operation="read"/);
  expect(seen.get('plantline_outbox_depth{status="pending"}')).toBe(0);
  const again = await scrape();
  const own = 'plantline_http_requests_total{method="GET",route="/metrics",status="200"}';
  expect(again.get(own)).toBe(1);
});

test('a source that does not answer is seen, and so is that its question failed', async () => {
  await pi.close();
  await plant.ask('u1 load');
  const seen = await scrape();
  expect(seen.get('plantline_messages_total{outcome="failed"}')).toBe(1);
  const errors = [...seen].find(([name]) => name.startsWith('plantline_source_errors_total'));
  expect(errors?.[1]).toBe(1);
});
