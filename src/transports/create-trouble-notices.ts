import type { Clock, Logger } from '#sdk';
import type { Audit } from '../audit/index.ts';
import type { Db, Executor } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import { PRIORITY, enqueue } from '../outbox/index.ts';
import type { ReachableState, Transports } from './create-transports.ts';
import { NOTICE_TEXTS } from './notice-texts.ts';

export interface TroubleNoticesDeps {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Logger;
  readonly language: keyof typeof NOTICE_TEXTS;
  /** Whom to tell; empty for nobody. */
  readonly recipient: () => string;
  /** Kinds that carry no message to a phone. */
  readonly isLocal: (kind: string) => boolean;
  readonly storeOf: (kind: string) => ReturnType<Transports['opened']>;
  /** Told when something was put into the outbox. */
  readonly wakeDelivery: () => void;
}

/** Tells about transports that need an administrator, once per trouble: in the log, the audit log, and by message. */
export interface TroubleNotices {
  /** To be called with how everything stands whenever that changed. Returns at once. */
  look(states: readonly ReachableState[]): void;
  /** The kind by which a message reaches somebody now; undefined while there is none. */
  wayTo(recipient: string, states: readonly ReachableState[]): string | undefined;
  /** Resolves when what was seen is written down. */
  settled(): Promise<void>;
}

interface Trouble {
  readonly id: string;
  readonly reason: string | null;
  /** Whether somebody was told by message. */
  isTold: boolean;
  isOver: boolean;
}

/** Where it is remembered, so that a restart tells nobody anew. */
const KIND = 'plantline.trouble';
const PLANTLINE = localActor('plantline');

export function createTroubleNotices(deps: TroubleNoticesDeps): TroubleNotices {
  const { db, audit, clock, log, language, isLocal } = deps;
  const texts = NOTICE_TEXTS[language];
  const troubles = new Map<string, Trouble>();
  let work: Promise<void> = Promise.resolve();

  async function lookAt(states: readonly ReachableState[]): Promise<void> {
    for (const state of states) {
      const known = troubles.get(state.kind);
      if (state.needsAdmin && (!known || known.reason !== state.reason)) await begin(state);
      else if (state.isReady) await finish(state);
      const now = troubles.get(state.kind);
      if (now && !now.isTold) await tell(state, now, states);
    }
  }

  async function begin(state: ReachableState): Promise<void> {
    const { kind, title, reason, detail } = state;
    const remembered = await recall(kind);
    if (remembered?.reason === reason) {
      troubles.set(kind, remembered);
      return;
    }
    const trouble: Trouble = {
      id: `${kind}:${clock().getTime()}`,
      reason,
      isTold: false,
      isOver: false,
    };
    troubles.set(kind, trouble);
    await remember(kind, trouble);
    log.error({ transport: kind, reason }, `${title} needs an administrator: ${detail}`);
    await write('transports.needs_admin', { id: kind, reason, detail });
  }

  async function finish({ kind, title }: ReachableState): Promise<void> {
    const trouble = troubles.get(kind) ?? (await recallOnce(kind));
    if (!trouble || trouble.isOver) return;
    trouble.isOver = true;
    // Who was not told of the trouble need not hear of its end.
    const wasTold = trouble.isTold;
    trouble.isTold = !wasTold;
    await remember(kind, undefined);
    log.info({ transport: kind }, `${title} is connected again`);
    await write('transports.ready_again', { id: kind, reason: trouble.reason });
    if (!wasTold) troubles.delete(kind);
  }

  const recalled = new Set<string>();
  /** Of a trouble of the process before this one that is over by now. */
  async function recallOnce(kind: string): Promise<Trouble | undefined> {
    if (recalled.has(kind)) return undefined;
    recalled.add(kind);
    const trouble = await recall(kind);
    if (trouble) troubles.set(kind, trouble);
    return trouble;
  }

  async function tell(
    { kind, title, detail }: ReachableState,
    trouble: Trouble,
    states: readonly ReachableState[],
  ): Promise<void> {
    const recipient = deps.recipient();
    const by = recipient === '' ? undefined : wayTo(recipient, states, kind);
    if (!by) return;
    const text = trouble.isOver ? texts.ready(title) : texts.trouble(title, detail);
    await db.write(async (tx: Executor) => {
      const message = {
        recipient,
        text,
        type: 'notice',
        transport: by,
        priority: PRIORITY.alarm,
        idempotencyKey: `trouble:${trouble.id}:${trouble.isOver ? 'over' : 'begun'}`,
      };
      await enqueue(tx, message, clock());
    });
    deps.wakeDelivery();
    trouble.isTold = true;
    if (trouble.isOver) troubles.delete(kind);
    else await remember(kind, trouble);
  }

  /** A transport that is ready, other than one in trouble; a chat without a network reaches no phone. */
  function wayTo(
    recipient: string,
    states: readonly ReachableState[],
    inTrouble?: string,
  ): string | undefined {
    const isPhone = /^\+\d/u.test(recipient);
    return states.find(
      ({ kind, isReady, canReach }) =>
        isReady && kind !== inTrouble && !(isPhone && isLocal(kind)) && canReach(recipient),
    )?.kind;
  }

  async function write(action: string, details: Readonly<Record<string, unknown>>): Promise<void> {
    const at = clock();
    await db.write(async (tx) => await audit.record(tx, { actor: PLANTLINE, action, details, at }));
  }

  async function recall(kind: string): Promise<Trouble | undefined> {
    const found = await deps
      .storeOf(kind)
      ?.store.read(KIND, ['now'])
      .catch(() => undefined);
    const text = found?.get('now');
    return text === undefined ? undefined : (JSON.parse(text) as Trouble);
  }

  async function remember(kind: string, trouble: Trouble | undefined): Promise<void> {
    const value = trouble ? JSON.stringify(trouble) : null;
    // What cannot be remembered is told once more after a restart.
    await deps
      .storeOf(kind)
      ?.store.write([{ kind: KIND, id: 'now', value }])
      .catch((error: unknown) => log.debug({ error }, 'A trouble could not be remembered'));
  }

  return {
    look(states) {
      work = work
        .then(() => lookAt(states))
        .catch((error: unknown) => log.error({ error }, 'A trouble could not be told'));
    },
    wayTo: (recipient, states) => wayTo(recipient, states),
    settled: async () => await work,
  };
}
