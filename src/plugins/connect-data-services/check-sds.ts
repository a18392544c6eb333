import { AppError } from '#sdk';
import type { CheckStep, Clock } from '#sdk';
import type { ConnectDataServicesConfig } from './connect-data-services.schema.ts';
import type { EventReader } from './read-events.ts';
import type { SdsClient } from './sds-client.ts';
import { sdsCheckFailed, sdsNotFound, sdsNoValue } from './sds.errors.ts';
import type { StreamIndex } from './stream-index.ts';

const NOTABLE_SKEW_MS = 30_000;
const MAX_SKEW_MS = 5 * 60_000;

const STEP_OF: Readonly<Record<string, CheckStep['name']>> = {
  'sds.tls': 'tls',
  'sds.config': 'tls',
  'sds.unauthorized': 'login',
  'sds.forbidden': 'permission',
};

/** From the network to a value: reach, tls, login, permission, clock, read. Ends at the first that fails. Never throws. */
export async function checkSds({
  client,
  config,
  index,
  events,
  clock,
  signal,
}: {
  readonly client: SdsClient;
  readonly config: ConnectDataServicesConfig;
  readonly index: StreamIndex;
  readonly events: EventReader;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  let current: CheckStep['name'] = 'reach';
  const pass = (name: CheckStep['name'], message: string): void => {
    steps.push({ name, ok: true, message });
  };
  try {
    const sentMs = clock().getTime();
    const { date } = await client.reach(signal);
    const skewMs = Date.parse(String(date)) - (sentMs + clock().getTime()) / 2;
    pass('reach', 'CONNECT data services answers.');
    pass('tls', tlsMessage(config));
    current = 'login';
    await client.logIn(signal);
    pass('login', 'The identity service gave a token.');
    current = 'permission';
    await client.get(['Streams'], { skip: 0, count: 1 }, signal);
    await index.ready(signal);
    pass('permission', `The client may see ${index.status().tags} tags.`);
    current = 'clock';
    steps.push(clockStep(skewMs));
    if (steps.at(-1)?.ok === false) return steps;
    current = 'read';
    const tag = config.defaultTag ? index.find(config.defaultTag) : index.first();
    if (!tag) throw sdsNotFound(config.defaultTag ?? 'any stream with a time as its index');
    const reading = await events.newestAt(tag, clock().getTime(), signal);
    if (!reading) throw sdsNoValue(tag.info.name, 'its stream is empty until now');
    const shown = reading.value === null ? 'no good value' : String(reading.value);
    pass('read', `${tag.info.name} was read: ${[shown, reading.unit ?? ''].join(' ').trim()}.`);
    return steps;
  } catch (error) {
    const failure = error instanceof AppError ? error : sdsCheckFailed(error);
    const name = STEP_OF[failure.code] ?? current;
    const reached: CheckStep = { name: 'reach', ok: true, message: 'The server answers.' };
    const before = name === 'tls' && steps.length === 0 ? [reached] : steps;
    return [...before, { name, ok: false, message: failure.message }];
  }
}

function tlsMessage({ baseUrl, insecureSkipTlsVerify }: ConnectDataServicesConfig): string {
  if (baseUrl.startsWith('http:')) {
    return 'The connection is not encrypted: the secret can be read on the way. Use https.';
  }
  return insecureSkipTlsVerify
    ? 'Encrypted, but the certificate is not verified, as this source asks.'
    : 'The certificate is valid.';
}

function clockStep(skewMs: number): CheckStep {
  if (Number.isNaN(skewMs)) {
    return { name: 'clock', ok: true, message: 'The server does not tell its time.' };
  }
  const ok = Math.abs(skewMs) <= MAX_SKEW_MS;
  if (Math.abs(skewMs) <= NOTABLE_SKEW_MS) {
    return { name: 'clock', ok, message: 'The clocks agree.' };
  }
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const ahead = skewMs > 0 ? 'ahead of' : 'behind';
  const message = `Its clock is ${seconds} s ${ahead} this machine’s: ages in replies are wrong by as much. Set this machine’s by NTP.`;
  return { name: 'clock', ok, message };
}
