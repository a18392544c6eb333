import { type RawBuilder, sql } from 'kysely';
import type { Clock, StoreChange, TransportStore } from '#sdk';
import { type Db, type Executor, type Reader, type ValueOf, prepareQuery } from '../db/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import type { Lease } from './create-lease.ts';
import { holdsLease } from './leases.repository.ts';
import { leaseLost } from './transports.errors.ts';

export interface TransportStoreDeps {
  readonly db: Db;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly transport: string;
  /** Who may write. */
  readonly lease: Pick<Lease, 'name' | 'holder'>;
}

/** Ids asked for, or removed, with one statement. */
const IDS_AT_ONCE = 500;

type EntryValues = {
  transport: string;
  kind: string;
  id: string;
  value: string;
  keepUntil: Date | null;
};

const putEntry = prepareQuery((db, value: ValueOf<EntryValues>) =>
  db
    .insertInto('transport_store')
    .values({
      transport: value('transport'),
      kind: value('kind'),
      id: value('id'),
      value: value('value'),
      keep_until: value('keepUntil'),
    })
    .onConflict((conflict) =>
      conflict.columns(['transport', 'kind', 'id']).doUpdateSet((row) => ({
        value: row.ref('excluded.value'),
        keep_until: row.ref('excluded.keep_until'),
      })),
    ),
);

const removeEntry = prepareQuery(
  (db, value: ValueOf<Pick<EntryValues, 'transport' | 'kind' | 'id'>>) =>
    db
      .deleteFrom('transport_store')
      .where('transport', '=', value('transport'))
      .where('kind', '=', value('kind'))
      .where('id', '=', value('id')),
);

/**
 * What a transport keeps, in our own tables: each value encrypted for its place, each write one transaction in which the
 * lease is checked too, so that a process that was overtaken writes nothing any more.
 */
export function createTransportStore(deps: TransportStoreDeps): TransportStore {
  const { db, secrets, clock, transport, lease } = deps;
  const contextOf = (kind: string, id: string): string => `${transport}.${kind}.${id}`;

  async function select(
    reader: Reader,
    kind: string,
    ids: readonly string[] | undefined,
  ): Promise<readonly (readonly [string, string])[]> {
    let query = reader
      .selectFrom('transport_store')
      .select(['id', 'value'])
      .where('transport', '=', transport)
      .where('kind', '=', kind)
      .where(notExpired(clock()));
    if (ids) query = query.where('id', 'in', ids);
    const rows = await query.execute();
    return rows.map(({ id, value }) => [id, secrets.decrypt(value, contextOf(kind, id))] as const);
  }

  async function fenced(work: (tx: Executor) => Promise<void>): Promise<void> {
    await db.write(async (tx) => {
      if (!(await holdsLease(tx, lease.name, lease.holder))) throw leaseLost(transport);
      await work(tx);
    });
  }

  async function apply(tx: Executor, change: StoreChange & { sealed?: string }): Promise<void> {
    const { kind, id, sealed, keepUntil = null } = change;
    if (sealed === undefined) await removeEntry(tx, { transport, kind, id });
    else await putEntry(tx, { transport, kind, id, value: sealed, keepUntil });
  }

  return {
    async read(kind, ids) {
      const found: (readonly [string, string])[] = [];
      for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
        found.push(...(await select(db.read, kind, ids.slice(at, at + IDS_AT_ONCE))));
      }
      return new Map(found);
    },
    list: async (kind) => new Map(await select(db.read, kind, undefined)),
    async write(changes) {
      if (changes.length === 0) return;
      // Encrypted before the transaction begins: nobody else's waits for it.
      const sealed = changes.map((change) =>
        change.value === null
          ? change
          : { ...change, sealed: secrets.encrypt(change.value, contextOf(change.kind, change.id)) },
      );
      await fenced(async (tx) => {
        for (const change of sealed) await apply(tx, change);
      });
    },
    async clear(kinds) {
      await fenced(async (tx) => {
        let query = tx.deleteFrom('transport_store').where('transport', '=', transport);
        if (kinds) query = query.where('kind', 'in', kinds);
        if (kinds?.length !== 0) await query.execute();
      });
    },
  };
}

/** Removes what nobody needs any more, of every transport; returns how many. */
export async function sweepTransportStore(tx: Executor, now: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('transport_store')
    .where('keep_until', '<=', now)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function notExpired(now: Date): RawBuilder<boolean> {
  return sql<boolean>`(keep_until IS NULL OR keep_until > ${now})`;
}
