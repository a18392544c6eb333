import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError, Logger, Outbound } from '#sdk';
import { connectBroker } from './connect-broker.ts';
import type { OnMessage } from './connect-broker.ts';
import { closed, timedOut } from './mqtt.errors.ts';
import type { MqttConfig } from './mqtt.schema.ts';
import { filtersOf, subscribeFilters } from './subscribe-filters.ts';
import { toMqttError } from './to-mqtt-error.ts';

const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 30_000;
/** A wrong password is not tried every few seconds: a directory locks the account. */
const LOGIN_PAUSE_MS = 5 * 60_000;

/** The connection to the broker, held up in the background with growing pauses. */
export interface BrokerConnection {
  isUp(): boolean;
  /** When it was subscribed to what the source reads; undefined while it is not. In ms since 1970. */
  upSinceMs(): number | undefined;
  /** What came before may have changed unseen; -Infinity when nothing was missed yet. In ms since 1970. */
  confirmedSinceMs(): number;
  /** Why the last try failed. */
  failure(): AppError | undefined;
  /** Told when it comes and when it goes. */
  onTurn(listener: (isUp: boolean) => void): () => void;
  /**
   * Resolves once it is up; a try that is not due yet is made at once.
   *
   * @throws AppError why it could not be made, or `mqtt.timeout` once the signal is aborted
   */
  ready(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export type BrokerTools = {
  readonly outbound: Outbound;
  readonly log: Logger;
  readonly clock: () => Date;
};

export function createBrokerConnection(
  config: MqttConfig,
  { outbound, log, clock }: BrokerTools,
  onMessage: OnMessage,
): BrokerConnection {
  const closing = new AbortController();
  const listeners = new Set<(isUp: boolean) => void>();
  const waiting = new Set<(error?: AppError) => void>();
  let upSinceMs: number | undefined;
  let confirmedSinceMs = -Infinity;
  let wasUp = false;
  let failure: AppError | undefined;
  let wake: (() => void) | undefined;
  const done = holdUp();

  async function holdUp(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !closing.signal.aborted;) {
      const lasted = await holdOnce().catch((error: unknown) => {
        failure = toMqttError(error);
        return false;
      });
      if (closing.signal.aborted) break;
      pauseMs = lasted ? FIRST_PAUSE_MS : Math.min(MAX_PAUSE_MS, pauseMs * 2);
      if (failure) settle(failure);
      const isLogin = failure?.kind === 'unauthenticated';
      await pause(isLogin ? LOGIN_PAUSE_MS : pauseMs * (0.75 + Math.random() / 2), !isLogin);
    }
    settle(closed());
  }

  /** One connection, until it ends. True when it was up. */
  async function holdOnce(): Promise<boolean> {
    const soon = AbortSignal.any([closing.signal, AbortSignal.timeout(config.timeoutMs)]);
    const broker = await connectBroker(config, outbound, onMessage, soon);
    try {
      const { refused } = await Promise.race([
        subscribeFilters(broker.client, filtersOf(config), config.qos),
        broker.ended.then((reason) => {
          throw reason;
        }),
      ]);
      if (refused.length > 0) log.warn({ topics: refused }, 'The broker refused subscriptions');
      turnUp(broker.wasKept && config.qos > 0);
      const stop = new Promise<undefined>((resolve) => {
        closing.signal.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      const reason = await Promise.race([broker.ended, stop]);
      if (reason) failure = toMqttError(reason);
      return true;
    } finally {
      turnDown();
      await broker.close();
    }
  }

  function turnUp(missedNothing: boolean): void {
    upSinceMs = clock().getTime();
    if (wasUp && !missedNothing) confirmedSinceMs = upSinceMs;
    wasUp = true;
    failure = undefined;
    log.info({}, 'Subscribed at the MQTT broker');
    settle();
    for (const listener of listeners) listener(true);
  }

  function turnDown(): void {
    if (upSinceMs === undefined) return;
    upSinceMs = undefined;
    for (const listener of listeners) listener(false);
  }

  function settle(error?: AppError): void {
    const all = [...waiting];
    waiting.clear();
    for (const told of all) told(error);
  }

  async function pause(ms: number, canWake: boolean): Promise<void> {
    const woken = new AbortController();
    if (canWake) wake = () => woken.abort();
    const either = AbortSignal.any([woken.signal, closing.signal]);
    await sleep(ms, undefined, { signal: either, ref: false }).catch(() => undefined);
    wake = undefined;
  }

  return {
    isUp: () => upSinceMs !== undefined,
    upSinceMs: () => upSinceMs,
    confirmedSinceMs: () => confirmedSinceMs,
    failure: () => failure,
    onTurn(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async ready(signal) {
      if (closing.signal.aborted) throw closed();
      if (signal.aborted) throw timedOut();
      if (upSinceMs !== undefined) return;
      // Whose log-in was refused is not asked again for each question.
      if (failure?.kind === 'unauthenticated') throw failure;
      await new Promise<void>((resolve, reject) => {
        const told = (error?: AppError): void => {
          waiting.delete(told);
          signal.removeEventListener('abort', onAbort);
          if (error) reject(error);
          else resolve();
        };
        const onAbort = (): void => told(timedOut());
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.add(told);
        wake?.();
      });
    },
    async close() {
      closing.abort();
      await done;
    },
  };
}
