import type { DataSource, DataSourceTools, ParameterValue, Table } from '#sdk';
import { createOutbound } from '../../src/lib/outbound/index.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** What a SQL source of a test is opened with. */
export const SQL_TOOLS: DataSourceTools = {
  log: silent,
  clock: () => new Date(),
  timeZone: 'Asia/Jakarta',
  outbound: createOutbound({ allowPrivate: true }),
};

/** Asks a source in SQL, as a trigger does. */
export async function askSql(
  source: DataSource,
  text: string,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  { maxRows = 100, signal = AbortSignal.timeout(15_000) } = {},
): Promise<Table> {
  if (!source.query) throw new Error('it cannot be queried');
  return await source.query({ text, parameters, maxRows, timeZone: 'Asia/Jakarta' }, signal);
}

/** The first row, by the names of its columns. */
export function firstRow({ columns, rows }: Table): Record<string, unknown> {
  return Object.fromEntries(columns.map((column, i) => [column, rows[0]?.[i]]));
}
