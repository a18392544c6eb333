import type { Request } from 'tedious';
import type { SqlServerConnection } from './open-connection.ts';

/** What the driver tells of a column. */
export type Column = {
  readonly name: string;
  /** The driver’s own word, such as `DecimalN`. */
  readonly type: string;
  readonly precision: number;
  readonly scale: number;
  readonly sizeBytes: number;
};

export type Row = readonly unknown[];

type Told = {
  readonly colName: string;
  readonly type: { readonly name: string };
  readonly precision: number | undefined;
  readonly scale: number | undefined;
  readonly dataLength: number | undefined;
};

export type Answer = { readonly columns: readonly Column[] };

/**
 * Sends one statement with its parameters and hands out its rows as they come.
 *
 * @param prepare adds parameters to the request
 * @param onRow false stops the statement on the server; the connection is then of no more use
 * @throws what the driver says
 */
export async function ask(
  connection: SqlServerConnection,
  sql: string,
  prepare: (request: Request) => void,
  onRow: (row: Row, columns: readonly Column[]) => boolean,
): Promise<Answer> {
  const { tedious, client } = connection;
  let columns: readonly Column[] = [];
  let isStopped = false;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const request = new tedious.Request(sql, (error) => {
    if (error && !isStopped) reject(error);
    else resolve();
  });
  prepare(request);
  request.on('columnMetadata', (told: unknown) => {
    columns = (told as readonly Told[]).map(toColumn);
  });
  request.on('row', (told: unknown) => {
    if (isStopped) return;
    try {
      const row = (told as readonly { readonly value: unknown }[]).map(({ value }) => value);
      if (onRow(row, columns)) return;
      resolve();
    } catch (error) {
      reject(error);
    }
    isStopped = true;
    connection.isOpen = false;
    client.cancel();
  });
  await busily(connection, promise, () => client.execSql(request));
  return { columns };
}

/** One row of a statement of Plantline’s own, by the names of its columns. */
export async function askRows<T extends Record<string, unknown>>(
  connection: SqlServerConnection,
  sql: string,
): Promise<readonly T[]> {
  const rows: T[] = [];
  connection.received.begin();
  await ask(
    connection,
    sql,
    () => undefined,
    (row, columns) => {
      rows.push(Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])) as T);
      return true;
    },
  );
  return rows;
}

/** A transaction in which `work` runs and that is always rolled back: nothing stays, whatever was sent. */
export async function rolledBack<T>(
  connection: SqlServerConnection,
  work: () => Promise<T>,
): Promise<T> {
  const { client } = connection;
  const { READ_COMMITTED } = connection.tedious.ISOLATION_LEVEL;
  await change(connection, (done) => client.beginTransaction(done, '', READ_COMMITTED));
  let hasEnded = false;
  const onEnd = (): void => {
    hasEnded = true;
  };
  // A statement that failed took the transaction along; the server says so.
  client.once('rollbackTransaction', onEnd);
  try {
    return await work();
  } finally {
    client.off('rollbackTransaction', onEnd);
    if (connection.isOpen && !hasEnded) {
      await change(connection, (done) => client.rollbackTransaction(done));
    }
  }
}

async function change(
  connection: SqlServerConnection,
  start: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  await busily(connection, promise, () => start((error) => (error ? reject(error) : resolve())));
}

async function busily(
  connection: SqlServerConnection,
  promise: Promise<void>,
  start: () => void,
): Promise<void> {
  connection.isBusy = true;
  connection.idle = promise.then(
    () => undefined,
    () => undefined,
  );
  start();
  try {
    await promise;
  } finally {
    connection.isBusy = false;
  }
}

function toColumn({ colName, type, precision = 0, scale = 0, dataLength = 0 }: Told): Column {
  return { name: colName, type: type.name, precision, scale, sizeBytes: dataLength };
}
