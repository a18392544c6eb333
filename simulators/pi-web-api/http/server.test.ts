import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestClient, type TestClient } from './test-client.ts';

let client: TestClient;
beforeAll(async () => {
  client = await createTestClient();
});
afterAll(() => client.close());

describe('finding the way', () => {
  test.each(['', '/', '/?x=1'])('home is at /piwebapi%s', async (url) => {
    expect((await client.get(url)).json['Links']).toMatchObject({
      DataServers: expect.stringMatching(/\/piwebapi\/dataservers$/),
    });
  });

  test('paths and parameter names may be written in any case, with a slash at the end', async () => {
    const reply = await client.server.app.inject({
      url: '/PIWebAPI/Points/?PATH=%5C%5Cdemo-pi%5Csinusoid',
    });
    expect(reply.json().Name).toBe('SINUSOID');
  });

  test("an unknown path is 404 and a wrong method 405, in the web framework's form", async () => {
    expect(await client.get('/nothing')).toMatchObject({
      status: 404,
      json: { Message: expect.stringContaining('/nothing') },
    });
    expect(await client.send('POST', '/system', {})).toMatchObject({
      status: 405,
      json: { Message: expect.any(String) },
    });
  });

  test('links lead back to the address the client used', async () => {
    const { json } = await client.get('/system', { host: 'pi.plant.example:8443' });
    expect(json['Links']).toMatchObject({ Self: 'http://pi.plant.example:8443/piwebapi/system' });
  });

  test('the keys of a point come in the order of a real server', async () => {
    const { json } = await client.get('/points?path=%5C%5CDEMO-PI%5CSINUSOID');
    expect(Object.keys(json).join()).toBe(
      'WebId,Id,Name,Path,Descriptor,PointClass,PointType,DigitalSetName,EngineeringUnits,Span,Zero,Step,Future,DisplayDigits,Links',
    );
    expect(Object.keys(Object(json['Links'])).join()).toBe(
      'Self,DataServer,Attributes,InterpolatedData,RecordedData,PlotData,SummaryData,Value,EndValue',
    );
  });

  test('selectedFields cuts any reply down', async () => {
    expect(
      (await client.get('/points?path=%5C%5CDEMO-PI%5CSINUSOID&selectedFields=name;links.self'))
        .json,
    ).toEqual({
      Name: 'SINUSOID',
      Links: { Self: expect.any(String) },
    });
  });
});

describe('what a request must bring', () => {
  test('without log-in: 401, how to log in, and no word about the plant', async () => {
    const guarded = await createTestClient({
      auth: { kind: 'basic', user: 'demo', password: 'demo' },
    });
    const refused = await guarded.get('/dataservers');
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Basic realm="PI Web API"');
    expect(refused.json).toEqual({ Message: 'Authorization has been denied for this request.' });
    const authorization = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
    expect((await guarded.get('/system/userinfo', { authorization })).json).toMatchObject({
      Name: 'DEMO\\demo',
    });
    await guarded.close();
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    '%s without X-Requested-With is refused',
    async (method) => {
      expect((await client.send(method, '/batch', {}, {})).status).toBe(403);
    },
  );

  test('a URL that is too long is 414, a body that is too large 413, a body that is no JSON 400', async () => {
    const small = await createTestClient({ maxUrlLength: 200, maxBodyBytes: 100 });
    expect((await small.get(`/points?path=${'x'.repeat(200)}`)).status).toBe(414);
    expect((await small.send('POST', '/batch', `{"a":"${'x'.repeat(200)}"}`)).status).toBe(413);
    expect(await small.send('POST', '/batch', '{"a":')).toMatchObject({
      status: 400,
      json: { Message: expect.any(String) },
    });
    await small.close();
  });

  test('more than the allowed requests a second are 429 with Retry-After', async () => {
    const slow = await createTestClient({ rateLimit: { maxRequests: 3, durationMs: 60_000 } });
    const statuses = [];
    for (let each = 0; each < 4; each += 1) statuses.push(await slow.get('/system'));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(statuses[3]?.headers['retry-after'])).toBeGreaterThan(0);
    await slow.close();
  });
});

