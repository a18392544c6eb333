import { AppError } from '#sdk';
import type { CheckStep, Clock } from '#sdk';
import type { AvevaPiConfig } from './aveva-pi.schema.ts';
import { chooseDataServer } from './plant.ts';
import {
  isAboutCaFile,
  isJsonObject,
  piNoValue,
  piNotFound,
  piNothingReadable,
  piWrongAddress,
  textField,
} from './pi-web-api/index.ts';
import type { PiDataServer, PiPoint, PiWebApiClient } from './pi-web-api/index.ts';
import { pointTag } from './to-tag.ts';
import { toReading } from './to-reading.ts';

/** Ages and "since" in replies are wrong by the difference of the clocks. */
const NOTABLE_SKEW_MS = 30_000;
const MAX_SKEW_MS = 5 * 60_000;

/** Which step an error of the first request is about; any other is about reaching the server. */
const STEP_OF: Readonly<Record<string, CheckStep['name']>> = {
  'pi.tls': 'tls',
  'pi.unauthorized': 'login',
  'pi.kerberos_missing': 'login',
  'pi.kerberos_failed': 'login',
  'pi.forbidden': 'permission',
};

/**
 * Goes from the network to a value, step by step: reach, tls, login, permission, clock, read. Ends at the first that
 * fails. Never throws.
 */
export async function checkWebApi(
  client: PiWebApiClient,
  config: AvevaPiConfig,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  let current: CheckStep['name'] = 'reach';
  const pass = (name: CheckStep['name'], message: string): void => {
    steps.push({ name, ok: true, message });
  };
  try {
    const { product, skewMs } = await reach(client, clock, signal);
    pass('reach', `${product} answers.`);
    pass('tls', tlsMessage(config));
    pass('login', await loginMessage(client, signal));
    current = 'permission';
    const server = chooseDataServer(await client.dataServers({ signal }), config);
    const point = await findReadablePoint(client, server, config, signal);
    pass('permission', `The account may see the points of ${server.name}.`);
    current = 'clock';
    steps.push(clockStep(skewOf(server, clock) ?? skewMs));
    if (steps.at(-1)?.ok === false) return steps;
    current = 'read';
    pass('read', await readMessage(client, point, signal));
  } catch (error) {
    if (!(error instanceof AppError)) {
      return [...steps, { name: current, ok: false, message: 'The check itself failed.' }];
    }
    // Without the file nothing was sent, so nothing is known of the server.
    if (isAboutCaFile(error)) return [...steps, { name: 'tls', ok: false, message: error.message }];
    const name = current === 'reach' ? (STEP_OF[error.code] ?? current) : current;
    return [...before(name, steps, config), { name, ok: false, message: error.message }];
  }
  return steps;
}

/** What the failure of the first request proves to have worked before it. */
function before(
  name: CheckStep['name'],
  steps: readonly CheckStep[],
  config: AvevaPiConfig,
): readonly CheckStep[] {
  if (steps.length > 0 || name === 'reach') return steps;
  const passed: CheckStep[] = [{ name: 'reach', ok: true, message: 'The server answers.' }];
  if (name === 'tls') return passed;
  passed.push({ name: 'tls', ok: true, message: tlsMessage(config) });
  if (name === 'login') return passed;
  return [...passed, { name: 'login', ok: true, message: 'The log-in was accepted.' }];
}

async function reach(
  client: PiWebApiClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ product: string; skewMs: number | undefined }> {
  const sentMs = clock().getTime();
  const answer = await client.getAnswer('/system', {}, { signal }).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'pi.not_found') throw error;
    throw piWrongAddress(error);
  });
  const system = isJsonObject(answer.content) ? answer.content : {};
  const title = textField(system, 'ProductTitle') || 'PI Web API';
  const product = `${title} ${textField(system, 'ProductVersion')}`.trim();
  const serverMs = Date.parse(answer.headers.date ?? '');
  const middleMs = (sentMs + clock().getTime()) / 2;
  return { product, skewMs: Number.isNaN(serverMs) ? undefined : serverMs - middleMs };
}

function tlsMessage({ baseUrl, insecureSkipTlsVerify }: AvevaPiConfig): string {
  if (baseUrl.startsWith('http:')) {
    return 'The connection is not encrypted: the password can be read on the way. Prefer https.';
  }
  return insecureSkipTlsVerify
    ? 'Encrypted, but the certificate is not verified, as this source asks.'
    : 'The certificate is valid.';
}

async function loginMessage(client: PiWebApiClient, signal: AbortSignal): Promise<string> {
  try {
    const user = await client.get('/system/userinfo', {}, { signal });
    const name = isJsonObject(user) ? textField(user, 'Name') : '';
    return name === '' ? 'The log-in was accepted.' : `Logged in as ${name}.`;
  } catch (error) {
    // Who one is is worth knowing and not worth failing for: old servers do not tell.
    if (error instanceof AppError && error.kind !== 'timeout') return 'The log-in was accepted.';
    throw error;
  }
}

async function findReadablePoint(
  client: PiWebApiClient,
  server: PiDataServer,
  { defaultTag }: AvevaPiConfig,
  signal: AbortSignal,
): Promise<PiPoint> {
  if (defaultTag) {
    const [lookup] = await client.pointsMultiple([`\\\\${server.name}\\${defaultTag}`], { signal });
    if (lookup?.ok) return lookup.found;
    throw lookup?.error ?? piNotFound(defaultTag);
  }
  for await (const [point] of client.pointPages(server.webId, { pageSize: 1 }, { signal })) {
    if (point) return point;
  }
  throw piNothingReadable();
}

/** The Data Archive's own clock stamps the values, so it is the one to compare with where the server tells it. */
function skewOf({ serverTime }: PiDataServer, clock: Clock): number | undefined {
  const serverMs = Date.parse(serverTime);
  return Number.isNaN(serverMs) ? undefined : serverMs - clock().getTime();
}

function clockStep(skewMs: number | undefined): CheckStep {
  if (skewMs === undefined) {
    return { name: 'clock', ok: true, message: 'The server does not tell its time.' };
  }
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const ahead = skewMs > 0 ? 'ahead of' : 'behind';
  const ok = Math.abs(skewMs) <= MAX_SKEW_MS;
  if (Math.abs(skewMs) <= NOTABLE_SKEW_MS) {
    return { name: 'clock', ok, message: 'The clocks agree.' };
  }
  const message = `PI’s clock is ${seconds} s ${ahead} this machine’s: ages in replies are wrong by as much. Set both by NTP.`;
  return { name: 'clock', ok, message };
}

async function readMessage(
  client: PiWebApiClient,
  point: PiPoint,
  signal: AbortSignal,
): Promise<string> {
  const [outcome] = await client.streamSetValue([point.webId], {}, { signal });
  if (!outcome?.ok) throw outcome?.error ?? piNotFound(point.name);
  const timed = outcome.stream.Value;
  const reading = isJsonObject(timed) ? toReading(timed, pointTag(point)) : undefined;
  if (!reading) throw piNoValue(point.name);
  if (reading.value === null)
    return `${point.name} was read: ${reading.state?.name ?? 'bad value'}.`;
  return `${point.name} was read: ${reading.value} ${reading.unit ?? ''}`.trim() + '.';
}
