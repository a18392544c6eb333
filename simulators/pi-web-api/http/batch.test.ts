import { describe, expect, test } from 'vitest';
import { runBatch, type InnerRequest } from './batch.ts';
import { PiError } from './errors.ts';
import type { PiReply } from './route.ts';

const BASE = 'https://elsewhere:443/piwebapi';

/** Answers elements with two items, fails `/bad`, and echoes everything else. */
function answer(asked: InnerRequest[]) {
  return (request: InnerRequest): Promise<PiReply> => {
    asked.push(request);
    if (request.url.includes('/bad'))
      return Promise.resolve({ status: 400, body: { Errors: ['no'] } });
    if (request.url.includes('/elements')) {
      return Promise.resolve({ status: 200, body: { Items: [{ WebId: 'A' }, { WebId: 'B' }] } });
    }
    if (request.method === 'POST')
      return Promise.resolve({ status: 201, headers: { location: `${BASE}/x/1` } });
    return Promise.resolve({ status: 200, body: { asked: request.url } });
  };
}

async function run(batch: unknown) {
  const asked: InnerRequest[] = [];
  return { replies: await runBatch(batch, answer(asked)), asked };
}

describe('a batch', () => {
  test('runs absolute URLs here, wherever they point to', async () => {
    const { replies, asked } = await run({
      a: { Method: 'GET', Resource: `${BASE}/streams/X/value?time=*` },
    });
    expect(asked[0]?.url).toBe('/piwebapi/streams/X/value?time=*');
    expect(replies).toEqual({
      a: {
        Status: 200,
        Headers: { 'Content-Type': 'application/json; charset=utf-8' },
        Content: { asked: '/piwebapi/streams/X/value?time=*' },
      },
    });
  });

  test('fills {0} from the reply of a parent by JSONPath', async () => {
    const { asked } = await run({
      1: { Method: 'GET', Resource: `${BASE}/elements` },
      2: {
        Method: 'GET',
        Resource: `${BASE}/streams/{0}/value`,
        Parameters: ['$.1.Content.Items[1].WebId'],
        ParentIds: ['1'],
      },
    });
    expect(asked.map(({ url }) => url)).toEqual([
      '/piwebapi/elements',
      '/piwebapi/streams/B/value',
    ]);
  });

  test('a request template runs once for each token', async () => {
    const { replies } = await run({
      list: { Method: 'GET', Resource: `${BASE}/elements` },
      values: {
        Method: 'GET',
        RequestTemplate: { Resource: `${BASE}/streams/{0}/value` },
        Parameters: ['$.list.Content.Items[*].WebId'],
        ParentIds: ['list'],
      },
    });
    expect(replies['values']).toMatchObject({
      Status: 207,
      Content: {
        Total: 2,
        Items: [
          { Status: 200, Content: { asked: '/piwebapi/streams/A/value' } },
          { Status: 200, Content: { asked: '/piwebapi/streams/B/value' } },
        ],
      },
    });
  });

  test("a failed parent fails its children with 409 and the vendor's sentence", async () => {
    const { replies } = await run({
      child: { Method: 'GET', Resource: `${BASE}/streams/X/value`, ParentIds: ['parent'] },
      parent: { Method: 'GET', Resource: `${BASE}/bad` },
    });
    expect(replies['parent']).toMatchObject({ Status: 400, Content: { Errors: ['no'] } });
    expect(replies['child']).toEqual({
      Status: 409,
      Headers: {},
      Content: 'The following ParentIds did not complete successfully: parent.',
    });
  });

  test('content is a JSON text, single quotes allowed; headers of a reply can be used', async () => {
    const { asked } = await run({
      make: { Method: 'POST', Resource: `${BASE}/x`, Content: "{'Name':'new'}" },
      read: {
        Method: 'GET',
        Resource: '{0}',
        Parameters: ['$.make.Headers.Location'],
        ParentIds: ['make'],
      },
    });
    expect(asked).toEqual([
      { method: 'POST', url: '/piwebapi/x', body: { Name: 'new' } },
      { method: 'GET', url: '/piwebapi/x/1', body: undefined },
    ]);
  });

  test.each([
    ['another batch inside', { Method: 'POST', Resource: `${BASE}/batch` }],
    ['a relative URL', { Method: 'GET', Resource: 'points?path=x' }],
    ['another place on the server', { Method: 'GET', Resource: 'https://x/__simulator/misbehave' }],
    ['broken content', { Method: 'POST', Resource: `${BASE}/x`, Content: '{' }],
  ])('%s fails alone, with 400', async (_, request) => {
    const { replies } = await run({ good: { Method: 'GET', Resource: `${BASE}/y` }, bad: request });
    expect(replies['good']?.Status).toBe(200);
    expect(replies['bad']?.Status).toBe(400);
  });

  test.each([
    ['several tokens without a template', '$.1.Content.Items[*].WebId'],
    ['no token', '$.1.Content.Nothing'],
    ['a request that is no parent', '$.3.Content'],
    ['a path with code in it', '$.1.Content.Items[?(@.WebId=="A")].WebId'],
  ])('a parameter that selects %s fails with 400', async (_, path) => {
    const { replies } = await run({
      1: { Method: 'GET', Resource: `${BASE}/elements` },
      2: { Method: 'GET', Resource: `${BASE}/y/{0}`, Parameters: [path], ParentIds: ['1'] },
      3: { Method: 'GET', Resource: `${BASE}/y` },
    });
    expect(replies['2']?.Status).toBe(400);
  });

  test.each([
    ['a list', []],
    ['no method', { a: { Resource: BASE } }],
    ['an unknown parent', { a: { Method: 'GET', Resource: BASE, ParentIds: ['b'] } }],
    [
      'a circle of parents',
      {
        a: { Method: 'GET', Resource: BASE, ParentIds: ['b'] },
        b: { Method: 'GET', Resource: BASE, ParentIds: ['a'] },
      },
    ],
  ])('%s refuses the whole batch', async (_, batch) => {
    await expect(run(batch)).rejects.toThrow(PiError);
  });

  test('requests without parents run side by side', async () => {
    let open = 0;
    let most = 0;
    await runBatch(
      Object.fromEntries([1, 2, 3].map((id) => [id, { Method: 'GET', Resource: BASE }])),
      async () => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setImmediate(resolve));
        open -= 1;
        return { status: 200 };
      },
    );
    expect(most).toBe(3);
  });

  test('an id called __proto__ is only an id', async () => {
    const { replies } = await run(
      JSON.parse(`{"__proto__":{"Method":"GET","Resource":"${BASE}/y"}}`),
    );
    expect(Object.keys(replies)).toEqual(['__proto__']);
  });
});
