import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { DataSourceTools } from '#sdk';
import { createOutbound } from '../../lib/outbound/index.ts';
import { mqtt } from './index.ts';

const TAGS = 200;
const FLOOD_MS = 6_000;
const KEPT = 100;

test('a flood of messages does not fill the memory, and questions are answered in it', async () => {
  const child = new URL('../../../tests/support/mqtt/flood.child.ts', import.meta.url);
  const flood = fork(child, [String(TAGS)]);
  onTestFinished(() => {
    flood.kill('SIGKILL');
  });
  const [{ port }] = (await once(flood, 'message')) as [{ port: number }];
  let sent = 0;
  flood.on('message', ({ count }: { count: number }) => {
    sent = count;
  });
  const config = mqtt.config.parse({
    host: '127.0.0.1',
    port,
    qos: 0,
    topics: [{ filter: 'plant/flood/+', valuePath: '$.v' }],
    keepMinutes: 60,
    maxKeptValuesPerTag: KEPT,
  });
  const tools: DataSourceTools = {
    log: { debug() {}, info() {}, warn() {}, error() {} },
    clock: () => new Date(),
    timeZone: 'UTC',
    outbound: createOutbound({ allowPrivate: true }),
  };
  const source = await mqtt.connect(config, tools);
  onTestFinished(() => source.close());
  const memoriesMb: number[] = [];
  let longestWaitMs = 0;
  const startedMs = performance.now();
  while (performance.now() - startedMs < FLOOD_MS) {
    const askedMs = performance.now();
    const [outcome] =
      (await source.read?.({ tags: ['plant/flood/1'] }, AbortSignal.timeout(8_000))) ?? [];
    expect(outcome).toMatchObject({ ok: true, reading: { quality: 'good' } });
    longestWaitMs = Math.max(longestWaitMs, performance.now() - askedMs);
    memoriesMb.push(process.memoryUsage().heapUsed / 2 ** 20);
    await sleep(100);
  }
  // The machine need not be fast, but the flood must be one.
  expect(sent).toBeGreaterThan(50_000);
  // Garbage comes and goes; what stays shows where it has just been collected.
  const third = Math.floor(memoriesMb.length / 3);
  const before = Math.min(...memoriesMb.slice(third, 2 * third));
  const after = Math.min(...memoriesMb.slice(2 * third));
  expect(after - before).toBeLessThan(60);
  expect(longestWaitMs).toBeLessThan(3_000);
  const range = {
    start: new Date(Date.now() - 3_600_000).toISOString(),
    end: new Date(Date.now() + 1_000).toISOString(),
  };
  const asked = { tags: ['plant/flood/*'], range, mode: 'recorded' } as const;
  const history = (await source.history?.(asked, AbortSignal.timeout(8_000))) ?? [];
  expect(history).toHaveLength(TAGS);
  for (const outcome of history) {
    expect(outcome.ok && outcome.readings.length).toBeLessThanOrEqual(KEPT * 1.1);
  }
  if (process.env['PLANTLINE_SHOW_FIGURES']) {
    const perSecond = Math.round((sent * 1_000) / FLOOD_MS);
    process.stdout.write(
      `${perSecond} messages a second; heap ${before.toFixed(0)} MB, then ${after.toFixed(0)} MB; longest wait ${longestWaitMs.toFixed(0)} ms\n`,
    );
  }
}, 60_000);
