import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, openDatabase } from '../../src/db/index.ts';
import type { ServeStore } from '../support/serve-process.ts';
import type { Crowd } from './crowd.ts';
import { type Outcome, readOutcome } from './read-outcome.ts';

/** Without any step forward. */
const STUCK_AFTER_MS = 120_000;
const LOOK_EVERY_MS = 250;

/** Waits until all that was accepted is answered, and gives it; when nothing moves any more, as it is. */
export async function settledOutcome(
  store: ServeStore,
  engine: Engine,
  crowds: readonly Pick<Crowd, 'isHandedOver'>[],
): Promise<Outcome> {
  let sentBefore = -1;
  let endsAt = 0;
  for (;;) {
    if (engine !== 'sqlite') await endClaims(store);
    const handedOver = await Promise.all(crowds.map((crowd) => crowd.isHandedOver()));
    const outcome = await readOutcome(store);
    const isSettled =
      outcome.unreadEvents === 0 &&
      handedOver.every(Boolean) &&
      outcome.questions.every(
        ({ isProcessed, texts, pictures }) =>
          isProcessed && [...texts, ...pictures].every(({ status }) => status === 'sent'),
      );
    const sent = outcome.questions
      .flatMap(({ texts, pictures }) => [...texts, ...pictures])
      .filter(({ status }) => status === 'sent').length;
    if (sent !== sentBefore) endsAt = Date.now() + STUCK_AFTER_MS;
    sentBefore = sent;
    if (isSettled || Date.now() > endsAt) return outcome;
    await sleep(LOOK_EVERY_MS);
  }
}

/** As if time had passed: where several processes share a store, what a dead one was sending is free after a while. */
async function endClaims({ config }: ServeStore): Promise<void> {
  const db = await openDatabase(config.databaseUrl);
  await db.write((tx) =>
    tx
      .updateTable('outgoing_messages')
      .set({ claimed_until: new Date() })
      .where('status', '=', 'sending')
      .execute(),
  );
  await db.close();
}
