import type { Clock, ErrorKind } from '#sdk';
import type { Db, Reader } from '../../db/index.ts';
import { PRIORITY, enqueue } from '../../outbox/index.ts';
import { dueNotice } from './due-notice.ts';
import { SOURCE_NOTICE_TEXTS } from './source-notice-texts.ts';
import { type SourceTrouble, claimTelling } from './source-troubles.repository.ts';

/** Tells administrators by message that a source ceased to answer, and that it is back. */
export interface SourceNotices {
  /** Tells what is due of a trouble; of several processes one does. What cannot be told now is due later. */
  tell(trouble: SourceTrouble, name: string): Promise<void>;
}

export interface SourceNoticesDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly language: keyof typeof SOURCE_NOTICE_TEXTS;
  /** Whom to tell; empty for nobody. */
  readonly recipient: () => string;
  /** The way by which a message reaches somebody now; undefined while there is none. */
  readonly wayTo: (recipient: string) => string | undefined;
  /** How many triggers ask each source, by its id. */
  readonly countTriggersBySource: (db: Reader) => Promise<ReadonlyMap<string, number>>;
  readonly formatTime: (instant: Date, now: Date) => string;
  /** Told when something was put into the outbox. */
  readonly wakeDelivery: () => void;
}

export function createSourceNotices(deps: SourceNoticesDeps): SourceNotices {
  const { db, clock, formatTime } = deps;
  const texts = SOURCE_NOTICE_TEXTS[deps.language];

  async function textOf(trouble: SourceTrouble, name: string, now: Date): Promise<string> {
    const since = formatTime(trouble.failingSince, now);
    if (trouble.isOver) return texts.back(name, since);
    const counts = await deps.countTriggersBySource(db.read);
    const triggers = counts.get(trouble.sourceId) ?? 0;
    const kind = trouble.reasonKind as ErrorKind;
    return texts.gone({ name, since, triggers, kind, reason: trouble.reason });
  }

  return {
    async tell(trouble, name) {
      const now = clock();
      const due = dueNotice(trouble, now);
      const recipient = deps.recipient();
      const transport = due && recipient !== '' ? deps.wayTo(recipient) : undefined;
      if (transport === undefined) return;
      const text = await textOf(trouble, name, now);
      const isTold = await db.write(async (tx) => {
        if (!(await claimTelling(tx, trouble, now))) return false;
        const message = {
          recipient,
          text,
          type: 'notice',
          transport,
          priority: PRIORITY.alarm,
          idempotencyKey: `source:${trouble.sourceId}:${trouble.failingSince.getTime()}:${due}`,
        };
        await enqueue(tx, message, now);
        return true;
      });
      if (isTold) deps.wakeDelivery();
    },
  };
}
