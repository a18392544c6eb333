import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { configSchemaOf, secretFieldsOf, shownConfig } from '../src/lib/plugin-config/index.ts';
import { createLog } from '../src/lib/log.ts';
import { plugins } from '../src/plugins/index.ts';
import { type CallApi, callAsAdmin } from './support/call-as-admin.ts';
import { type RunningPlant, startPlantline } from './support/start-plantline.ts';

const MARKER = /m4rker/i;
/** Nothing listens there, and it is this machine: whoever connects is refused at once. */
const NOWHERE = { url: 'http://127.0.0.1:9/api', host: '127.0.0.1', port: 9 };

type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly secret?: boolean;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
};

/** A value that fits a schema, with a marker in every secret that is asked for. */
function sample(schema: Schema, path: string, wanted: string): unknown {
  const name = path.split('.').at(-1) ?? '';
  if (schema.secret) return marker(path);
  if (/url$/i.test(name) || schema.format === 'uri') return NOWHERE.url;
  if (name === 'host') return NOWHERE.host;
  if (name === 'port') return NOWHERE.port;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [variant] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (variant)
    return sample({ ...schema, anyOf: [], oneOf: [], allOf: [], ...variant }, path, wanted);
  if (schema.examples?.length) return schema.examples[0];
  if (schema.properties) {
    const entries = Object.entries(schema.properties).flatMap(([key, inner]) => {
      const place = path === '' ? key : `${path}.${key}`;
      const isWanted = wanted === place || wanted.startsWith(`${place}.`);
      const isNeeded = schema.required?.includes(key) && inner.default === undefined;
      return isWanted || isNeeded ? [[key, sample(inner, place, wanted)] as const] : [];
    });
    return Object.fromEntries(entries);
  }
  if (typeof schema.additionalProperties === 'object' && schema.additionalProperties !== null) {
    return wanted.startsWith(`${path}.*`)
      ? { named: sample(schema.additionalProperties, `${path}.*`, wanted) }
      : {};
  }
  if (schema.items) return [sample(schema.items, `${path}.*`, wanted)];
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 1;
  return schema.type === 'boolean' ? false : 'a';
}

function marker(path: string): string {
  return `X-M: m4rker-${path.replaceAll(/[^A-Za-z]/g, '')}`;
}

type Config = Record<string, unknown>;
type Plugin = (typeof plugins.dataSources)[number];

/** The settings of a plugin in which this secret is filled in, and which it takes. */
function configWith(plugin: Plugin, secret: string): Config {
  const schema = configSchemaOf(plugin) as Schema;
  const given = sample(schema, '', secret) as Config;
  // Which secret counts may hang on one choice or two, such as the kind of log-in.
  const choices = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const options = inner.enum ?? inner.anyOf?.flatMap((one) => one.enum ?? []) ?? [];
    return options.map((option) => ({ [key]: option }));
  });
  // And on what is needed only where something else is left out.
  const usual = Object.entries({ user: 'reader', host: NOWHERE.host, service: 'PLANT' });
  const more = Object.fromEntries(usual.filter(([key]) => schema.properties?.[key]));
  const candidates = [{}, more, ...choices, ...choices.map((choice) => ({ ...more, ...choice }))];
  const fitting = candidates
    .map((chosen) => completed(plugin, { ...given, ...chosen }))
    .find((config) => plugin.config.safeParse(config).success);
  if (!fitting) {
    const problem = JSON.stringify(plugin.config.safeParse({ ...given, ...more }).error?.issues);
    throw new Error(
      `Give the fields of ${plugin.kind} examples, so that they can be filled in: ${problem}`,
    );
  }
  return fitting;
}

/** With what the plugin says is missing, and its schema does not. */
function completed(plugin: Plugin, config: Config): Config {
  const { properties = {} } = configSchemaOf(plugin) as Schema;
  const missing = (plugin.config.safeParse(config).error?.issues ?? []).flatMap(({ path }) => {
    const key = String(path[0]);
    const field = properties[key];
    return field && config[key] === undefined ? [[key, sample(field, key, '')] as const] : [];
  });
  return { ...config, ...Object.fromEntries(missing) };
}

const cases = plugins.dataSources.flatMap((plugin) =>
  secretFieldsOf(plugin).map((secret) => [plugin.kind, secret, plugin] as const),
);

let plant: RunningPlant;
let call: CallApi;
let logged = '';
beforeAll(async () => {
  const log = createLog('trace', { write: (line) => void (logged += line) });
  plant = await startPlantline({ log, plant: await startPiWebApi({ port: 0 }) });
  call = callAsAdmin(plant.config, plant.app.address());
});
afterAll(async () => await plant.stop());

test('there are secrets to look for', () => {
  expect(cases.length).toBeGreaterThan(3);
});

describe.each(cases)('the secret of %s at %s', (kind, secret, plugin) => {
  test('is found in no answer, list, export, error, log or file', async () => {
    const config = configWith(plugin, secret);
    expect(JSON.stringify(config)).toMatch(MARKER);
    const seen: string[] = [];
    const api = async (method: string, path: string, body?: object) => {
      const response = await call(method, path, body);
      const text = await response.text();
      seen.push(text);
      return { status: response.status, text };
    };
    const name = `Source ${kind} ${secret}`;
    const made = await api('POST', '/data-sources', { name, plugin: kind, config });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    const { id, secretsSet } = JSON.parse(made.text) as { id: string; secretsSet: string[] };
    expect(secretsSet).not.toEqual([]);

    await api('GET', `/data-sources/${id}`);
    await api('GET', '/data-sources?limit=200');
    await api('GET', '/data-sources?format=csv');
    await api('GET', '/plugins');
    // What an editor sends back keeps the secret; a wrong field beside it is named, and nothing else.
    const shown = shownConfig(config, plugin);
    const kept = await api('PATCH', `/data-sources/${id}`, { config: shown });
    expect([kept.status, JSON.parse(kept.text)]).toMatchObject([200, { secretsSet }]);
    const wrong = await api('PATCH', `/data-sources/${id}`, { config: { ...config, nonsense: 1 } });
    expect(wrong.status).toBe(400);
    await api('POST', `/data-sources/${id}/test`);
    await api('GET', `/data-sources/${id}/values?tags=A`);
    await api('GET', `/data-sources/${id}/tables`);
    await api('GET', '/audit-logs?limit=200');
    await api('GET', '/audit-logs?format=csv');
    await api('GET', '/overview');
    await api('DELETE', `/data-sources/${id}`);
    await api('GET', '/audit-logs?limit=200');

    expect(seen.filter((text) => MARKER.test(text))).toEqual([]);
    expect(logged.split('\n').filter((line) => MARKER.test(line))).toEqual([]);
    const folder = plant.config.dataDir;
    for (const file of readdirSync(folder).filter((one) => one.startsWith('app.db'))) {
      expect(MARKER.test(readFileSync(join(folder, file), 'latin1'))).toBe(false);
    }
  });
});
