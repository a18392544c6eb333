import { isJsonObject, textField } from './json.ts';
import { piBadAnswer } from './pi.errors.ts';

/** What `/system` says of the server. */
export type PiSystem = { readonly productTitle: string; readonly productVersion: string };

/** A PI Data Archive. `serverTime` is ISO 8601 where the PI Web API tells it. */
export type PiDataServer = {
  readonly webId: string;
  readonly name: string;
  readonly isConnected: boolean;
  readonly serverTime: string;
};

/** An AF server, database or element: what has a WebID, a name and a path. */
export type PiElement = { readonly webId: string; readonly name: string; readonly path: string };

/** @throws AppError `pi.bad_answer` when it is not a PI Web API's */
export function toSystem(content: unknown): PiSystem {
  if (!isJsonObject(content)) throw piBadAnswer('it is not that of a PI Web API');
  return {
    productTitle: textField(content, 'ProductTitle'),
    productVersion: textField(content, 'ProductVersion'),
  };
}

export function toDataServer(value: unknown): PiDataServer | undefined {
  const server = toElement(value);
  if (!server || !isJsonObject(value)) return undefined;
  return {
    webId: server.webId,
    name: server.name,
    isConnected: value['IsConnected'] !== false,
    serverTime: textField(value, 'ServerTime'),
  };
}

/** Undefined when the object has no WebID or no name. */
export function toElement(value: unknown): PiElement | undefined {
  if (!isJsonObject(value)) return undefined;
  const webId = textField(value, 'WebId');
  const name = textField(value, 'Name');
  if (webId === '' || name === '') return undefined;
  return { webId, name, path: textField(value, 'Path') };
}
