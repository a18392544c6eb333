import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, openDatabase } from '../../src/db/index.ts';
import type { ServeStore } from '../support/serve-process.ts';
import type { Crowd } from './crowd.ts';
import { type Outcome, readOutcome } from './read-outcome.ts';

const SETTLE_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 250;

/** Waits until all that was accepted is answered, and gives it; after too long, as it is. */
export async function settledOutcome(
  store: ServeStore,
  engine: Engine,
  crowds: readonly Pick<Crowd, 'isHandedOver'>[],
): Promise<Outcome> {
  const endsAt = Date.now() + SETTLE_WITHIN_MS;
  for (;;) {
    if (engine !== 'sqlite') await endClaims(store);
    const handedOver = await Promise.all(crowds.map((crowd) => crowd.isHandedOver()));
    const outcome = await readOutcome(store);
    const isSettled =
      outcome.unreadEvents === 0 &&
      handedOver.every(Boolean) &&
      outcome.questions.every(
        ({ isProcessed, answers }) =>
          isProcessed && answers.every(({ status }) => status === 'sent'),
      );
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
