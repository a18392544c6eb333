import { afterEach, describe, expect, test } from 'vitest';
import { startAnsweringServer } from '../../../tests/support/answering-server.ts';
import type { Answer, ReceivedRequest } from '../../../tests/support/answering-server.ts';
import { askTable, openHttpJson } from '../../../tests/support/open-http-json.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function start(
  answer: (request: ReceivedRequest, origin: string) => Answer,
  endpoint: Record<string, unknown>,
  config: Record<string, unknown> = {},
) {
  const server = await startAnsweringServer((request) => answer(request, server.origin));
  opened.push(() => server.close());
  const source = await openHttpJson({
    baseUrl: `${server.origin}/api`,
    endpoints: [{ name: 'rows', path: '/rows', rows: '$.rows', columns: ['n'], ...endpoint }],
    maxRequestsPerSecond: 1_000,
    ...config,
  });
  opened.push(() => source.close());
  return { server, source };
}

/** Rows numbered from 1, as many as there are of the page. */
function numbered(from: number, count: number, total = 10): readonly { n: number }[] {
  return Array.from({ length: total }, (_, index) => ({ n: index + 1 })).slice(from, from + count);
}

const ALL = numbered(0, 10).map(({ n }) => [n]);

describe('all rows come, once each and in order, however an API gives its pages', () => {
  test('by a link in the answer, relative or whole', async () => {
    const { source } = await start(
      ({ query }, origin) => {
        const from = Number(query.get('from') ?? 0);
        const next = from === 0 ? `?from=${from + 4}` : `${origin}/api/rows?from=${from + 4}`;
        return { json: { rows: numbered(from, 4), next: from + 4 < 10 ? next : null } };
      },
      { paging: 'link', nextPath: '$.next' },
    );
    expect(await askTable(source, 'rows')).toEqual({ columns: ['n'], rows: ALL, truncated: false });
  });

  test('by a Link header', async () => {
    const { source } = await start(
      ({ query }) => {
        const page = Number(query.get('page') ?? 1);
        const link = `</api/rows?page=1>; rel="first", </api/rows?page=${page + 1}>; rel="next"`;
        const headers: Record<string, string> = page < 3 ? { link } : { link: '</x>; rel="prev"' };
        return { json: { rows: numbered((page - 1) * 4, 4) }, headers };
      },
      { paging: 'link' },
    );
    expect((await askTable(source, 'rows')).rows).toEqual(ALL);
  });

  test('by the number of the page', async () => {
    const { source, server } = await start(
      ({ query }) => {
        const size = Number(query.get('size'));
        return { json: { rows: numbered(Number(query.get('page')) * size, size) } };
      },
      {
        paging: 'page',
        pageParameter: 'page',
        firstPage: 0,
        pageSize: 5,
        pageSizeParameter: 'size',
        query: { q: 'a b' },
      },
    );
    expect((await askTable(source, 'rows')).rows).toEqual(ALL);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/api/rows?q=a%20b&size=5&page=0',
      '/api/rows?q=a%20b&size=5&page=1',
      // Two full pages may be all there is, and only an empty third one says so.
      '/api/rows?q=a%20b&size=5&page=2',
    ]);
  });

  test('by an offset, which counts the API’s rows and not those made of them', async () => {
    const { source } = await start(
      ({ query }) => {
        const from = Number(query.get('skip'));
        const rows = numbered(from, 3).map(({ n }) => ({ n, parts: ['a', 'b'] }));
        return { json: { rows } };
      },
      {
        paging: 'offset',
        pageParameter: 'skip',
        forEach: '$.parts',
        columns: ['n', 'part = @'],
      },
    );
    const { rows } = await askTable(source, 'rows');
    expect(rows).toEqual(
      ALL.flatMap(([n]) => [
        [n, 'a'],
        [n, 'b'],
      ]),
    );
  });

  test('by a cursor', async () => {
    const { source } = await start(
      ({ query }) => {
        const from = Number(query.get('after')?.replace('c/', '') ?? 0);
        const cursor = from + 4 < 10 ? `c/${from + 4}` : '';
        return { json: { rows: numbered(from, 4), meta: { cursor } } };
      },
      { paging: 'cursor', pageParameter: 'after', nextPath: '$.meta.cursor' },
    );
    expect((await askTable(source, 'rows')).rows).toEqual(ALL);
  });
});

