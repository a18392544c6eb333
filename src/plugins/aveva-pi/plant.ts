import type { AvevaPiConfig } from './aveva-pi.schema.ts';
import { createOnce } from './once.ts';
import { piConfig } from './pi-web-api/index.ts';
import type { PiDataServer, PiElement, PiWebApiClient } from './pi-web-api/index.ts';

/** Where this source's tags are: its PI Data Archive and its AF database, found when first needed. */
export interface Plant {
  dataServer(signal: AbortSignal): Promise<PiDataServer>;
  /** Its path is `\\AFSERVER\Database`. */
  assetDatabase(signal: AbortSignal): Promise<PiElement>;
  /** Where events are: the AF database that is named, else all there are; none without AF. */
  eventDatabases(signal: AbortSignal): Promise<readonly PiElement[]>;
}

/** A server or database that was set up anew has another WebID. */
const KEEP_MS = 60 * 60_000;
/** Each is asked at every question about events. */
const EVENT_DATABASES_MAX = 8;

export function createPlant(client: PiWebApiClient, config: AvevaPiConfig): Plant {
  return {
    dataServer: createOnce(KEEP_MS, async () =>
      chooseDataServer(await client.dataServers(), config),
    ),
    assetDatabase: createOnce(KEEP_MS, async () => {
      const servers = await client.assetServers();
      const server = chooseNamed(servers, config.assetServer, 'AF server', 'assetServer');
      const databases = await client.assetDatabases(server.webId);
      return chooseNamed(databases, config.assetDatabase, 'AF database', 'assetDatabase');
    }),
    eventDatabases: createOnce(KEEP_MS, async () => {
      const found = await client.assetServers();
      const { assetServer, assetDatabase } = config;
      const servers =
        assetServer === undefined
          ? found
          : [chooseNamed(found, assetServer, 'AF server', 'assetServer')];
      const lists = await Promise.all(servers.map(({ webId }) => client.assetDatabases(webId)));
      const databases = lists.flat();
      if (assetDatabase !== undefined) {
        return [chooseNamed(databases, assetDatabase, 'AF database', 'assetDatabase')];
      }
      if (databases.length > EVENT_DATABASES_MAX) {
        throw piConfig(
          `The PI Web API knows ${databases.length} AF databases: name the one with the events in this source.`,
          { field: 'assetDatabase' },
        );
      }
      return databases;
    }),
  };
}

/** @throws AppError `pi.config` when there is none of that name, none at all, or more than one and no name */
export function chooseDataServer(
  servers: readonly PiDataServer[],
  config: Pick<AvevaPiConfig, 'dataServer'>,
): PiDataServer {
  return chooseNamed(servers, config.dataServer, 'PI Data Archive', 'dataServer');
}

/** The one of that name in any case; without a name, the only one. */
function chooseNamed<T extends { readonly name: string }>(
  found: readonly T[],
  name: string | undefined,
  what: string,
  field: string,
): T {
  const names = found.map((each) => each.name).join(', ');
  if (name !== undefined) {
    const named = found.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (named) return named;
    throw piConfig(`The PI Web API knows no ${what} named ${name}. It knows: ${names || 'none'}.`, {
      field,
    });
  }
  const [only] = found;
  if (only && found.length === 1) return only;
  throw piConfig(
    only
      ? `The PI Web API knows more than one ${what}: name one of ${names} in this source.`
      : `The PI Web API shows no ${what} to this account. Ask the PI administrator for read access.`,
    { field },
  );
}
