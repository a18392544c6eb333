import type { Executor, Reader } from '../db/index.ts';

/** What a transport is set up with; the secret fields of `config` are encrypted here, always. */
export type StoredTransport = {
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly active: boolean;
  readonly updatedAt: Date;
};

export async function listTransports(db: Reader): Promise<readonly StoredTransport[]> {
  const rows = await db.selectFrom('transports').selectAll().orderBy('kind').execute();
  return rows.map(toTransport);
}

export async function findTransport(
  db: Reader,
  kind: string,
): Promise<StoredTransport | undefined> {
  const row = await db
    .selectFrom('transports')
    .selectAll()
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row && toTransport(row);
}

export async function putTransport(
  tx: Executor,
  { kind, config, active }: Pick<StoredTransport, 'kind' | 'config' | 'active'>,
  at: Date,
): Promise<StoredTransport> {
  const row = await tx
    .insertInto('transports')
    .values({ kind, config, active, created_at: at, updated_at: at })
    .onConflict((conflict) =>
      conflict.column('kind').doUpdateSet({ config, active, updated_at: at }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toTransport(row);
}

function toTransport(row: {
  readonly kind: string;
  readonly config: unknown;
  readonly active: boolean;
  readonly updated_at: Date;
}): StoredTransport {
  return {
    kind: row.kind,
    config: row.config as StoredTransport['config'],
    active: row.active,
    updatedAt: row.updated_at,
  };
}
