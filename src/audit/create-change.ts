import type { Clock } from '#sdk';
import { type Db, type Executor, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { auditNotWritten } from './audit.errors.ts';
import type { Audit } from './create-audit.ts';

/** What a change gives back, and what the log says of it. */
export type Changed<T> = {
  readonly result: T;
  /** `feature.happened`. */
  readonly action: string;
  /** Never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
};

/**
 * Makes a change and writes down who made it, in one transaction: what cannot be logged is not done. One change is
 * made at a time.
 *
 * @param work awaits nothing but queries; what it throws undoes everything
 */
export type Change = <T>(
  actor: Actor,
  work: (tx: Executor, at: Date) => Promise<Changed<T>>,
) => Promise<T>;

export function createChange({
  db,
  audit,
  clock,
  onChanged,
}: {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  /** Told of each change once it is durable. Must not throw. */
  readonly onChanged?: (changed: Omit<Changed<unknown>, 'result'>) => void;
}): Change {
  return async (actor, work) => {
    const at = clock();
    const { result, action, details } = await db.write(async (tx) => {
      // A change decides by what it has read, such as what an editor saw: on PostgreSQL two could read the same.
      await takeTurns(tx, 'change');
      const changed = await work(tx, at);
      const entry = { actor, action: changed.action, details: changed.details, at };
      await audit.record(tx, entry).catch((cause: unknown) => {
        throw auditNotWritten(cause);
      });
      return changed;
    });
    onChanged?.({ action, details });
    return result;
  };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Of two states of one thing only what differs, for the log, and what the thing is called: an id alone tells nobody
 * which one it was. `updatedAt` always differs and says nothing.
 */
export function changedFields(
  before: Fields,
  after: Fields,
): { readonly name?: string; readonly before: Fields; readonly after: Fields } {
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => name !== 'updatedAt' && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (fields: Fields): Fields =>
    Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
  const called = [after['name'], after['username'], after['phone']].find(
    (name) => typeof name === 'string',
  );
  return {
    ...(called !== undefined && { name: called }),
    before: pick(before),
    after: pick(after),
  };
}
