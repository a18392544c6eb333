import type { Database as Sqlite } from 'better-sqlite3';
import type { Executor } from './db.ts';
import { databaseUnavailable } from './db.errors.ts';

/**
 * Works in one transaction at most. They run without letting the process do anything else, so this bounds how long
 * it is deaf: 64 works of a few statements each are some milliseconds.
 */
const MAX_WORKS = 64;
/** While every turn of the event loop brings more works, a commit waits for this many turns at most. */
const MORE_TURNS = 8;

type Work = {
  readonly run: (tx: Executor) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; error: unknown };

export type GroupedWrites = {
  write<T>(work: (tx: Executor) => Promise<T>): Promise<T>;
  /** Resolves when nothing is waiting or being written any more. */
  drain(): Promise<void>;
};

/**
 * Lets changes that arrive together share one commit, and so one fsync.
 *
 * Works collect while the event loop handles what has arrived; at its turn they run one after the other, each in a
 * savepoint, and are committed together. Nobody hears of success before that commit. While the disk is busy the next
 * group collects, and as long as more arrive it waits a little for them, so groups grow with the load by themselves and
 * a lone change waits for nobody.
 *
 * @param sqlite a connection that nothing else writes through
 * @param tx Kysely over that connection
 */
export function createGroupedWrites(sqlite: Sqlite, tx: Executor): GroupedWrites {
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  const rollback = sqlite.prepare('ROLLBACK');
  const savepoint = sqlite.prepare('SAVEPOINT work');
  const undo = sqlite.prepare('ROLLBACK TO work');
  const release = sqlite.prepare('RELEASE work');

  const waiting: Work[] = [];
  let isScheduled = false;
  let onIdle: (() => void)[] = [];

  function schedule(): void {
    isScheduled = true;
    collect(waiting.length, 0);
  }

  function collect(seen: number, turns: number): void {
    setImmediate(() => {
      const isGrowing = waiting.length > seen && waiting.length < MAX_WORKS;
      if (isGrowing && turns < MORE_TURNS) collect(waiting.length, turns + 1);
      else void writeGroup().then(continueOrRest);
    });
  }

  function continueOrRest(): void {
    if (waiting.length > 0) return schedule();
    isScheduled = false;
    const done = onIdle;
    onIdle = [];
    for (const resolve of done) resolve();
  }

  /** Never rejects: whatever happens is told to those who wait for it. */
  async function writeGroup(): Promise<void> {
    const works: Work[] = [];
    const outcomes: Outcome[] = [];
    try {
      begin.run();
      for (let work = waiting.shift(); work; work = next(works.length)) {
        works.push(work);
        outcomes.push(await attempt(work));
      }
      commit.run();
    } catch (error) {
      if (sqlite.inTransaction) rollback.run();
      const failure = databaseUnavailable(error);
      if (works.length === 0) works.push(...waiting.splice(0, MAX_WORKS));
      for (const work of works) work.reject(failure);
      return;
    }
    for (const [index, work] of works.entries()) tell(work, outcomes[index]);
  }

  function next(taken: number): Work | undefined {
    return taken < MAX_WORKS ? waiting.shift() : undefined;
  }

  async function attempt(work: Work): Promise<Outcome> {
    savepoint.run();
    try {
      const value = await work.run(tx);
      release.run();
      return { ok: true, value };
    } catch (error) {
      // A full disk or a broken file ends the whole transaction by itself: then nobody's change is kept.
      if (!sqlite.inTransaction) throw error;
      undo.run();
      release.run();
      return { ok: false, error };
    }
  }

  return {
    write<T>(run: (tx: Executor) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ run, resolve: resolve as Work['resolve'], reject });
        if (!isScheduled) schedule();
      });
    },
    drain() {
      return isScheduled ? new Promise((resolve) => onIdle.push(resolve)) : Promise.resolve();
    },
  };
}

function tell(work: Work, outcome: Outcome | undefined): void {
  if (outcome?.ok) work.resolve(outcome.value);
  else work.reject(outcome?.error);
}
