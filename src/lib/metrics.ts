import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { VERSION } from './version.ts';

/** What waits in the outbox. */
export type OutboxDepth = {
  readonly byStatus: Readonly<Record<string, number>>;
  /** Age of the oldest message that may be sent and is not; null when none waits. */
  readonly oldestSeconds: number | null;
};

/** What Plantline counts of itself. Counting touches memory only; what must be looked up is when somebody asks. */
export type Metrics = {
  /** @param ms from the message's arrival to its answer being written; absent when nobody waited for it */
  countMessage(message: { readonly outcome: string; readonly ms?: number | undefined }): void;
  countSourceCall(call: {
    readonly source: string;
    readonly operation: string;
    readonly ms: number;
    readonly error?: unknown;
  }): void;
  countSend(send: { readonly transport: string | null; readonly outcome: string }): void;
  countHttp(answer: {
    readonly method: string;
    readonly route: string | undefined;
    readonly status: number;
    readonly ms: number;
  }): void;
  /** Everything, as Prometheus reads it. */
  render(): Promise<{ readonly type: string; readonly text: string }>;
  close(): void;
};

const ANSWER_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const SOURCE_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const HTTP_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PUT']);
/** Names of a kind that are told apart; more than this are counted together. */
const NAMES_MAX = 200;
/** How finely the event loop is watched, which costs a wake-up each. */
const LOOP_RESOLUTION_MS = 20;

/** @param readOutbox asked once for each time somebody reads the metrics; when it fails, its numbers are left out */
export function createMetrics(readOutbox: () => Promise<OutboxDepth>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();

  const messages = new Counter({
    name: 'plantline_messages_total',
    help: 'Messages dealt with, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const answerSeconds = new Histogram({
    name: 'plantline_answer_seconds',
    help: 'From the arrival of a message to its answer in the outbox.',
    buckets: ANSWER_BUCKETS,
    registers,
  });
  const sourceSeconds = new Histogram({
    name: 'plantline_source_seconds',
    help: 'How long data sources took to answer.',
    labelNames: ['source', 'operation'],
    buckets: SOURCE_BUCKETS,
    registers,
  });
  const sourceErrors = new Counter({
    name: 'plantline_source_errors_total',
    help: 'Questions a data source did not answer.',
    labelNames: ['source'],
    registers,
  });
  const sends = new Counter({
    name: 'plantline_sends_total',
    help: 'Tries to send a message, by how they ended: pending is one that is tried again.',
    labelNames: ['transport', 'outcome'],
    registers,
  });
  const httpRequests = new Counter({
    name: 'plantline_http_requests_total',
    help: 'HTTP requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const httpSeconds = new Histogram({
    name: 'plantline_http_seconds',
    help: 'How long HTTP requests took; one that waits for an answer takes as long as that.',
    labelNames: ['method', 'route'],
    buckets: HTTP_BUCKETS,
    registers,
  });
  const outboxDepth = new Gauge({
    name: 'plantline_outbox_depth',
    help: 'Messages in the outbox that are not sent, by status.',
    labelNames: ['status'],
    registers,
  });
  const outboxOldest = new Gauge({
    name: 'plantline_outbox_oldest_seconds',
    help: 'Age of the oldest message that is due and not sent; 0 when none is.',
    registers,
  });
  const loopSeconds = new Gauge({
    name: 'plantline_event_loop_lag_seconds',
    help: 'How late the event loop was since the metrics were last read.',
    labelNames: ['quantile'],
    registers,
  });
  const ofProcess = createProcessMetrics(registers);
  const boundSource = createBound();
  const boundTransport = createBound();

  async function lookUp(): Promise<void> {
    ofProcess.lookUp();
    for (const [quantile, nanoseconds] of [
      ['0.5', loop.percentile(50)],
      ['0.99', loop.percentile(99)],
      ['1', loop.max],
    ] as const) {
      loopSeconds.set({ quantile }, Math.max(0, nanoseconds / 1e9 - LOOP_RESOLUTION_MS / 1e3));
    }
    loop.reset();
    outboxDepth.reset();
    outboxOldest.reset();
    const depth = await readOutbox().catch(() => undefined);
    if (!depth) return;
    for (const [status, count] of Object.entries(depth.byStatus))
      outboxDepth.set({ status }, count);
    outboxOldest.set(depth.oldestSeconds ?? 0);
  }

  return {
    countMessage({ outcome, ms }) {
      messages.inc({ outcome });
      if (ms !== undefined) answerSeconds.observe(ms / 1000);
    },
    countSourceCall({ source, operation, ms, error }) {
      const name = boundSource(source);
      sourceSeconds.observe({ source: name, operation }, ms / 1000);
      if (error !== undefined) sourceErrors.inc({ source: name });
    },
    countSend({ transport, outcome }) {
      sends.inc({ transport: boundTransport(transport ?? 'none'), outcome });
    },
    countHttp({ method, route = 'none', status, ms }) {
      const known = METHODS.has(method) ? method : 'other';
      httpRequests.inc({ method: known, route, status });
      httpSeconds.observe({ method: known, route }, ms / 1000);
    },
    async render() {
      await lookUp();
      return { type: registry.contentType, text: await registry.metrics() };
    },
    close: () => void loop.disable(),
  };
}

function createProcessMetrics(registers: Registry[]) {
  const cpu = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process.',
    registers,
  });
  const resident = new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process.',
    registers,
  });
  const heap = new Gauge({
    name: 'nodejs_heap_size_used_bytes',
    help: 'Memory of JavaScript objects.',
    registers,
  });
  const started = new Gauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, in seconds since 1970.',
    registers,
  });
  const version = new Gauge({
    name: 'plantline_info',
    help: 'The version that runs.',
    labelNames: ['version'],
    registers,
  });
  started.set(Math.round(performance.timeOrigin / 1000));
  version.set({ version: VERSION }, 1);
  let cpuSeconds = 0;
  return {
    lookUp() {
      const { user, system } = process.cpuUsage();
      const seconds = (user + system) / 1e6;
      cpu.inc(Math.max(0, seconds - cpuSeconds));
      cpuSeconds = seconds;
      const { rss, heapUsed } = process.memoryUsage();
      resident.set(rss);
      heap.set(heapUsed);
    },
  };
}

/** Names come from people: however many they give, the metrics stay of one size. */
function createBound(): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return name;
    if (known.size >= NAMES_MAX) return 'other';
    known.add(name);
    return name;
  };
}
