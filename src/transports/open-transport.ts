import {
  AppError,
  type Clock,
  type DeliveryReport,
  type IncomingMessage,
  type IncomingReaction,
  type Logger,
  type Outbound,
  type Transport,
  type TransportPlugin,
  type TransportStatus,
  type TransportStore,
  type TransportTools,
  isRetryable,
} from '#sdk';
import type { Db } from '../db/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { createLease } from './create-lease.ts';
import { createTransportStore } from './create-transport-store.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
const CLOSE_WITHIN_MS = 10_000;

export interface OpenTransportDeps {
  readonly db: Db;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly log: Logger;
  readonly outbound: Outbound;
  readonly leaseMs?: number | undefined;
  readonly serverUrl?: string | undefined;
  readonly onMessage: (message: IncomingMessage) => Promise<void>;
  readonly onDelivery: (report: DeliveryReport) => Promise<void>;
  readonly onReaction: (reaction: IncomingReaction) => Promise<void>;
  readonly onCharge: TransportTools['onCharge'];
  /** Told whenever `current` or `status` may give something else. */
  readonly onChange: () => void;
}

/** A transport that somebody set up, kept connected for as long as that is so. */
export interface OpenTransport {
  /** The open one; undefined while it is not connected. */
  current(): Transport | undefined;
  status(): TransportStatus;
  /** What it keeps; written to by the one process that has the lease. */
  readonly store: TransportStore;
  /** Whether this process is the one that may use it. */
  isOurs(): boolean;
  close(): Promise<void>;
}

const CONNECTING: TransportStatus = {
  isReady: false,
  phase: 'connecting',
  detail: 'Plantline is connecting.',
};
const ELSEWHERE: TransportStatus = {
  isReady: false,
  phase: 'paused',
  reason: 'elsewhere',
  detail: 'Another Plantline process has this connection; this one takes over when that one ends.',
};

/**
 * Connects a transport, again and again where that fails, for as long as no other process does. Those that are always
 * on have no network that would mind two of them, so they need no lease.
 *
 * @param readConfig the config with its secrets readable; what it throws is shown, and tried again
 */
export function openTransport(
  plugin: TransportPlugin,
  readConfig: () => unknown,
  deps: OpenTransportDeps,
): OpenTransport {
  const { db, clock, log, onChange } = deps;
  const { kind } = plugin;
  const stop = new AbortController();
  const stopped = new Promise<undefined>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  let connected: Transport | undefined;
  let standing = CONNECTING;
  let holdsLease = plugin.isAlwaysOn === true;
  /** Wakes the loop: something ended, or is to end. */
  let wake = (): void => {};
  let isOvertaken = false;
  const lease = createLease({
    db,
    clock,
    log,
    name: `transport:${kind}`,
    leaseMs: deps.leaseMs,
    onLost() {
      log.warn({ transport: kind }, 'Another process has taken over this transport');
      isOvertaken = true;
      wake();
    },
  });
  const store = createTransportStore({ ...deps, transport: kind, lease });

  function stand(status: TransportStatus): void {
    standing = status;
    onChange();
  }

  async function connect(): Promise<void> {
    const { outbound, serverUrl, onMessage, onDelivery, onReaction, onCharge } = deps;
    const tools: TransportTools = {
      log,
      clock,
      store,
      outbound,
      serverUrl,
      onMessage,
      onDelivery,
      onReaction,
      onCharge,
      onStatus: onChange,
    };
    const connecting = plugin.connect(plugin.config.parse(readConfig()), tools);
    // One that takes for ever must not keep what closes it, or comes instead of it, waiting.
    const opened = await Promise.race([connecting, stopped]);
    if (opened === undefined) {
      void connecting.then(closeIt, () => undefined);
      return;
    }
    if (!stop.signal.aborted && !isOvertaken) {
      connected = opened;
      if (plugin.notice !== undefined) log.warn({ transport: kind }, plugin.notice);
      onChange();
      return;
    }
    await closeIt(opened);
  }

  async function closeIt(transport: Transport): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, CLOSE_WITHIN_MS);
    await Promise.race([
      transport
        .close()
        .catch((error: unknown) => log.warn({ error, transport: kind }, 'It could not be closed')),
      late.promise,
    ]);
    clearTimeout(timer);
  }

  async function holdLease(): Promise<boolean> {
    if (plugin.isAlwaysOn === true) return true;
    isOvertaken = false;
    holdsLease = await lease.take();
    if (!holdsLease && standing !== ELSEWHERE) stand(ELSEWHERE);
    return holdsLease;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stop.signal.aborted) {
      try {
        if (!(await holdLease())) {
          await rest(lease.leaseMs / 4);
          continue;
        }
        if (failures === 0) stand(CONNECTING);
        await connect();
        failures = 0;
        await rest(undefined);
      } catch (error) {
        failures += 1;
        log.error({ error, transport: kind }, 'A transport could not be connected');
        stand(statusOf(error));
        await rest(Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS));
      }
      await end();
    }
  }

  /** Until it is overtaken or closed, or the time is over. */
  async function rest(limitMs: number | undefined): Promise<void> {
    if (stop.signal.aborted || isOvertaken) return;
    await new Promise<void>((resolve) => {
      const timer = limitMs === undefined ? undefined : setTimeout(resolve, limitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = () => {};
  }

  async function end(): Promise<void> {
    const ending = connected;
    connected = undefined;
    if (isOvertaken) holdsLease = false;
    if (!ending) return;
    stand(isOvertaken ? ELSEWHERE : CONNECTING);
    await closeIt(ending);
  }

  const running = run();
  return {
    store,
    current: () => connected,
    status: () => connected?.status() ?? standing,
    isOurs: () => holdsLease,
    async close() {
      stop.abort();
      wake();
      await running;
      if (plugin.isAlwaysOn === true || !holdsLease) return;
      holdsLease = false;
      await lease
        .release()
        .catch((error: unknown) => log.warn({ error }, 'A lease could not be given back'));
    },
  };
}

/** What keeps it from being connected, in words; what only a person can put right is said to be so. */
function statusOf(error: unknown): TransportStatus {
  if (!(error instanceof AppError)) {
    return {
      isReady: false,
      phase: 'connecting',
      reason: 'connect_failed',
      detail: 'It could not be connected; the log says why. It is tried again.',
    };
  }
  const isForPerson =
    error.code === 'secrets.wrong_key' || (!isRetryable(error) && error.kind !== 'internal');
  return {
    isReady: false,
    phase: isForPerson ? 'stopped' : 'connecting',
    reason: error.code.replaceAll('.', '_'),
    detail: error.message,
    needsAdmin: isForPerson,
  };
}
