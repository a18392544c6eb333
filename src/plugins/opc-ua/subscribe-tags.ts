import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientSubscription, DataValue } from 'node-opcua-client';
import { AppError } from '#sdk';
import type { TagSelection, ValueOutcome } from '#sdk';
import { abortable } from './abortable.ts';
import { chunksOf } from './chunks-of.ts';
import { connectionLost, notFound } from './opc-ua.errors.ts';
import type { OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';
import { ATTRIBUTE } from './read-attributes.ts';
import type { SourceParts } from './source-parts.ts';
import type { Slot } from './tag-book.ts';
import { toReading } from './to-reading.ts';
import { toOpcUaError } from './to-opc-ua-error.ts';

/** Between tries to take a broken subscription up again. */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 30_000;
/** A wrong password is not tried every few seconds: a directory locks the account. */
const LOGIN_PAUSE_MS = 5 * 60_000;
/** Values that the server keeps for us between two deliveries; of more, the oldest are left out. */
const QUEUE_SIZE = 100;
/** Deliveries that may fail to come before the server, or we, hold the other for gone. */
const KEEP_ALIVE_COUNT = 5;
const LIFETIME_COUNT = 60;

type Tell = (outcome: ValueOutcome) => void;

/**
 * Tells the present value of each tag and every new one until the signal ends. When the connection breaks it is told once
 * for every tag, and taken up again with growing pauses.
 */
export async function subscribeTags(
  parts: SourceParts,
  selection: TagSelection,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  // After the end nothing is told, whatever is still on its way.
  const told: Tell = (outcome) => {
    if (!signal.aborted) tell(outcome);
  };
  let slots: readonly Slot[] = [];
  let pauseMs = FIRST_PAUSE_MS;
  let isBroken = false;
  const noteFirst = (): void => {
    isBroken = false;
    pauseMs = FIRST_PAUSE_MS;
  };
  while (!signal.aborted) {
    try {
      slots = await parts.book.resolve(selection, signal);
      for (const slot of slots) if (!slot.ok && !isBroken) told(slot);
      const tags = slots.flatMap((slot) => (slot.ok ? [slot.found] : []));
      if (tags.length === 0) return await untilAborted(signal);
      await parts.keeper.ask((open) => follow(parts, open, tags, told, noteFirst, signal), signal);
    } catch (error) {
      if (signal.aborted) return;
      const known = error instanceof AppError ? error : toOpcUaError(error);
      if (!isBroken) tellBroken(selection, slots, known, told);
      isBroken = true;
      const isLogin = known.kind === 'unauthenticated';
      parts.log.debug({ error: known }, 'A subscription broke and is taken up again');
      const waitMs = isLogin ? LOGIN_PAUSE_MS : pauseMs * (0.75 + Math.random() / 2);
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
      pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 2);
    }
  }
}

function tellBroken(
  { tags, elements = [] }: TagSelection,
  slots: readonly Slot[],
  error: AppError,
  tell: Tell,
): void {
  const names = slots.flatMap((slot) => (slot.ok ? [slot.found.tag.name] : []));
  const broken = names.length > 0 ? names : [...tags, ...elements];
  for (const name of broken) tell({ ok: false, name, error });
}

/** One subscription on one session; rejects when either ends before the signal. */
async function follow(
  { config, clock }: SourceParts,
  open: OpenSession,
  tags: readonly OpcUaTag[],
  tell: Tell,
  noteFirst: () => void,
  signal: AbortSignal,
): Promise<void> {
  const subscription = await open.session.createSubscription2({
    requestedPublishingInterval: config.publishingIntervalMs,
    requestedMaxKeepAliveCount: KEEP_ALIVE_COUNT,
    requestedLifetimeCount: LIFETIME_COUNT,
    maxNotificationsPerPublish: 10_000,
    publishingEnabled: true,
    priority: 1,
  });
  const broken = brokenOf(subscription, open);
  try {
    const onValue = (tag: OpcUaTag | undefined, value: DataValue): void => {
      if (!tag) return;
      noteFirst();
      const reading = toReading(value, tag, clock());
      tell(
        reading instanceof AppError
          ? { ok: false, name: tag.tag.name, error: reading }
          : { ok: true, tag: tag.tag, reading },
      );
    };
    for (const chunk of chunksOf(tags, open.limits.monitoredItems)) {
      signal.throwIfAborted();
      await monitor(open, subscription, chunk, config.publishingIntervalMs, onValue, tell);
    }
    await abortable(broken, signal);
  } finally {
    if (!open.isBroken()) await subscription.terminate().catch(() => undefined);
  }
}

async function monitor(
  { library }: OpenSession,
  subscription: ClientSubscription,
  tags: readonly OpcUaTag[],
  samplingInterval: number,
  onValue: (tag: OpcUaTag | undefined, value: DataValue) => void,
  tell: Tell,
): Promise<void> {
  const group = await subscription.monitorItems(
    tags.map(({ nodeId }) => ({ nodeId, attributeId: ATTRIBUTE.value })),
    { samplingInterval, queueSize: QUEUE_SIZE, discardOldest: true },
    library.TimestampsToReturn.Both,
  );
  group.on('changed', (_item, value, place) => onValue(tags[place], value));
  for (const [place, { statusCode }] of group.monitoredItems.entries()) {
    const tag = tags[place];
    if (!tag || !statusCode || statusCode.isGood()) continue;
    const error = statusCode.name.startsWith('BadNodeId')
      ? notFound(tag.tag.name)
      : toOpcUaError(new Error(statusCode.name));
    tell({ ok: false, name: tag.tag.name, error });
  }
}

async function brokenOf(subscription: ClientSubscription, open: OpenSession): Promise<never> {
  await Promise.race([
    open.ended,
    new Promise<void>((resolve) => {
      subscription.on('terminated', resolve);
      subscription.on('internal_error', () => resolve());
    }),
  ]);
  throw connectionLost();
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
