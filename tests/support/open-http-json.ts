import type { DataSource, DataSourceTools, ParameterValue, Table } from '#sdk';
import { createOutbound } from '../../src/lib/outbound/index.ts';
import { HttpJsonConfig } from '../../src/plugins/http-json/http-json.schema.ts';
import { httpJson } from '../../src/plugins/http-json/index.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** An HTTP JSON source as Plantline would open it. */
export async function openHttpJson(
  config: Record<string, unknown>,
  tools: Partial<DataSourceTools> = {},
): Promise<DataSource> {
  return await httpJson.connect(HttpJsonConfig.parse(config), {
    log: silent,
    clock: () => new Date(),
    timeZone: 'Asia/Jakarta',
    outbound: createOutbound({ allowPrivate: true }),
    ...tools,
  });
}

/** Asks a query, as a trigger does. */
export async function askTable(
  source: DataSource,
  text: string,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  maxRows = 200,
): Promise<Table> {
  if (!source.query) throw new Error('it cannot be queried');
  const query = { text, parameters, maxRows, timeZone: 'Asia/Jakarta' };
  return await source.query(query, AbortSignal.timeout(9_000));
}
