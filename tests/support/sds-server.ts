import { startAnsweringServer } from './answering-server.ts';
import type { Answer, AnsweringServer, ReceivedRequest } from './answering-server.ts';

export const SDS = {
  tenantId: 'tenant-1',
  namespaceId: 'plant',
  clientId: 'plantline-client',
  clientSecret: 'sds-secret-1',
} as const;

type Event = Readonly<Record<string, unknown>>;

export type SdsStreamFixture = {
  readonly stream: Readonly<Record<string, unknown>> & {
    readonly Id: string;
    readonly TypeId: string;
  };
  /** The event stored at a whole minute, if there is one. */
  readonly eventAt: (ms: number) => Event | undefined;
};

export type SdsFixture = {
  readonly types: Readonly<Record<string, object>>;
  readonly streams: readonly SdsStreamFixture[];
  /** Answers before anything else, to play a bad day. */
  readonly instead?: (request: ReceivedRequest) => Answer | undefined;
};

const MINUTE_MS = 60_000;
const FIRST_MS = Date.UTC(2020, 0);

const time = (Id: string) => ({ Id, IsKey: true, SdsType: { SdsTypeCode: 16 } });

/** The type that PI to Data Hub makes of a Float point. */
export const PI_FLOAT = {
  Id: 'PI-Float64',
  SdsTypeCode: 1,
  Properties: [
    time('Timestamp'),
    { Id: 'Value', SdsType: { SdsTypeCode: 114 }, Uom: 'MW' },
    { Id: 'IsQuestionable', SdsType: { SdsTypeCode: 3 } },
    { Id: 'IsSubstituted', SdsType: { SdsTypeCode: 3 } },
    { Id: 'IsAnnotated', SdsType: { SdsTypeCode: 3 } },
    { Id: 'SystemStateCode', SdsType: { SdsTypeCode: 109 } },
    { Id: 'DigitalStateName', SdsType: { SdsTypeCode: 18 } },
  ],
};

/** A type of one's own, with an enumeration and two measurements. */
export const PUMP = {
  Id: 'Pump',
  SdsTypeCode: 1,
  Properties: [
    time('Time'),
    { Id: 'Pressure', SdsType: { SdsTypeCode: 14 }, Uom: 'bar' },
    {
      Id: 'State',
      SdsType: {
        SdsTypeCode: 609,
        Properties: [
          { Id: 'Ok', Value: 0 },
          { Id: 'Alarm', Value: 2 },
        ],
      },
    },
  ],
};

export const PLANT: SdsFixture = {
  types: { 'PI-Float64': PI_FLOAT, Pump: PUMP },
  streams: [
    {
      stream: {
        Id: 'PI_P1_1',
        Name: 'U1_LOAD',
        Description: 'Unit 1 net load',
        TypeId: 'PI-Float64',
      },
      eventAt: (ms) => ({
        Timestamp: new Date(ms).toISOString(),
        Value: 600 + 10 * Math.sin(ms / 3_600_000),
        IsQuestionable: false,
        IsSubstituted: false,
        IsAnnotated: false,
        SystemStateCode: null,
        DigitalStateName: null,
      }),
    },
    {
      stream: { Id: 'pump-a', TypeId: 'Pump', Description: 'Feed pump' },
      eventAt: (ms) => ({ Time: new Date(ms).toISOString(), Pressure: 168, State: 0 }),
    },
  ],
};

/**
 * A stand-in for CONNECT data services, made from its public documentation: tokens for a client's secret, streams and
 * types, and the ways to read that the client uses. Like the original, it leaves values that are 0, false or null out of
 * an answer unless `Accept-Verbosity: verbose` asks for them. What it does not know, it refuses.
 */
export async function startSdsServer(fixture: SdsFixture = PLANT): Promise<AnsweringServer> {
  let issued = 0;
  return await startAnsweringServer((request) => {
    const bad = fixture.instead?.(request);
    if (bad) return bad;
    if (request.path === '/identity/.well-known/openid-configuration') {
      return { json: { issuer: 'stand-in' } };
    }
    if (request.path === '/identity/connect/token') {
      const form = new URLSearchParams(request.body);
      const isKnown =
        request.method === 'POST' &&
        form.get('grant_type') === 'client_credentials' &&
        form.get('client_id') === SDS.clientId &&
        form.get('client_secret') === SDS.clientSecret;
      if (!isKnown) return { status: 400, json: { error: 'invalid_client' } };
      issued += 1;
      return { json: { access_token: `t${issued}`, token_type: 'Bearer', expires_in: 3600 } };
    }
    if (request.method !== 'GET') return { status: 405 };
    if (!/^Bearer t\d+$/.test(request.headers.authorization ?? '')) return { status: 401 };
    return answer(request, fixture);
  });
}

