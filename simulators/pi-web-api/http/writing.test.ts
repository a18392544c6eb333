import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestClient, TEST_NOW, type TestClient } from './test-client.ts';

let nowMs = 0;
let client: TestClient;
let server: string;
const clients: TestClient[] = [];
beforeEach(async () => {
  nowMs = Date.parse(TEST_NOW) - 6 * 3_600_000;
  client = await createTestClient({ clock: () => nowMs });
  clients.push(client);
  server = (await client.get('/dataservers')).json.Items?.[0]?.WebId ?? '';
});
afterAll(() => Promise.all(clients.map((each) => each.close())));

const NEW_POINT = {
  Name: 'LAB RESULT',
  PointClass: 'classic',
  PointType: 'Float64',
  EngineeringUnits: '%',
};

/** Makes a point six hours ago: its first event is Pt Created, then. */
async function makePoint(point: Record<string, unknown> = NEW_POINT): Promise<string> {
  const made = await client.send('POST', `/dataservers/${server}/points`, point);
  expect(made.status).toBe(201);
  nowMs = Date.parse(TEST_NOW);
  return String(made.headers['location']).replace(/^.*\/points\//, '');
}

describe('values', () => {
  test('what was written is read back, to the tick', async () => {
    const webId = await makePoint();
    const at = '2026-03-10T11:00:00.1234567Z';
    const written = await client.send('POST', `/streams/${webId}/value`, {
      Timestamp: at,
      Value: 12.5,
    });
    expect(written.status).toBe(202);
    expect(written.headers['location']).toContain(`/streams/${webId}/`);
    expect((await client.get(`/streams/${webId}/value`)).json).toMatchObject({
      Timestamp: at,
      Value: 12.5,
      Good: true,
    });
    expect(
      (await client.get(`/streams/${webId}/recordedattime?time=${at}&retrievalMode=Exact`)).json[
        'Value'
      ],
    ).toBe(12.5);
  });

  test('a list answers one substatus a value, 207 when one was refused', async () => {
    const webId = await makePoint();
    const good = [
      { Timestamp: '*-2h', Value: 1 },
      { Timestamp: '*-1h', Value: 2 },
    ];
    expect((await client.send('POST', `/streams/${webId}/recorded`, good)).status).toBe(202);
    expect(
      (await client.send('POST', `/streams/${webId}/recorded?bufferOption=DoNotBuffer`, good))
        .status,
    ).toBe(204);
    const mixed = await client.send('POST', `/streams/${webId}/recorded`, [
      ...good,
      { Timestamp: 'x', Value: 1 },
      { Value: 'text' },
    ]);
    expect(mixed.status).toBe(207);
    expect(mixed.json.Items).toMatchObject([
      { Substatus: 202 },
      { Substatus: 202 },
      { Substatus: 400 },
      { Substatus: 409 },
    ]);
    expect((await client.get(`/streams/${webId}/recorded?startTime=*-3h`)).json.Items).toHaveLength(
      2,
    );
  });

  test('remove takes a value away again', async () => {
    const webId = await makePoint();
    await client.send('POST', `/streams/${webId}/value`, { Timestamp: '*-1h', Value: 1 });
    await client.send('POST', `/streams/${webId}/value?updateOption=Remove`, {
      Timestamp: '*-1h',
      Value: 1,
    });
    expect((await client.get(`/streams/${webId}/recorded?startTime=*-2h`)).json.Items).toEqual([]);
  });

  test('several streams at once, in single quotes, through a batch', async () => {
    const webId = await makePoint();
    const base = 'https://pi/piwebapi';
    const batch = {
      write: {
        Method: 'POST',
        Resource: `${base}/streamsets/value`,
        Content: `[{'WebId':'${webId}','Value':{'Value':7,'Timestamp':'*-1m'}}]`,
      },
      read: {
        Method: 'GET',
        Resource: `${base}/streams/${webId}/value?selectedFields=Value`,
        ParentIds: ['write'],
      },
    };
    const { status, json } = await client.send('POST', '/batch', batch);
    expect(status).toBe(207);
    expect(json).toMatchObject({
      write: { Status: 202 },
      read: { Status: 200, Content: { Value: 7 } },
    });
  });

  test('a static attribute takes a value, in other units too', async () => {
    const unit = await client.elementAt('Unit 1');
    const { json } = await client.get(
      `/elements/${unit.WebId}/attributes?nameFilter=Rated Capacity`,
    );
    const webId = json.Items?.[0]?.WebId;
    expect((await client.send('PUT', `/attributes/${webId}/value`, { Value: 650 })).status).toBe(
      204,
    );
    expect((await client.get(`/attributes/${webId}/value`)).json['Value']).toBe(650);
    await client.send('PUT', `/attributes/${webId}/value`, {
      Value: 640_000,
      UnitsAbbreviation: 'kW',
    });
    expect((await client.get(`/attributes/${webId}/value`)).json['Value']).toBeCloseTo(640, 6);
    expect(
      (
        await client.send('PUT', `/attributes/${webId}/value`, {
          Value: 1,
          UnitsAbbreviation: 'bar',
        })
      ).status,
    ).toBe(409);
  });

  test.each([
    [{}, 400],
    [[], 400],
    [{ Value: null }, 400],
    [{ Value: [1] }, 400],
    [{ Value: 'abc' }, 409],
  ])('the body %j is refused with %i', async (body, status) => {
    expect((await client.send('POST', `/streams/${await makePoint()}/value`, body)).status).toBe(
      status,
    );
  });
});

describe('points, elements and attributes', () => {
  test('a point is made, changed, renamed and deleted; its WebID outlives the new name', async () => {
    const webId = await makePoint();
    expect((await client.get(`/points/${webId}`)).json).toMatchObject({
      Name: 'LAB RESULT',
      PointType: 'Float64',
      EngineeringUnits: '%',
    });
    expect(
      (await client.send('PATCH', `/points/${webId}`, { Name: 'LAB 2', Descriptor: 'ash' })).status,
    ).toBe(204);
    expect((await client.get(`/points/${webId}`)).json).toMatchObject({
      Name: 'LAB 2',
      Descriptor: 'ash',
    });
    expect((await client.send('DELETE', `/points/${webId}`)).status).toBe(204);
    expect((await client.get(`/points/${webId}`)).status).toBe(404);
    expect((await client.get(`/streams/${webId}/value`)).status).toBe(404);
  });

  test('a name that is taken is a conflict, a missing or wrong type a bad request', async () => {
    await makePoint();
    expect((await client.send('POST', `/dataservers/${server}/points`, NEW_POINT)).status).toBe(
      409,
    );
    expect((await client.send('POST', `/dataservers/${server}/points`, { Name: 'X' })).status).toBe(
      400,
    );
    expect(
      (
        await client.send('POST', `/dataservers/${server}/points`, {
          ...NEW_POINT,
          Name: 'Y',
          PointType: 'Float128',
        })
      ).status,
    ).toBe(400);
    expect((await client.send('POST', `/dataservers/${server}/points`, [])).status).toBe(400);
  });

  test('an element with an attribute on a point reads that point', async () => {
    const database = await client.databaseWebId();
    const made = await client.send('POST', `/assetdatabases/${database}/elements`, {
      Name: 'Lab',
      Description: 'samples',
    });
    const element = String(made.headers['location']).replace(/^.*\/elements\//, '');
    const attribute = await client.send('POST', `/elements/${element}/attributes`, {
      Name: 'Wave',
      Type: 'Double',
      DataReferencePlugIn: 'PI Point',
      ConfigString: '\\\\DEMO-PI\\SINUSOID',
    });
    expect(attribute.status).toBe(201);
    const webId = String(attribute.headers['location']).replace(/^.*\/attributes\//, '');
    const point = await client.webIdOf('SINUSOID');
    const ofPoint = (await client.get(`/streams/${point}/value?time=*-1h`)).json['Value'];
    expect((await client.get(`/streams/${webId}/value?time=*-1h`)).json['Value']).toBeCloseTo(
      Number(ofPoint),
      5,
    );
    expect(
      (await client.send('PATCH', `/elements/${element}`, { Name: 'Laboratory' })).status,
    ).toBe(204);
    expect((await client.get(`/attributes/${webId}`)).json['Path']).toBe(
      '\\\\DEMO-AF\\Tanjung Sari\\Laboratory|Wave',
    );
    expect((await client.send('DELETE', `/elements/${element}`)).status).toBe(204);
    expect((await client.get(`/attributes/${webId}`)).status).toBe(404);
  });
});

describe('updates', () => {
  test('a marker brings what came since, again after a lost reply, and nothing twice after that', async () => {
    const webId = await makePoint();
    await client.send('POST', `/streams/${webId}/value`, { Timestamp: '*-2h', Value: 1 });
    const first = String(
      (await client.send('POST', `/streams/${webId}/updates`)).json['LatestMarker'],
    );
    expect(first).toMatch(/^[0-9a-f]{32}_0$/);
    await client.send('POST', `/streams/${webId}/value`, { Timestamp: '*-1h', Value: 2 });
    const retrieve = async (marker: string) =>
      (await client.get(`/streams/updates/${marker}`)).json;
    expect(await retrieve(first)).toMatchObject({
      Status: 'Succeeded',
      RequestedMarker: first,
      Events: [{ Value: 2, Action: 'Add' }],
    });
    const again = await retrieve(first);
    expect(again).toMatchObject({ Events: [{ Value: 2 }] });
    expect(await retrieve(String(again['LatestMarker']))).toMatchObject({ Events: [] });
    expect((await client.get('/streams/updates/00000000000000000000000000000000_0')).status).toBe(
      404,
    );
    const set = await client.get(
      `/streamsets/updates?marker=${String(again['LatestMarker'])}&marker=nonsense`,
    );
    expect(set.json.Items).toMatchObject([{ Status: 'Succeeded' }, { Status: 'Failed' }]);
  });
});