describe('pages that lead astray are not followed', () => {
  test.each([
    ['another host', 'http://169.254.169.254/latest'],
    ['another port', 'http://127.0.0.1:1/api/rows'],
    ['a log-in in the address', 'http://u:p@HOST/api/rows'],
    ['a file', 'file:///etc/passwd'],
  ])('to %s', async (_what, next) => {
    const { source, server } = await start(
      (_request, origin) => ({
        json: { rows: numbered(0, 1), next: next.replace('HOST', new URL(origin).host) },
      }),
      { paging: 'link', nextPath: '$.next' },
      { apiKey: 'k' },
    );
    await expect(askTable(source, 'rows')).rejects.toMatchObject({
      code: 'http_json.page_elsewhere',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('in a circle', async () => {
    const { source, server } = await start(
      ({ query }) => ({
        json: { rows: numbered(0, 1), next: `/api/rows?p=${query.get('p') === '1' ? 2 : 1}` },
      }),
      { paging: 'link', nextPath: '$.next' },
    );
    await expect(askTable(source, 'rows')).rejects.toMatchObject({ code: 'http_json.page_twice' });
    expect(server.requests.length).toBeLessThan(5);
  });
});

describe('limits are kept, and what is left out is said', () => {
  const endless = ({ query }: ReceivedRequest): Answer => {
    const page = Number(query.get('page'));
    return { json: { rows: [{ n: page }, { n: page }], filler: 'x'.repeat(2_000) } };
  };
  const byPage = { paging: 'page', pageParameter: 'page' };

  test('of rows: no page more is fetched than is needed to know that there are more', async () => {
    const { source, server } = await start(endless, byPage);
    const table = await askTable(source, 'rows', {}, 4);
    expect(table.rows).toEqual([[1], [1], [2], [2]]);
    expect(table.truncated).toBe(true);
    expect(server.requests).toHaveLength(3);
  });

  test('of pages', async () => {
    const { source, server } = await start(endless, byPage, { maxPages: 3 });
    const table = await askTable(source, 'rows');
    expect(table.rows).toHaveLength(6);
    expect(table.truncated).toBe(true);
    expect(server.requests).toHaveLength(3);
  });

  test('of bytes, all pages together', async () => {
    const { source, server } = await start(endless, byPage, { maxAnswerBytes: 10_000 });
    await expect(askTable(source, 'rows')).rejects.toMatchObject({ code: 'http_json.too_large' });
    expect(server.requests.length).toBeLessThan(7);
  });

  test('a {limit} asks for one row more than is shown, to know whether there are more', async () => {
    const { source } = await start(
      ({ query }) => ({ json: { rows: numbered(0, Number(query.get('top'))) } }),
      { query: { top: '{limit}' } },
    );
    expect((await askTable(source, 'rows', {}, 10)).truncated).toBe(false);
    expect((await askTable(source, 'rows', {}, 9)).truncated).toBe(true);
  });

  test('a page that fails fails the question: half a table is none', async () => {
    const { source } = await start(
      ({ query }) =>
        query.get('page') === '3' ? { status: 500 } : { json: { rows: numbered(0, 2) } },
      byPage,
    );
    await expect(askTable(source, 'rows')).rejects.toMatchObject({
      code: 'http_json.server_error',
    });
  });
});

describe('cacheSeconds', () => {
  async function counting(cacheSeconds: number) {
    let count = 0;
    let nowMs = Date.UTC(2026, 2, 1);
    const server = await startAnsweringServer(() => {
      count += 1;
      return count === 1 && cacheSeconds === 30 ? { status: 500 } : { json: { n: count } };
    });
    opened.push(() => server.close());
    const endpoints = [{ name: 'count', path: '', query: { a: '{a}' }, cacheSeconds }];
    const config = { baseUrl: server.origin, endpoints };
    const source = await openHttpJson(config, { clock: () => new Date(nowMs) });
    opened.push(() => source.close());
    const ask = async (a = '1') => (await askTable(source, 'count', { a })).rows[0]?.[0];
    return { ask, pass: (ms: number) => (nowMs += ms) };
  }

  test('the same question is answered from memory until they are over, another one is not', async () => {
    const { ask, pass } = await counting(60);
    expect(await Promise.all([ask(), ask(), ask('2')])).toEqual([1, 1, 2]);
    pass(59_000);
    expect(await ask()).toBe(1);
    pass(2_000);
    expect(await ask()).toBe(3);
  });

  test('without them nothing is kept', async () => {
    const { ask } = await counting(0);
    expect([await ask(), await ask()]).toEqual([1, 2]);
  });

  test('an error is not kept', async () => {
    const { ask } = await counting(30);
    await expect(ask()).rejects.toMatchObject({ code: 'http_json.server_error' });
    expect(await ask()).toBe(2);
  });
});

describe('what a query says', () => {
  const echo = { path: '/{a}', query: { b: '{b}' }, columns: ['a', 'b'], defaults: { b: 'B' } };

  async function open() {
    const { source } = await start(
      ({ path, query }) => ({ json: { rows: [{ a: path.slice(5), b: query.get('b') }] } }),
      echo,
    );
    return source;
  }

  test('values in the text, from the parameters, and by default', async () => {
    const source = await open();
    expect((await askTable(source, 'rows a=1')).rows).toEqual([['1', 'B']]);
    expect((await askTable(source, ' ROWS  a="x y" b={p}', { p: 'q' })).rows).toEqual([
      ['x%20y', 'q'],
    ]);
    expect((await askTable(source, `rows b='{p}-{p}'`, { p: 'q', a: 7 })).rows).toEqual([
      ['7', 'q-q'],
    ]);
  });

  test.each([
    ['', {}, 'http_json.question_unreadable'],
    ['rows a', {}, 'http_json.question_unreadable'],
    ['rows a=1 a=2', {}, 'http_json.question_unreadable'],
    ['rows a="1', {}, 'http_json.question_unreadable'],
    ['SELECT 1', {}, 'http_json.question_unreadable'],
    ['others', {}, 'http_json.unknown_endpoint'],
    ['rows', {}, 'http_json.value_missing'],
    ['rows a={p}', {}, 'http_json.value_missing'],
    ['rows a=1 c=2', {}, 'http_json.variable_unknown'],
    ['rows a=1 __proto__=2', {}, 'http_json.variable_unknown'],
    ['rows a={toString}', {}, 'http_json.value_missing'],
    ['rows a=1', { start: new Date() }, 'http_json.variable_unknown'],
    ['rows a=..', {}, 'http_json.value_refused'],
  ])('%j is refused', async (text, parameters, code) => {
    const source = await open();
    await expect(askTable(source, text, parameters)).rejects.toMatchObject({
      code,
      kind: 'invalid',
    });
  });
});
