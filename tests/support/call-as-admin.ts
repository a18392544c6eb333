import type { Config } from '../../src/config.ts';
import { createCliToken } from '../../src/lib/http/index.ts';
import { deriveKey, loadSecretKey } from '../../src/lib/secret-key.ts';

export type CallApi = (method: string, path: string, body?: object) => Promise<Response>;

/** Calls the API of a server as its own command line does: as an administrator, without a session. */
export function callAsAdmin(
  { secretKey, dataDir }: Config,
  address: string,
  clock: () => Date = () => new Date(),
): CallApi {
  const key = deriveKey(loadSecretKey(secretKey, dataDir), 'cli');
  return async (method, path, body) => {
    const token = await createCliToken(key, clock());
    return await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  };
}
