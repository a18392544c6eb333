import { createHash } from 'node:crypto';
import { AppError } from '#sdk';
import type { StoredDataSource } from '../data-sources/index.ts';
import type { Report } from './create-report.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { readGatewayUrl } from './read-gateway-url.ts';
import { readJson, textOf } from './read-json.ts';
import { sqlConfigOf, sqlKindOf } from './read-sql-connection.ts';

type Config = Readonly<Record<string, unknown>>;

/** What the triggers of a connection are asked from now on. */
export type TargetSource =
  | {
      readonly kind: 'gateway';
      readonly id: string;
      /** Of the connection: the predecessor had one tag for each. */
      readonly defaultTag: string | undefined;
      /** Tells the source of a tag that is asked there. */
      readonly addTag: (tag: string) => void;
    }
  | { readonly kind: 'sql'; readonly id: string; readonly plugin: string };

export type SourceToBring = {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly databaseType: string | null;
  /** Its secrets encrypted. */
  readonly config: Config;
  readonly active: boolean;
  readonly createdAt: Date;
};

export type SourcePlan = {
  /** By the predecessor's id; undefined for a connection that was refused, or is not there. */
  find(legacyId: string | undefined): TargetSource | undefined;
  /** The source of a gateway that a trigger names by its address. */
  gatewayAt(base: string): Extract<TargetSource, { kind: 'gateway' }>;
  /** What is to be written, once all triggers are known; every row is reported then. */
  finish(): readonly SourceToBring[];
};

export type SourcePlanDeps = {
  readonly report: Report;
  readonly stored: readonly StoredDataSource[];
  /** The plant's zone: its gateway and its databases write local times. */
  readonly timeZone: string;
  readonly now: Date;
  /** Field names of a plugin's config; undefined when this build has no such plugin. */
  readonly fieldsOf: (plugin: string) => readonly string[] | undefined;
  /** Checks a config and encrypts its secrets. @throws AppError that says what does not fit */
  readonly prepare: (
    source: { readonly id: string; readonly name: string; readonly plugin: string },
    config: Config,
  ) => Config;
};

type Connection = {
  readonly row: LegacyRow;
  readonly id: string;
  readonly name: string | undefined;
  readonly config: Config;
  readonly createdAt: Date | null;
};

type Gateway = {
  readonly base: string;
  readonly members: Connection[];
  readonly tags: Map<string, string>;
};

const NAME_CHARACTERS = 100;

/**
 * Decides what each connection becomes. Connections to one PI gateway, which the predecessor needed one of for every
 * tag, become one source; databases stay what they are; what cannot be asked any more is refused.
 */
