import { afterEach, describe, expect, test } from 'vitest';
import type { DataSource } from '#sdk';
import { startAnsweringServer } from '../../../tests/support/answering-server.ts';
import { createOutbound } from '../../lib/outbound/index.ts';
import type {
  Answer,
  AnsweringServer,
  ReceivedRequest,
} from '../../../tests/support/answering-server.ts';
import { avevaPi } from './aveva-pi.ts';
import { createPiWebApiClient } from './pi-web-api/index.ts';
import type { PiWebApiClient } from './pi-web-api/index.ts';

/** A server of three points, with the habits a test gives it. */
type Habits = {
  readonly hasBatch?: boolean;
  readonly hasMultiple?: boolean;
  readonly hasSearch?: boolean;
  /** WebID of a point by its name; changes when a point is made anew. */
  readonly webIdOf?: (name: string) => string;
  /** A WebID with which a whole stream set is refused. */
  readonly poison?: string;
  readonly item?: (webId: string) => object;
  readonly isReversed?: boolean;
  readonly pageSize?: number;
  readonly isStuck?: boolean;
};

const NAMES = ['A#1', 'B 2', 'C%3'];
const AT = '2026-01-01T00:00:00Z';
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function startServer(habits: Habits): Promise<AnsweringServer> {
  const server = await startAnsweringServer((request) => answer(request, habits));
  open.push(server);
  return server;
}

async function connect(server: AnsweringServer): Promise<DataSource> {
  const config = avevaPi.config.parse({ baseUrl: `${server.origin}/piwebapi`, tagIndex: false });
  const outbound = createOutbound({ allowPrivate: true });
  const tools = { log: silent, clock: () => new Date(), timeZone: 'Asia/Jakarta', outbound };
  const source = await avevaPi.connect(config, tools);
  open.unshift(source);
  return source;
}

function clientOf(server: AnsweringServer): PiWebApiClient {
  const auth = { kind: 'anonymous' } as const;
  const client = createPiWebApiClient({ baseUrl: `${server.origin}/piwebapi`, auth });
  open.unshift(client);
  return client;
}

function answer({ method, path, query, body }: ReceivedRequest, habits: Habits): Answer {
  const below = path.replace('/piwebapi', '');
  const webIdOf = habits.webIdOf ?? ((name: string) => `W-${name}`);
  if (method === 'POST') return habits.hasBatch === false ? notFound() : batch(body, habits);
  if (below === '/dataservers') return { json: { Items: [{ WebId: 'S', Name: 'PI1' }] } };
  if (below === '/points/multiple') {
    if (habits.hasMultiple === false) return notFound();
    const Items = query.getAll('path').map((Identifier) => {
      const found = pointAt(Identifier, webIdOf);
      return found
        ? { Identifier, IdentifierType: 'Path', Object: found }
        : { Identifier, IdentifierType: 'Path', Exception: { Errors: ['No such point.'] } };
    });
    return { status: 207, json: { Items } };
  }
  if (below === '/points') {
    const found = pointAt(query.get('path') ?? '', webIdOf);
    return found ? { json: found } : notFound();
  }
  if (below === '/points/search') {
    return habits.hasSearch === false ? notFound() : { json: { Items: [] } };
  }
  if (below === '/dataservers/S/points') {
    const start = habits.isStuck ? 0 : Number(query.get('startIndex') ?? 0);
    const count = Math.min(habits.pageSize ?? 1000, Number(query.get('maxCount')));
    const filter = (query.get('nameFilter') ?? '*').replaceAll('*', '');
    const names = NAMES.filter((name) => name.includes(filter)).slice(start, start + count);
    return { json: { Items: names.map((name) => point(name, webIdOf)) } };
  }
  if (below === '/streamsets/value') {
    const webIds = query.getAll('webId');
    if (habits.poison !== undefined && webIds.includes(habits.poison)) return notFound();
    const Items = webIds.map((WebId) => ({ WebId, Value: good(WebId), ...habits.item?.(WebId) }));
    return { json: { Items: habits.isReversed ? Items.toReversed() : Items } };
  }
  const [, webId = ''] = /^\/streams\/([^/]+)\/value$/.exec(decodeURIComponent(below)) ?? [];
  if (webId === '' || webId === habits.poison) return notFound();
  return { json: good(webId) };
}

function notFound(): Answer {
  return { status: 404, json: { Message: 'No HTTP resource was found.' } };
}

/** Runs each part as a request of its own, as a server does. */
function batch(body: string, habits: Habits): Answer {
  const parts = JSON.parse(body) as Record<string, { Resource: string }>;
  const answers = Object.entries(parts).map(([id, { Resource }]) => {
    const { pathname, searchParams, search } = new URL(Resource);
    const request = { method: 'GET', url: pathname + search, path: pathname, query: searchParams };
    const part = answer({ ...request, headers: {}, body: '' }, habits);
    if (typeof part === 'string') throw new Error('a part cannot hang');
    return [id, { Status: part.status ?? 200, Headers: {}, Content: part.json }];
  });
  return { status: 207, json: Object.fromEntries(answers) };
}

function pointAt(path: string, webIdOf: (name: string) => string): object | undefined {
  const asked = path.replace(/^\\\\PI1\\/, '').toLowerCase();
  const name = NAMES.find((each) => each.toLowerCase() === asked);
  return name === undefined ? undefined : point(name, webIdOf);
}

function point(Name: string, webIdOf: (name: string) => string): object {
  return { WebId: webIdOf(Name), Name, PointType: 'Float32', EngineeringUnits: 'bar' };
}

