import { parse } from 'yaml';
import type { Clock, Outbound } from '#sdk';
import { listAiModels, prepareModelConfig } from '../ai/index.ts';
import type { Change } from '../audit/index.ts';
import { listDataSources, prepareConfig } from '../data-sources/index.ts';
import type { Reader } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { listTransports, prepareTransport } from '../transports/index.ts';
import { applyChanges } from './apply-changes.ts';
import { type ConfiguredPlugins, type ConfiguredSection, configurableOf } from './configurables.ts';
import { configurationUnreadable, secretsMissing } from './configuration.errors.ts';
import { Configuration } from './configuration.schema.ts';
import { type PlannedChange, planChanges } from './plan-changes.ts';
import { readConfiguration } from './read-configuration.ts';
import { resolveReferences } from './secret-references.ts';

export type ConfigurationTools = {
  readonly plugins: ConfiguredPlugins;
  readonly secrets: SecretBox;
  /** Where the values of `{ $secret: NAME }` are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

type Given = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** @throws AppError `configuration.unreadable` */
export function parseConfiguration(text: string): Configuration {
  let written: unknown;
  try {
    written = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw configurationUnreadable(
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : '',
    );
  }
  const result = Configuration.safeParse(written);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') || 'the file';
  throw configurationUnreadable(`${where}: ${issue?.message ?? 'it does not fit'}`);
}

/**
 * What would have to be done so that the store is what the file says.
 *
 * @throws AppError `configuration.…`
 */
export async function diffConfiguration(
  db: Reader,
  wanted: Configuration,
  prune: boolean,
  tools: ConfigurationTools,
): Promise<{ readonly planned: readonly PlannedChange[]; readonly given: Given }> {
  const now = await readConfiguration(db, tools.plugins);
  const given = new Map<string, Readonly<Record<string, unknown>>>();
  const missing: string[] = [];
  const resolve = (
    section: ConfiguredSection,
    kind: string,
    rowId: string,
    config: Readonly<Record<string, unknown>>,
    stored: Readonly<Record<string, unknown>> | undefined,
  ) => {
    const plugin = configurableOf(tools.plugins, section, kind);
    if (!plugin) return { ...config };
    const owner = { plugin, rowId, stored };
    const resolved = resolveReferences(config, owner, tools.secrets, tools.environment);
    given.set(rowId, resolved.given);
    missing.push(...resolved.missing);
    return resolved.shown;
  };
  const sources = new Map((await listDataSources(db)).map((one) => [one.id, one.config]));
  const transports = new Map((await listTransports(db)).map((one) => [one.kind, one.config]));
  const models = new Map((await listAiModels(db)).map((one) => [one.id, one.config]));
  const comparable: Configuration = {
    ...wanted,
    dataSources: wanted.dataSources.map((one) => ({
      ...one,
      config: resolve('dataSources', one.plugin, one.id, one.config, sources.get(one.id)),
    })),
    transports: wanted.transports.map((one) => ({
      ...one,
      config: resolve('transports', one.kind, one.kind, one.config, transports.get(one.kind)),
    })),
    aiModels: wanted.aiModels.map((one) => ({
      ...one,
      config: resolve('aiModels', one.kind, one.id, one.config, models.get(one.id)),
    })),
  };
  if (missing.length > 0) throw secretsMissing([...new Set(missing)]);
  return { planned: planChanges(now, comparable, prune), given };
}

/**
 * Makes the store what the file says, in one transaction and with one entry in the audit log.
 *
 * @returns what was done; nothing when nothing differed
 * @throws AppError `configuration.…`, or what the API would say of a thing that does not fit
 */
export async function importConfiguration(
  change: Change,
  actor: Actor,
  wanted: Configuration,
  {
    prune,
    outbound,
    timeZone,
    ...tools
  }: ConfigurationTools & {
    readonly prune: boolean;
    readonly outbound: Outbound;
    readonly clock: Clock;
    readonly timeZone: string;
  },
): Promise<readonly PlannedChange[]> {
  return await change(actor, async (tx, at) => {
    const { planned, given } = await diffConfiguration(tx, wanted, prune, tools);
    const stored = new Map((await listDataSources(tx)).map((one) => [one.id, one.config]));
    const kept = new Map((await listTransports(tx)).map((one) => [one.kind, one.config]));
    const models = new Map((await listAiModels(tx)).map((one) => [one.id, one.config]));

    function prepared(section: ConfiguredSection, id: string) {
      const config = given.get(id) ?? {};
      if (section === 'dataSources') {
        const source = wanted.dataSources.find((one) => one.id === id);
        const { name, plugin } = source ?? { name: id, plugin: '' };
        const known = { plugins: tools.plugins.dataSources, secrets: tools.secrets, outbound };
        return prepareConfig(known, { id, name, plugin }, config, stored.get(id)).config;
      }
      if (section === 'aiModels') {
        const { kind = '' } = wanted.aiModels.find((one) => one.id === id) ?? {};
        const known = { secrets: tools.secrets, outbound };
        return prepareModelConfig(known, { id, kind }, config, models.get(id)).config;
      }
      const plugin = tools.plugins.transports.find(({ kind }) => kind === id);
      if (!plugin) throw configurationUnreadable(`there is no transport ${id}`);
      return prepareTransport(plugin, tools.secrets, config, kept.get(id)).config;
    }

    await applyChanges(tx, planned, { wanted, prepared, at, timeZone });
    const action = 'configuration.imported';
    return { result: planned, action, details: { prune, changes: planned } };
  });
}
