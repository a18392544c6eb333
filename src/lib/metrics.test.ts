import { expect, onTestFinished, test } from 'vitest';
import { type OutboxDepth, createMetrics } from './metrics.ts';

function metricsOver(
  readOutbox = async (): Promise<OutboxDepth> => ({ byStatus: {}, oldestSeconds: null }),
) {
  const metrics = createMetrics(readOutbox);
  onTestFinished(() => metrics.close());
  return metrics;
}

test('messages, sources, sends and requests are counted by what became of them', async () => {
  const metrics = metricsOver();
  metrics.countMessage({ outcome: 'answered', ms: 40 });
  metrics.countMessage({ outcome: 'spam' });
  metrics.countSourceCall({ source: 'Plant PI', operation: 'read', ms: 12 });
  metrics.countSourceCall({ source: 'Plant PI', operation: 'read', ms: 9_000, error: new Error() });
  metrics.countSend({ transport: 'simulator', outcome: 'sent' });
  metrics.countSend({ transport: null, outcome: 'expired' });
  metrics.countHttp({ method: 'GET', route: '/api/v1/triggers/:id', status: 200, ms: 3 });
  metrics.countHttp({ method: 'BREW', route: undefined, status: 404, ms: 1 });
  const { text, type } = await metrics.render();
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
  for (const line of [
    'plantline_messages_total{outcome="answered"} 1',
    'plantline_messages_total{outcome="spam"} 1',
    'plantline_answer_seconds_bucket{le="0.05"} 1',
    'plantline_answer_seconds_count 1',
    'plantline_source_seconds_count{source="Plant PI",operation="read"} 2',
    'plantline_source_errors_total{source="Plant PI"} 1',
    'plantline_sends_total{transport="simulator",outcome="sent"} 1',
    'plantline_sends_total{transport="none",outcome="expired"} 1',
    'plantline_http_requests_total{method="GET",route="/api/v1/triggers/:id",status="200"} 1',
    'plantline_http_requests_total{method="other",route="none",status="404"} 1',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

test('the outbox is looked at when somebody asks, and its trouble hides nothing else', async () => {
  let depth: OutboxDepth | undefined = { byStatus: { pending: 3, failed: 1 }, oldestSeconds: 12.5 };
  const metrics = metricsOver(async () => {
    if (!depth) throw new Error('no store');
    return depth;
  });
  const { text } = await metrics.render();
  expect(text).toContain('plantline_outbox_depth{status="pending"} 3');
  expect(text).toContain('plantline_outbox_oldest_seconds 12.5');
  depth = undefined;
  const later = (await metrics.render()).text;
  expect(later).not.toContain('status="pending"');
  expect(later).toContain('process_cpu_seconds_total');
});

test('the event loop’s lag, processor time and memory are there', async () => {
  const { text } = await metricsOver().render();
  expect(text).toMatch(/^plantline_event_loop_lag_seconds\{quantile="0\.99"\} [\d.e-]+$/m);
  expect(text).toMatch(/^process_resident_memory_bytes [1-9]\d+$/m);
  expect(text).toMatch(/^process_start_time_seconds [1-9]\d{9}$/m);
  expect(text).toMatch(/^plantline_info\{version="[^"]+"\} 1$/m);
});

test('however many sources are named, the metrics stay of one size', async () => {
  const metrics = metricsOver();
  for (let index = 0; index < 5_000; index++) {
    metrics.countSourceCall({ source: `source ${index}`, operation: 'read', ms: 1 });
    metrics.countSend({ transport: `transport ${index}`, outcome: 'sent' });
  }
  const { text } = await metrics.render();
  expect(text).toContain('plantline_source_seconds_count{source="other",operation="read"} 4800');
  expect(text.split('\n').length).toBeLessThan(4_000);
});

test('two of them in one process do not know of each other', async () => {
  const one = metricsOver();
  const other = metricsOver();
  one.countMessage({ outcome: 'answered' });
  expect((await other.render()).text).not.toContain('outcome="answered"');
});

test('counting costs some microseconds at most', () => {
  const metrics = metricsOver();
  const startedAt = performance.now();
  for (let index = 0; index < 20_000; index++) {
    metrics.countMessage({ outcome: 'answered', ms: 5 });
    metrics.countHttp({ method: 'POST', route: '/api/v1/simulator/messages', status: 200, ms: 5 });
  }
  // Some twenty times what it takes here, so that only a real change of order fails.
  expect((performance.now() - startedAt) / 20_000).toBeLessThan(0.1);
});
