import { parseArgs } from 'node:util';
import { startPiWebApi, type Auth, type PiWebApiOptions } from './index.ts';

const HELP = `A PI Web API server with a demo power station behind it.

  --port <n>            where to listen (8003; 0 takes any free port)
  --host <address>      127.0.0.1 unless told otherwise
  --points <n>          how many PI points in all, up to 200000
  --seed <n>            another plant, the same on every run (1)
  --time-zone <zone>    the plant's zone, IANA or Windows name (Asia/Jakarta)
  --latency <ms>        answer everything this much later
  --fail-rate <0..1>    share of requests answered 500, 502 or 503
  --hang <0..1|text>    share of requests never answered, or those whose path and query contain the text
  --auth <method>       basic (default), bearer or anonymous
  --user, --password    for basic (demo / demo)
  --token <text>        for bearer (demo)
  --tls                 HTTPS with a certificate made on the spot
  --rate-limit <n>      requests a second and client (1000)
  --exit-with-stdin     stop when standard input closes
  --json                print the URL as one JSON line
  --debug               log defects and rule changes on standard error`;

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      points: { type: 'string' },
      seed: { type: 'string' },
      'time-zone': { type: 'string' },
      latency: { type: 'string' },
      'fail-rate': { type: 'string' },
      hang: { type: 'string' },
      auth: { type: 'string', default: 'basic' },
      user: { type: 'string', default: 'demo' },
      password: { type: 'string', default: 'demo' },
      token: { type: 'string', default: 'demo' },
      tls: { type: 'boolean', default: false },
      'rate-limit': { type: 'string' },
      'exit-with-stdin': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      debug: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const rate = numberFrom('rate-limit', values['rate-limit'], 1);
  const options: PiWebApiOptions = {
    port: numberFrom('port', values.port, 0, 65_535) ?? 8003,
    host: values.host ?? '127.0.0.1',
    seed: numberFrom('seed', values.seed, 0) ?? 1,
    latencyMs: numberFrom('latency', values.latency, 0) ?? 0,
    failRate: numberFrom('fail-rate', values['fail-rate'], 0, 1) ?? 0,
    hang: hangFrom(values.hang),
    auth: authFrom(values.auth, values.user, values.password, values.token),
    tls: values.tls,
    ...optional('points', numberFrom('points', values.points, 1, 200_000)),
    ...optional('timeZone', values['time-zone']),
    ...optional(
      'rateLimit',
      rate === undefined ? undefined : { maxRequests: rate, durationMs: 1000 },
    ),
    log: (line) => {
      if (values.debug) console.error(JSON.stringify(line));
    },
  };
  const server = await startPiWebApi(options);
  console.log(values.json ? JSON.stringify({ url: server.url }) : `PI Web API at ${server.url}`);

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    process.stdin.destroy();
    void server.close();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (values['exit-with-stdin']) process.stdin.on('close', stop).resume();
}

function numberFrom(
  name: string,
  text: string | undefined,
  minimum: number,
  maximum = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !(number >= minimum && number <= maximum)) {
    throw new Error(`--${name} must be a number from ${minimum} to ${maximum}.`);
  }
  return number;
}

function hangFrom(text: string | undefined): number | string {
  if (text === undefined) return 0;
  const share = Number(text);
  return share >= 0 && share <= 1 ? share : text;
}

function authFrom(kind: string, user: string, password: string, token: string): Auth {
  switch (kind) {
    case 'basic':
      return { kind, user, password };
    case 'bearer':
      return { kind, token };
    case 'anonymous':
      return { kind };
    default:
      throw new Error('--auth must be basic, bearer or anonymous.');
  }
}

function optional<V>(name: string, value: V | undefined): Record<string, V> {
  return value === undefined ? {} : { [name]: value };
}
