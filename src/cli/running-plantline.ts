import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deriveKey, loadSecretKey } from '../lib/secret-key.ts';
import { createCliToken } from '../lib/http/cli-token.ts';
import { addressOf, isPlantline } from './probe.ts';
import { readDemoSettings } from './read-settings.ts';

type Request = {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly timeoutMs: number;
};

/** The Plantline that runs on this machine and this data folder, as an administrator talks to it. */
export interface RunningPlantline {
  /**
   * Asks its API; `path` is what follows `/api/v1`.
   *
   * @throws Error in one plain line, when it refuses or runs on another data folder
   */
  call<T>(path: string, request: Request): Promise<T>;
  /** Where it is reached, such as `http://127.0.0.1:8002`. */
  readonly address: string;
  /** The header that lets somebody with this machine's key in; for a short time. */
  authorization(): Promise<string>;
}

/** The Plantline that answers where the settings say; undefined when none does. */
export async function findRunningPlantline(): Promise<RunningPlantline | undefined> {
  const config = readDemoSettings('error');
  const base = addressOf(config);
  if (!(await isPlantline(base))) return undefined;

  // Reading the key would make one where there is none, and no Plantline would know it.
  const hasKey = config.secretKey !== undefined || existsSync(join(config.dataDir, 'secret.key'));
  if (!hasKey) throw runsElsewhere(base);
  const key = deriveKey(loadSecretKey(config.secretKey, config.dataDir), 'cli');
  const authorization = async () => `Bearer ${await createCliToken(key, new Date())}`;
  return {
    address: base,
    authorization,
    async call<T>(path: string, { method = 'GET', body, timeoutMs }: Request): Promise<T> {
      const response = await fetch(`${base}/api/v1${path}`, {
        method,
        headers: {
          authorization: await authorization(),
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const answer = (await response.json()) as T & {
        error?: { code: string; message: string };
      };
      if (response.ok) return answer;
      if (answer.error?.code === 'auth.token_refused') throw runsElsewhere(base);
      throw new Error(
        answer.error?.message ?? `Plantline answered with status ${response.status}.`,
      );
    },
  };
}

function runsElsewhere(base: string): Error {
  return new Error(
    `The Plantline at ${base} runs on another data folder: name it with PLANTLINE_DATA_DIR.`,
  );
}
