import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '../bot/index.ts';
import { deriveKey, loadSecretKey } from '../lib/secret-key.ts';
import { createCliToken } from '../lib/http/cli-token.ts';
import { addressOf, isPlantline } from './probe.ts';
import { readDemoSettings } from './read-settings.ts';

/** Over the time the server itself may take. */
const GRACE_MS = 5000;

type Answer = { readonly messageId: string; readonly replies: readonly Reply[] };

/** Asks the Plantline that answers where the settings say; undefined when none does. */
export async function askRunning(
  message: { readonly from: string; readonly text: string },
  waitSeconds: number,
): Promise<Answer | undefined> {
  const config = readDemoSettings('error');
  const base = addressOf(config);
  if (!(await isPlantline(base))) return undefined;

  // Reading the key would make one where there is none, and no Plantline would know it.
  const hasKey = config.secretKey !== undefined || existsSync(join(config.dataDir, 'secret.key'));
  if (!hasKey) throw runsElsewhere(base);
  const token = await createCliToken(
    deriveKey(loadSecretKey(config.secretKey, config.dataDir), 'cli'),
    new Date(),
  );
  const response = await fetch(`${base}/api/v1/simulator/messages?wait=${waitSeconds}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(waitSeconds * 1000 + GRACE_MS),
  });
  const body = (await response.json()) as Answer & { error?: { code: string; message: string } };
  if (response.ok) return body;
  if (body.error?.code === 'auth.token_refused') {
    throw runsElsewhere(base);
  }
  throw new Error(body.error?.message ?? `Plantline answered with status ${response.status}.`);
}

function runsElsewhere(base: string): Error {
  return new Error(
    `The Plantline at ${base} runs on another data folder: name it with PLANTLINE_DATA_DIR.`,
  );
}