/** Each stream has its own number, by the last digit of its name, so that a mix-up would be seen. */
function good(webId: string): object {
  return {
    Timestamp: AT,
    Value: Number(/\d(?=\D*$)/.exec(webId)?.[0]),
    UnitsAbbreviation: '',
    Good: true,
  };
}

async function valuesOf(source: DataSource, tags: readonly string[] = NAMES): Promise<unknown> {
  const outcomes = (await source.read?.({ tags }, AbortSignal.timeout(5_000))) ?? [];
  return outcomes.map((each) => (each.ok ? each.reading.value : each.error.code));
}

describe('a server with habits of its own still gives each tag its own value', () => {
  test.each<[string, Habits]>([
    ['without POST /batch', { hasBatch: false, hasMultiple: false }],
    ['without points/multiple', { hasMultiple: false }],
    ['whose answers come in another order', { isReversed: true }],
    [
      'that answers with Full WebIDs where IDOnly ones were sent',
      {
        webIdOf: (name) => `I1DP9KoOKByvc0-uxyvoTV1UfQAAAA${NAMES.indexOf(name)}A`,
        item: (webId) => ({ WebId: `F${webId.slice(1)}UFJWMVxUQUc` }),
      },
    ],
  ])('%s', async (_what, habits) => {
    const source = await connect(await startServer(habits));
    const [a, b, c] = (await valuesOf(source)) as readonly number[];
    // Each point's number ends its name or its WebID, so they rise in the order asked.
    expect(a).toBeLessThan(b ?? NaN);
    expect(b).toBeLessThan(c ?? NaN);
    const [alone] = (await valuesOf(source, ['B 2'])) as readonly unknown[];
    expect(alone).toBe(b);
    expect(await valuesOf(source, ['c%3', 'NOPE', 'a#1'])).toEqual([c, 'pi.not_found', a]);
  });

  test('that refuses batches is not asked for one again', async () => {
    const server = await startServer({ hasBatch: false });
    const client = clientOf(server);
    const reads = client.prepareReads(['/streams/W-A%231/value', '/streams/W-B%202/value']);
    for (let i = 0; i < 2; i += 1) {
      const outcomes = await client.runReads(reads);
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
    }
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

describe('one bad stream', () => {
  test('that makes the server refuse the whole set hides no other', async () => {
    const source = await connect(await startServer({ poison: 'W-B 2' }));
    expect(await valuesOf(source)).toEqual([1, 'pi.not_found', 3]);
  });

  test.each<[string, object]>([
    [
      'an error in place of its value',
      { Value: { ...good('x'), Errors: [{ FieldName: 'Value', Message: ['boom'] }] } },
    ],
    [
      'an error as its value',
      { Value: { Timestamp: AT, Value: { Errors: ['boom'] }, Good: false } },
    ],
    ['errors of its own', { Errors: ['boom'] }],
    ['a transfer that broke off', { WebException: { Errors: ['boom'], StatusCode: 500 } }],
    ['no value at all', { Value: null }],
  ])('with %s is failed and hides no other', async (_what, bad) => {
    const item = (webId: string): object => (webId === 'W-B 2' ? bad : {});
    const source = await connect(await startServer({ item }));
    const outcomes = (await source.read?.({ tags: NAMES }, AbortSignal.timeout(5_000))) ?? [];
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
    const [, failed] = outcomes;
    expect(failed?.ok === false && failed.error.message).not.toContain('boom');
  });
});

test('a point that was deleted and made again is found again by the same question', async () => {
  let generation = 1;
  let gone = '';
  const server = await startAnsweringServer((request) =>
    answer(request, { webIdOf: (name) => `G${generation}-${name}`, poison: gone }),
  );
  open.push(server);
  const source = await connect(server);
  expect(await valuesOf(source, ['A#1', 'B 2'])).toEqual([1, 2]);
  gone = 'G1-A#1';
  generation = 2;
  expect(await valuesOf(source, ['A#1', 'B 2'])).toEqual([1, 2]);
});

test('a tag that stays away is not looked up again at every question', async () => {
  const server = await startServer({ poison: 'W-A#1' });
  const source = await connect(server);
  await valuesOf(source);
  await valuesOf(source);
  server.requests.length = 0;
  expect(await valuesOf(source)).toEqual(['pi.not_found', 2, 3]);
  expect(server.requests.map(({ path }) => path)).not.toContain('/piwebapi/points/multiple');
});

describe('the list of points', () => {
  async function listed(habits: Habits): Promise<readonly string[]> {
    const client = clientOf(await startServer(habits));
    const names: string[] = [];
    for await (const page of client.pointPages('S', {})) {
      names.push(...page.map(({ name }) => name));
    }
    return names;
  }

  test.each([1, 2, 3, 1000])('is whole where the server’s own pages hold %d', async (pageSize) => {
    expect(await listed({ pageSize })).toEqual(NAMES);
  });

  test('of a server that gives its first page for ever is an error, not a loop', async () => {
    await expect(listed({ isStuck: true, pageSize: 2 })).rejects.toMatchObject({
      code: 'pi.bad_answer',
    });
  });
});

test('a server before 2019 has no search: a name with wildcards is looked up by its filter', async () => {
  const client = clientOf(await startServer({ hasSearch: false }));
  for (let i = 0; i < 2; i += 1) {
    expect(await client.searchPoints('S', '*#*', 10)).toMatchObject([{ name: 'A#1' }]);
  }
  // A query it does not understand must not look like "nothing found".
  const failed = client.searchPoints('S', 'PointType:=Float32', 10);
  await expect(failed).rejects.toMatchObject({ code: 'pi.invalid_question' });
});