function answer(request: ReceivedRequest, { streams, types }: SdsFixture): Answer {
  const prefix = `/api/v1/Tenants/${SDS.tenantId}/Namespaces/${SDS.namespaceId}/`;
  if (!request.path.startsWith(prefix)) return { status: 404, json: { Error: 'no such place' } };
  const [collection, id, data, kind] = request.path
    .slice(prefix.length)
    .split('/')
    .map(decodeURIComponent);
  const { query } = request;
  if (collection === 'Types' && id) {
    const type = types[id];
    return type ? { json: type } : { status: 404 };
  }
  if (collection !== 'Streams') return { status: 404 };
  if (id === undefined) {
    const skip = Number(query.get('skip') ?? 0);
    const count = Number(query.get('count') ?? 100);
    return { json: streams.map(({ stream }) => stream).slice(skip, skip + count) };
  }
  const found = streams.find(({ stream }) => stream.Id.toLowerCase() === id.toLowerCase());
  if (!found || data !== 'Data') return { status: 404, json: { Error: 'no such stream' } };
  const content = read(found, query, kind);
  if (content === undefined) return { status: 400, json: { Error: 'not understood' } };
  const isVerbose = request.headers['accept-verbosity'] === 'verbose';
  return { json: isVerbose ? content : withoutDefaults(content) };
}

function read(
  { eventAt }: SdsStreamFixture,
  query: URLSearchParams,
  kind: string | undefined,
): unknown {
  const startMs = Date.parse(query.get('startIndex') ?? '');
  const endMs = Date.parse(query.get('endIndex') ?? '');
  const count = Number(query.get('count') ?? NaN);
  if (Number.isNaN(startMs)) return undefined;
  if (kind === 'Interpolated') {
    if (Number.isNaN(endMs) || !(count >= 2)) return undefined;
    return Array.from({ length: count }, (_, index) =>
      eventAt(startMs + (index * (endMs - startMs)) / (count - 1)),
    ).filter(Boolean);
  }
  if (kind !== undefined) return undefined;
  if (query.get('reversed') === 'true') return before(eventAt, startMs, count);
  if (Number.isNaN(endMs)) return undefined;
  const token = query.get('continuationToken');
  // "If count is specified, a continuationToken must also be specified."
  if (!Number.isNaN(count) && token === null) return undefined;
  const isOutside = query.get('startBoundaryType') === '2' && query.get('endBoundaryType') === '2';
  const all = between(eventAt, startMs, endMs, isOutside);
  if (Number.isNaN(count)) return all.map(({ event }) => event);
  const left = token ? all.filter(({ ms }) => ms > Date.parse(token)) : all;
  const page = left.slice(0, count);
  const last = page.at(-1);
  return {
    Results: page.map(({ event }) => event),
    ContinuationToken: last && left.length > count ? new Date(last.ms).toISOString() : null,
  };
}

type Stored = { readonly ms: number; readonly event: Event };

function before(
  eventAt: SdsStreamFixture['eventAt'],
  atMs: number,
  count: number,
): readonly Event[] {
  const found: Event[] = [];
  let ms = Math.floor(Math.min(atMs, Date.now()) / MINUTE_MS) * MINUTE_MS;
  for (; ms >= FIRST_MS && found.length < count; ms -= MINUTE_MS) {
    const event = eventAt(ms);
    if (event) found.push(event);
  }
  return found;
}

function between(
  eventAt: SdsStreamFixture['eventAt'],
  startMs: number,
  endMs: number,
  isOutside: boolean,
): readonly Stored[] {
  const margin = isOutside ? MINUTE_MS : 0;
  const fromMs = Math.max(Math.ceil((startMs - margin) / MINUTE_MS) * MINUTE_MS, FIRST_MS);
  const toMs = Math.min(endMs + margin, Date.now());
  const found: Stored[] = [];
  for (let ms = fromMs; ms <= toMs; ms += MINUTE_MS) {
    const event = eventAt(ms);
    if (event) found.push({ ms, event });
  }
  return found;
}

function withoutDefaults(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(withoutDefaults);
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(
    Object.entries(content)
      .filter(([, value]) => value !== null && value !== 0 && value !== false)
      .map(([name, value]) => [name, Array.isArray(value) ? withoutDefaults(value) : value]),
  );
}
