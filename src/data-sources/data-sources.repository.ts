import { randomUUID } from 'node:crypto';
import { type Selectable, type UpdateObject, sql } from 'kysely';
import {
  type ConnectionStatus,
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Schema,
  type TestStatus,
  bumpVersion,
  readPage,
} from '../db/index.ts';
import { sourceNotFound } from './data-sources.errors.ts';
import { deleteLastGoodOf } from './health/last-good-readings.repository.ts';

/** A configured connection as it is kept: the secret fields of `config` are encrypted here, always. */
export type StoredDataSource = {
  readonly id: string;
  readonly name: string;
  /** Kind of the plugin that opens it. */
  readonly plugin: string;
  readonly databaseType: string | null;
  readonly config: Readonly<Record<string, unknown>>;
  readonly active: boolean;
  readonly connectionStatus: ConnectionStatus;
  readonly lastTestedAt: Date | null;
  readonly testStatus: TestStatus | null;
  readonly testErrorMessage: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type DataSourceToStore = Pick<StoredDataSource, 'name' | 'plugin' | 'config'> & {
  /** Chosen by the caller when secrets must be bound to it before the row exists. */
  readonly id?: string;
  readonly databaseType?: string | null;
  readonly active?: boolean;
};

type Changeable = Pick<StoredDataSource, 'name' | 'plugin' | 'databaseType' | 'config' | 'active'>;
/** What is left out, or undefined, stays. */
export type DataSourceUpdate = {
  readonly [Field in keyof Changeable]?: Changeable[Field] | undefined;
};

/** How each source is connected, as it is written down. */
export async function listConnectionStatuses(
  db: Reader,
): Promise<ReadonlyMap<string, ConnectionStatus>> {
  const rows = await db.selectFrom('data_sources').select(['id', 'connection_status']).execute();
  return new Map(rows.map((row) => [row.id, row.connection_status]));
}

export type DataSourceFilter = {
  readonly plugin?: string | undefined;
  readonly active?: boolean | undefined;
};

export async function listDataSources(db: Reader): Promise<readonly StoredDataSource[]> {
  const rows = await db
    .selectFrom('data_sources')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toDataSource);
}

/** A page of sources, by name unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageDataSources(
  db: Reader,
  request: PageRequest,
  { plugin, active }: DataSourceFilter,
): Promise<Page<StoredDataSource>> {
  let query = db.selectFrom('data_sources').selectAll('data_sources');
  if (plugin !== undefined) query = query.where('plugin', '=', plugin);
  if (active !== undefined) query = query.where('active', '=', active);
  const page = await readPage(query, request, {
    id: 'data_sources.id',
    sorts: {
      name: { column: 'data_sources.name', kind: 'text' },
      plugin: { column: 'data_sources.plugin', kind: 'text' },
      lastTestedAt: { column: 'data_sources.last_tested_at', kind: 'instant' },
      createdAt: { column: 'data_sources.created_at', kind: 'instant' },
      updatedAt: { column: 'data_sources.updated_at', kind: 'instant' },
    },
    defaultSort: 'name',
    searched: ['data_sources.name', 'data_sources.plugin'],
  });
  return { ...page, items: page.items.map(toDataSource) };
}

export async function findDataSource(
  db: Reader,
  id: string,
): Promise<StoredDataSource | undefined> {
  const row = await db
    .selectFrom('data_sources')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toDataSource(row);
}

export async function insertDataSource(
  tx: Executor,
  source: DataSourceToStore,
  at: Date,
): Promise<StoredDataSource> {
  const row = await tx
    .insertInto('data_sources')
    .values({
      id: source.id ?? randomUUID(),
      name: source.name,
      plugin: source.plugin,
      database_type: source.databaseType ?? null,
      config: source.config,
      active: source.active ?? true,
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await bumpVersion(tx, 'data-sources');
  return toDataSource(row);
}

/** What a test said of the config before says nothing of a new one. */
const UNTESTED = {
  connection_status: 'unknown',
  last_tested_at: null,
  test_status: null,
  test_error_message: null,
} as const;

/** @throws AppError `data_sources.not_found` */
export async function updateDataSource(
  tx: Executor,
  id: string,
  { name, plugin, databaseType, config, active }: DataSourceUpdate,
  at: Date,
): Promise<StoredDataSource> {
  const source = await update(tx, id, {
    ...(name === undefined ? {} : { name }),
    ...(plugin === undefined ? {} : { plugin }),
    ...(databaseType === undefined ? {} : { database_type: databaseType }),
    ...(config === undefined ? {} : { config, ...UNTESTED }),
    ...(active === undefined ? {} : { active, ...switched(active, config !== undefined) }),
    updated_at: at,
  });
  // What it told before may be of another system.
  if (config !== undefined || plugin !== undefined) await deleteLastGoodOf(tx, id);
  await bumpVersion(tx, 'data-sources');
  return source;
}

type ChangedValues = UpdateObject<Schema, 'data_sources'>;

/** Switched off it is not connected; switched on, nothing is known of it yet. */
function switched(active: boolean, isReconfigured: boolean): ChangedValues {
  if (!active) return { connection_status: 'disconnected' };
  if (isReconfigured) return {};
  return {
    connection_status: sql<ConnectionStatus>`CASE WHEN active THEN connection_status ELSE 'unknown' END`,
  };
}

/**
 * Writes down how a test or the last question went. It is no change of the source, so an open connection stays.
 *
 * @throws AppError `data_sources.not_found`
 */
export async function recordDataSourceState(
  tx: Executor,
  id: string,
  state: {
    readonly connectionStatus: ConnectionStatus;
    readonly test?: { readonly status: TestStatus; readonly error: string | null };
  },
  at: Date,
): Promise<StoredDataSource> {
  return await update(tx, id, {
    connection_status: state.connectionStatus,
    ...(state.test
      ? {
          last_tested_at: at,
          test_status: state.test.status,
          test_error_message: state.test.error,
        }
      : {}),
  });
}

/**
 * Writes down that a source began or ceased to answer, with why; false when it was changed since it was opened, as
 * `changedAt` says.
 */
export async function recordConnection(
  tx: Executor,
  source: { readonly id: string; readonly changedAt: Date },
  { status, error }: { readonly status: 'connected' | 'error'; readonly error: string | null },
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('data_sources')
    .set({
      connection_status: status,
      last_tested_at: at,
      test_status: status === 'connected' ? 'success' : 'failed',
      test_error_message: error,
    })
    .where('id', '=', source.id)
    .where('updated_at', '=', source.changedAt)
    .where('active', '=', true)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Removes it; triggers that asked it stay and name no source. @throws AppError `data_sources.not_found` */
export async function deleteDataSource(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('data_sources')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw sourceNotFound(id);
  await bumpVersion(tx, 'data-sources');
  // Their rows changed by the foreign key.
  await bumpVersion(tx, 'triggers');
}

async function update(tx: Executor, id: string, values: ChangedValues): Promise<StoredDataSource> {
  const row = await tx
    .updateTable('data_sources')
    .set(values)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw sourceNotFound(id);
  return toDataSource(row);
}

function toDataSource(row: Selectable<Schema['data_sources']>): StoredDataSource {
  return {
    id: row.id,
    name: row.name,
    plugin: row.plugin,
    databaseType: row.database_type,
    config: row.config as Readonly<Record<string, unknown>>,
    active: row.active,
    connectionStatus: row.connection_status,
    lastTestedAt: row.last_tested_at,
    testStatus: row.test_status,
    testErrorMessage: row.test_error_message,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