export function planSources(rows: readonly LegacyRow[], deps: SourcePlanDeps): SourcePlan {
  const { report, stored, now } = deps;
  const gateways = new Map<string, Gateway>();
  const found = new Map<string, TargetSource>();
  const ready: SourceToBring[] = [];

  function say(
    connection: Connection,
    outcome: Parameters<Report['row']>[0]['outcome'],
    ...notes: string[]
  ) {
    const { id, name } = connection;
    report.row({ table: 'data_sources', id, name, outcome, notes });
  }

  function gatewayOf(base: string): Gateway {
    const known = gateways.get(base) ?? { base, members: [], tags: new Map() };
    gateways.set(base, known);
    return known;
  }

  function targetOf(gateway: Gateway, defaultTag: string | undefined) {
    return {
      kind: 'gateway',
      id: gatewayId(gateway, stored),
      defaultTag,
      addTag: (tag: string) => keepTag(gateway, tag),
    } as const;
  }

  const connections = rows.map(toConnection).toSorted(byAge);
  const gatewayConnections: {
    connection: Connection;
    gateway: Gateway;
    tag: string | undefined;
  }[] = [];
  for (const connection of connections) {
    const { plugin } = connection.row;
    if (plugin === 'aveva-pi') {
      const place = gatewayPlace(connection.config);
      if (!place) {
        say(connection, 'refused', 'Its address cannot be read. Make this data source by hand.');
        continue;
      }
      const gateway = gatewayOf(place.base);
      gateway.members.push(connection);
      if (place.tag) keepTag(gateway, place.tag);
      gatewayConnections.push({ connection, gateway, tag: place.tag });
    } else if (plugin === 'AI' || connection.id === 'ai-connection') {
      say(
        connection,
        'refused',
        'Plantline cannot ask this AI endpoint yet. Its key was not copied; import again once it can.',
      );
    } else {
      planDatabase(connection);
    }
  }
  // The oldest of a gateway's connections gives it its id, so all must be known first.
  for (const { connection, gateway, tag } of gatewayConnections) {
    found.set(connection.id, targetOf(gateway, tag));
  }

  function planDatabase(connection: Connection): void {
    const { id, row, config } = connection;
    const plugin = sqlKindOf(row, config);
    const fields = plugin && deps.fieldsOf(plugin);
    if (!plugin || !fields) {
      say(
        connection,
        'refused',
        `Plantline has no kind of data source for "${textOf(row['database_type']) ?? textOf(row['plugin']) ?? ''}".`,
      );
      return;
    }
    if (stored.some((one) => one.id === id)) {
      found.set(id, { kind: 'sql', id, plugin });
      say(connection, 'alreadyHere');
      return;
    }
    const name = connection.name ?? plugin;
    const { config: wanted, notes } = sqlConfigOf(plugin, config, fields, deps.timeZone);
    try {
      ready.push({
        id,
        name,
        plugin,
        databaseType: plugin,
        config: deps.prepare({ id, name, plugin }, wanted),
        active: isOn(row),
        createdAt: connection.createdAt ?? now,
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      say(connection, 'refused', error.message);
      return;
    }
    found.set(id, { kind: 'sql', id, plugin });
    say(connection, notes.length > 0 ? 'changed' : 'brought', ...notes);
  }

  function bringGateway(gateway: Gateway, name: string): void {
    const id = gatewayId(gateway, stored);
    const [oldest, ...others] = gateway.members;
    const here = stored.find((one) => one.id === id);
    if (here) {
      const isOurs = gateway.members.some((member) => member.id === id);
      for (const member of gateway.members) {
        if (isOurs) say(member, 'alreadyHere');
        else say(member, 'merged', `Plantline asks this gateway already, as "${here.name}".`);
      }
      return;
    }
    const defaultTag = gateway.tags.values().next().value;
    const config = {
      mode: 'gateway',
      baseUrl: gateway.base,
      timeZone: deps.timeZone,
      ...(defaultTag && { defaultTag }),
      tags: [...gateway.tags.values()].map((tag) => ({ name: tag })),
    };
    try {
      const plugin = 'aveva-pi';
      ready.push({
        id,
        name,
        plugin,
        databaseType: null,
        config: deps.prepare({ id, name, plugin }, config),
        active: gateway.members.length === 0 || gateway.members.some(({ row }) => isOn(row)),
        createdAt: oldest?.createdAt ?? now,
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      for (const member of gateway.members) say(member, 'refused', error.message);
      if (gateway.members.length === 0)
        report.note(
          `A PI gateway that triggers name by its address was not made: ${error.message}`,
        );
      return;
    }
    const notes = [
      ...(others.length > 0
        ? [`Is the data source "${name}" now, with ${gateway.tags.size} tags.`]
        : []),
      ...(gateway.base.startsWith('https:')
        ? [
            'Its certificate is verified now; name its authority in the data source if the test fails.',
          ]
        : []),
    ];
    if (oldest) say(oldest, notes.length > 0 ? 'changed' : 'brought', ...notes);
    else
      report.note(
        `The data source "${name}" was made for triggers that name a PI gateway by its address.`,
      );
    for (const other of others) {
      say(other, 'merged', `Asks the same gateway, and is part of the data source "${name}" now.`);
    }
  }

  return {
    find: (legacyId) => (legacyId === undefined ? undefined : found.get(legacyId)),
    gatewayAt: (base) => targetOf(gatewayOf(base), undefined),
    finish() {
      const names = new Set<string>();
      for (const gateway of gateways.values()) {
        const [only, ...more] = gateway.members;
        const name = (more.length === 0 ? only?.name : undefined) ?? freeName(names);
        names.add(name);
        bringGateway(gateway, name);
      }
      return ready;
    },
  };
}

function toConnection(row: LegacyRow): Connection {
  return {
    row,
    id: textOf(row['id']) ?? '',
    name: textOf(row['name'])?.slice(0, NAME_CHARACTERS),
    config: readJson(row['config']) ?? {},
    createdAt: legacyInstant(row['created_at']),
  };
}

function byAge(a: Connection, b: Connection): number {
  return (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1);
}

/** Only scheme, host and port of a connection's address were ever used. */
function gatewayPlace(
  config: Config,
): { readonly base: string; readonly tag: string | undefined } | undefined {
  const address = textOf(config['url']) ?? textOf(config['endpoint']);
  const host = textOf(config['host']);
  const built =
    host && `${textOf(config['protocol']) ?? 'http'}://${host}:${textOf(config['port']) ?? '6066'}`;
  const url = URL.parse(address ?? built ?? '');
  if (!url || !/^https?:$/u.test(url.protocol)) return undefined;
  return { base: url.origin, tag: textOf(config['defaultTag']) ?? readGatewayUrl(url.href)?.tag };
}

/** That of a source which asks this gateway already, else of the oldest connection, else made of the address. */
function gatewayId({ base, members }: Gateway, stored: readonly StoredDataSource[]): string {
  const here = stored.find(
    ({ plugin, config }) =>
      plugin === 'aveva-pi' &&
      config['mode'] === 'gateway' &&
      URL.parse(textOf(config['baseUrl']) ?? '')?.origin === base,
  );
  const made = `gateway-${createHash('sha256').update(base).digest('hex').slice(0, 12)}`;
  return here?.id ?? members[0]?.id ?? made;
}

function keepTag({ tags }: Gateway, tag: string): void {
  const key = tag.toLowerCase();
  if (!tags.has(key)) tags.set(key, tag);
}

/** Never the address: the name is shown in replies. */
function freeName(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'PI gateway' : `PI gateway ${number}`;
    if (!taken.has(name)) return name;
  }
}

function isOn({ active }: LegacyRow): boolean {
  return active !== 0;
}