describe('WebIDs', () => {
  test.each(['Full', 'IDOnly', 'PathOnly', 'LocalIDOnly', 'DefaultIDOnly'])(
    '%s is written and taken back',
    async (type) => {
      const webId = await client.webIdOf('CDT158', `&webIdType=${type.toLowerCase()}`);
      expect(webId.charAt(0)).toBe(type.charAt(0));
      expect((await client.get(`/points/${webId}?webIdType=${type}`)).json).toMatchObject({
        Name: 'CDT158',
        WebId: webId,
      });
      expect((await client.get(`/streams/${webId}/value`)).status).toBe(200);
    },
  );

  test('a Full WebID with a path of long ago still leads to its point', async () => {
    const webId = await client.webIdOf('CDT158');
    const head = webId.slice(0, 4 + 22 + 6);
    const stale = head + Buffer.from('DEMO-PI\\OLD NAME').toString('base64url');
    expect((await client.get(`/points/${stale}`)).json['Name']).toBe('CDT158');
  });

  test('nonsense is 400, an object that is not there 404', async () => {
    const webId = await client.webIdOf('CDT158');
    const other =
      webId.slice(0, 26) + Buffer.from([1, 2, 3, 4]).toString('base64url') + webId.slice(32);
    for (const [text, status] of [
      ['nonsense', 400],
      ['F1XX', 400],
      [webId.slice(0, 20), 400],
      [other, 404],
    ] as const) {
      const reply = await client.get(`/points/${text}`);
      expect([text, reply.status]).toEqual([text, status]);
      expect(reply.json.Errors).toHaveLength(1);
    }
  });

  test('a path that leads nowhere is 404 in the words of the field', async () => {
    const path = '\\\\DEMO-AF\\Tanjung Sari\\Unit 9|Load';
    expect((await client.get(`/attributes?path=${encodeURIComponent(path)}`)).json.Errors).toEqual([
      `failed to restore a path '${path}' to AF Object with identity of 'Attribute'.`,
    ]);
  });
});

describe('tag names that make trouble', () => {
  test('every one is found by path, searched and read', async () => {
    const { json } = await client.get(
      `/points/search?query=${encodeURIComponent('Tag:=*#* OR Tag:=*%* OR Tag:="* *" OR Tag:=*/* OR Tag:=*(* OR Tag:=*é*')}`,
    );
    const names = (json.Items ?? []).map(({ Name: name }) => name);
    for (const sign of ['#', '%', ' ', '/', '(', 'é']) {
      expect(names.some((name) => name.includes(sign))).toBe(true);
    }
    for (const name of names) {
      const reply = await client.get(`/points?path=${encodeURIComponent(`\\\\DEMO-PI\\${name}`)}`);
      expect(reply.json['Name']).toBe(name);
      expect((await client.get(`/streams/${String(reply.json['WebId'])}/value`)).status).toBe(200);
    }
  });
});

describe('misbehaviour on request', () => {
  test('rules are set, counted down, listed and cleared', async () => {
    const rule = { status: 429, retryAfterSeconds: 7, pathIncludes: '/system', count: 1 };
    expect((await client.send('POST', '/__simulator/misbehave', rule)).status).toBe(201);
    const hit = await client.get('/system');
    expect([hit.status, hit.headers['retry-after']]).toEqual([429, '7']);
    expect((await client.get('/system')).status).toBe(200);
    await client.send('POST', '/__simulator/misbehave', { status: 502, pathIncludes: 'nowhere' });
    expect((await client.get('/__simulator/misbehave')).json['rules']).toHaveLength(1);
    expect((await client.send('DELETE', '/__simulator/misbehave')).status).toBe(204);
    expect((await client.get('/__simulator/misbehave')).json['rules']).toEqual([]);
  });

  test('a broken body says it is JSON and is not', async () => {
    await client.send('POST', '/__simulator/misbehave', { body: 'broken', count: 1 });
    const reply = await client.server.app.inject({ url: '/piwebapi/system' });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(() => JSON.parse(reply.body)).toThrow(SyntaxError);
  });

  test('a rule that makes no sense is refused', async () => {
    expect((await client.send('POST', '/__simulator/misbehave', { body: 'strange' })).status).toBe(
      400,
    );
    expect((await client.send('POST', '/__simulator/misbehave', '[')).status).toBe(400);
  });
});
