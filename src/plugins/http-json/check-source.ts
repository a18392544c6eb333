import { AppError } from '#sdk';
import type { CheckStep, Clock } from '#sdk';
import { checkFailed } from './http-json.errors.ts';
import type { HttpJsonConfig } from './http-json.schema.ts';
import type { Endpoint } from './open-endpoint.ts';
import type { TagList } from './tags/tag-list.ts';
import type { ApiClient } from './wire/api-client.ts';
import { logInKindOf } from './wire/log-in.ts';

/** Ages and "since" in replies are wrong by the difference of the clocks. */
const NOTABLE_SKEW_MS = 30_000;
const MAX_SKEW_MS = 5 * 60_000;
const SAMPLE_ROWS = 3;

const STEP_OF: Readonly<Record<string, CheckStep['name']>> = {
  'http_json.tls': 'tls',
  'http_json.unauthorized': 'login',
  'http_json.token_refused': 'login',
  'http_json.token_unusable': 'login',
  'http_json.token_server_failed': 'login',
  'http_json.token_server_slow': 'login',
  'http_json.forbidden': 'permission',
};

type Trial = { readonly endpoint: Endpoint; readonly values: Readonly<Record<string, string>> };

/**
 * Goes from the network to rows: reach, tls, login, permission, clock, read. The first request carries no log-in: any
 * answer to it shows that the server is there. Ends at the first step that fails. Never throws.
 */
export async function checkSource({
  client,
  config,
  clock,
  endpoints,
  tags,
  signal,
}: {
  readonly client: ApiClient;
  readonly config: HttpJsonConfig;
  readonly clock: Clock;
  readonly endpoints: readonly Endpoint[];
  readonly tags: TagList;
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
    const serverMs = Date.parse(date ?? '');
    const skewMs = serverMs - (sentMs + clock().getTime()) / 2;
    pass('reach', 'The server answers.');
    pass('tls', tlsMessage(config));
    current = 'login';
    await client.logIn(signal);
    current = 'read';
    const trial = trialOf(endpoints, tags);
    const found = trial && (await tryOut(trial, signal));
    pass('login', logInMessage(config, trial !== undefined));
    if (trial) pass('permission', `The account may read "${trial.endpoint.config.name}".`);
    steps.push(...postSteps(endpoints));
    current = 'clock';
    steps.push(clockStep(skewMs));
    if (steps.at(-1)?.ok === false) return steps;
    pass(
      'read',
      found ?? 'Not tried: every endpoint needs values. Give one of them values of its own.',
    );
    return steps;
  } catch (error) {
    const failure = error instanceof AppError ? error : checkFailed(error);
    const name = STEP_OF[failure.code] ?? current;
    return [...before(name, steps, config), { name, ok: false, message: failure.message }];
  }
}

/** What a failure proves to have worked before it. */
function before(
  name: CheckStep['name'],
  steps: readonly CheckStep[],
  config: HttpJsonConfig,
): readonly CheckStep[] {
  if (name === 'tls') return [{ name: 'reach', ok: true, message: 'The server answers.' }];
  if (name !== 'permission' && name !== 'read') return steps;
  return [...steps, { name: 'login', ok: true, message: logInMessage(config, true) }];
}

/** An endpoint that can be asked as it is, or that a tag gives values for. */
function trialOf(endpoints: readonly Endpoint[], tags: TagList): Trial | undefined {
  const candidates: readonly Trial[] = [
    ...endpoints.map((endpoint) => ({ endpoint, values: {} })),
    ...tags.all.map(({ current, config }) => ({
      endpoint: current.endpoint,
      values: config.with ?? {},
    })),
  ];
  return candidates.find(({ endpoint, values }) => {
    const given = { ...endpoint.config.defaults, ...values, limit: '' };
    return endpoint.variables.every((variable) => Object.hasOwn(given, variable));
  });
}

async function tryOut({ endpoint, values }: Trial, signal: AbortSignal): Promise<string> {
  const { rows, columns, truncated } = await endpoint.fetch(values, SAMPLE_ROWS, signal);
  const { name } = endpoint.config;
  if (rows.length === 0) return `"${name}" answers, and has no rows just now.`;
  const empty = columns.filter((_, index) => rows.every((row) => row[index] === null));
  const count = truncated ? `more than ${rows.length}` : String(rows.length);
  const note = empty.length === 0 ? '' : ` Without a value in all of them: ${empty.join(', ')}.`;
  return `"${name}" gives rows (${count}).${note}`;
}

function tlsMessage({ baseUrl, tokenUrl, insecureSkipTlsVerify }: HttpJsonConfig): string {
  if (baseUrl.startsWith('http:') || tokenUrl?.startsWith('http:')) {
    return 'The connection is not encrypted: the log-in can be read on the way. Prefer https.';
  }
  return insecureSkipTlsVerify
    ? 'Encrypted, but the certificate is not verified, as this source asks.'
    : 'The certificate is valid.';
}

function logInMessage(config: HttpJsonConfig, wasTried: boolean): string {
  const kind = logInKindOf(config);
  if (kind === 'none') return 'The API is asked without a log-in.';
  if (kind === 'oauth2') return 'The token server gave a token.';
  return wasTried ? 'The log-in was accepted.' : 'Not tried.';
}

/** Only who knows the API can know what a POST does there. */
function postSteps(endpoints: readonly Endpoint[]): readonly CheckStep[] {
  const posts = endpoints.filter(({ config }) => config.method === 'POST');
  if (posts.length === 0) return [];
  const names = posts.map(({ config }) => config.name).join(', ');
  const message = `Sent as POST: ${names}. Use an account that may only read, since Plantline cannot know what a POST does.`;
  return [{ name: 'rights', ok: true, warning: true, message }];
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
  const message = `The API’s clock is ${seconds} s ${ahead} this machine’s: ages in replies may be wrong by as much. Set both by NTP.`;
  return { name: 'clock', ok, message };
}
