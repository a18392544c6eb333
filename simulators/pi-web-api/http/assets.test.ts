import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestClient, type TestClient } from './test-client.ts';

let client: TestClient;
let database: string;
beforeAll(async () => {
  client = await createTestClient();
  database = await client.databaseWebId();
});
afterAll(() => client.close());

const q = encodeURIComponent;

async function names(url: string): Promise<string[]> {
  return ((await client.get(url)).json.Items ?? []).map(({ Name: name }) => name);
}

describe('lists of elements', () => {
  test('following Next brings every element once, and Previous leads back', async () => {
    const all = await names(`/assetdatabases/${database}/elements?searchFullHierarchy=true`);
    const paged: string[] = [];
    let url: unknown = `/assetdatabases/${database}/elements?SearchFullHierarchy=true&maxCount=7`;
    let pages = 0;
    let previous: unknown;
    while (typeof url === 'string') {
      const { json } = await client.get(url.replace(/^.*\/piwebapi/, ''));
      paged.push(...(json.Items ?? []).map(({ Name: name }) => name));
      const links = Object(json['Links']);
      expect(links).toMatchObject({ First: expect.any(String), Last: expect.any(String) });
      previous = links.Previous;
      url = links.Next;
      pages += 1;
    }
    expect(paged).toEqual(all);
    expect(pages).toBe(Math.ceil(all.length / 7));
    expect(await names(String(previous).replace(/^.*\/piwebapi/, ''))).toEqual(
      all.slice((pages - 2) * 7, (pages - 1) * 7),
    );
  });

  test('are filtered by name, template and depth, and sorted', async () => {
    const base = `/assetdatabases/${database}/elements`;
    expect(await names(`${base}?nameFilter=Unit*`)).toEqual(['Unit 1', 'Unit 2']);
    expect(await names(`${base}?nameFilter=Mill A`)).toEqual([]);
    expect(await names(`${base}?nameFilter=Mill A&searchFullHierarchy=true`)).toEqual([
      'Mill A',
      'Mill A',
    ]);
    expect(new Set(await names(`${base}?templateName=pump&searchFullHierarchy=true`))).toEqual(
      new Set(['BFP A', 'BFP B']),
    );
    expect(await names(`${base}?nameFilter=Unit*&sortOrder=Descending`)).toEqual([
      'Unit 2',
      'Unit 1',
    ]);
    expect((await client.get(`${base}?sortField=Colour`)).status).toBe(400);
    expect((await client.get(`${base}?maxCount=150001`)).status).toBe(400);
  });

  test('can be searched in the query language of AF', async () => {
    const search = (query: string) =>
      names(`/elements/search?databaseWebId=${database}&query=${q(query)}`);
    expect(await search('Name:=Unit*')).toEqual(['Unit 1', 'Unit 2']);
    expect(await search("Root:'Unit 1' Template:=Mill")).toHaveLength(6);
    expect(await search("Name:'Unit 1' OR Name:'Unit 2'")).toEqual(['Unit 1', 'Unit 2']);
    expect((await client.get(`/elements/search?query=${q('Nonsense:=1')}`)).status).toBe(400);
  });

  test('attributes can be searched with an element inside the query', async () => {
    const query = q("Element:{Name:'Unit *'} Name:'Net Load'");
    const { json } = await client.get(`/attributes/search?query=${query}`);
    expect((json.Items ?? []).map(({ Path: path }) => path)).toEqual([
      '\\\\DEMO-AF\\Tanjung Sari\\Unit 1|Net Load',
      '\\\\DEMO-AF\\Tanjung Sari\\Unit 2|Net Load',
    ]);
  });

  test('several objects at once are 207 when one is missing', async () => {
    const path = q('\\\\DEMO-AF\\Tanjung Sari\\Unit 1');
    const { status, json } = await client.get(
      `/elements/multiple?path=${path}&path=${q('\\\\DEMO-AF\\Nowhere')}`,
    );
    expect(status).toBe(207);
    expect(json.Items).toMatchObject([
      { IdentifierType: 'Path', Object: { Name: 'Unit 1' } },
      { Identifier: '\\\\DEMO-AF\\Nowhere', Exception: { Errors: [expect.any(String)] } },
    ]);
    expect((await client.get(`/elements/multiple?path=${path}`)).status).toBe(200);
    expect(
      (await client.get(`/elements/multiple?path=${path}&path=x&includeMode=OnlyWithValues`)).json
        .Items,
    ).toHaveLength(1);
  });

  test('paths come with associations', async () => {
    const { json } = await client.get(
      `/assetdatabases/${database}/elements?nameFilter=Unit 1&associations=Paths`,
    );
    expect(json.Items?.[0]?.['Paths']).toEqual(['\\\\DEMO-AF\\Tanjung Sari\\Unit 1']);
  });
});

describe('event frames', () => {
  const starts = async (query: string) => {
    const { status, json } = await client.get(`/assetdatabases/${database}/eventframes?${query}`);
    return { status, starts: (json.Items ?? []).map((item) => String(item['StartTime'])) };
  };

  test('backward and forward modes walk away from the start time', async () => {
    const back = await starts('searchMode=BackwardFromStartTime&startTime=*-30d&maxCount=4');
    expect(back.starts).toEqual(back.starts.toSorted().toReversed());
    expect(back.starts.every((at) => at <= '2026-02-08T12:00:00Z')).toBe(true);
    const forth = await starts('searchMode=ForwardFromStartTime&startTime=*-30d&maxCount=4');
    expect(forth.starts).toEqual(forth.starts.toSorted());
    expect(forth.starts.every((at) => at >= '2026-02-08T12:00:00Z')).toBe(true);
    expect(back.starts).toHaveLength(4);
    expect(forth.starts).toHaveLength(4);
  });

  test.each(['endTime=*', 'sortField=Name', 'sortOrder=Ascending'])(
    'those modes allow no %s',
    async (extra) => {
      expect((await starts(`searchMode=ForwardFromStartTime&${extra}`)).status).toBe(400);
    },
  );

  test('an event frame lies where its mode says', async () => {
    const inside = await starts(
      'searchMode=Inclusive&startTime=*-60d&endTime=*-30d&sortField=StartTime',
    );
    const touched = await starts(
      'searchMode=Overlapped&startTime=*-60d&endTime=*-30d&sortField=StartTime',
    );
    expect(inside.starts.length).toBeGreaterThan(0);
    expect(touched.starts).toEqual(expect.arrayContaining(inside.starts));
    expect((await starts('startTime=*&endTime=*-1d')).status).toBe(400);
  });

  test('an element knows its own', async () => {
    const unit = await client.elementAt('Unit 1');
    const { json } = await client.get(`/elements/${unit.WebId}/eventframes?startTime=*-60d`);
    expect((json.Items ?? []).length).toBeGreaterThan(0);
    expect((json.Items ?? []).every((frame) => frame.Name.startsWith('Unit 1'))).toBe(true);
  });

  test('its attributes read in the time of the event frame', async () => {
    const { json } = await client.get(
      `/assetdatabases/${database}/eventframes?startTime=*-60d&maxCount=1`,
    );
    const frame = json.Items?.[0];
    const attributes =
      (await client.get(`/eventframes/${frame?.WebId}/attributes`)).json.Items ?? [];
    const onPoint = attributes.find((each) => 'Point' in Object(each['Links']));
    const recorded = (await client.get(`/streams/${onPoint?.WebId}/recorded`)).json.Items ?? [];
    expect(recorded.length).toBeGreaterThan(0);
    for (const { Timestamp: at } of recorded) {
      expect(String(at) >= String(frame?.['StartTime'])).toBe(true);
      expect(String(at) <= String(frame?.['EndTime'])).toBe(true);
    }
  });

  test('can be annotated and acknowledged', async () => {
    const { json } = await client.get(
      `/assetdatabases/${database}/eventframes?startTime=*-60d&maxCount=1`,
    );
    const url = `/eventframes/${json.Items?.[0]?.WebId}`;
    const made = await client.send('POST', `${url}/annotations`, {
      Name: 'cause',
      Value: 'wet coal',
    });
    expect(made.status).toBe(201);
    const note = String(made.headers['location']).replace(/^.*\/piwebapi/, '');
    expect((await client.get(note)).json).toMatchObject({ Name: 'cause', Value: 'wet coal' });
    expect((await client.get(url)).json['IsAnnotated']).toBe(true);
    expect((await client.send('PATCH', note, { Value: 'dry coal' })).status).toBe(204);
    expect((await client.get(`${url}/annotations`)).json.Items).toMatchObject([
      { Value: 'dry coal' },
    ]);
    expect((await client.send('DELETE', note)).status).toBe(204);
    expect((await client.get(note)).status).toBe(404);
    await client.send('PATCH', `${url}/acknowledge`);
    expect((await client.get(url)).json['IsAcknowledged']).toBe(true);
  });
});

describe('points', () => {
  test('a page has no Next: paging by startIndex brings every point once', async () => {
    const { json } = await client.get('/dataservers');
    const server = json.Items?.[0]?.WebId;
    const all: string[] = [];
    for (let startIndex = 0; ; startIndex += 50) {
      const page = await client.get(
        `/dataservers/${server}/points?startIndex=${startIndex}&maxCount=50`,
      );
      expect(page.json['Links']).toEqual({});
      all.push(...(page.json.Items ?? []).map(({ Name: name }) => name));
      if ((page.json.Items ?? []).length < 50) break;
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(await names(`/dataservers/${server}/points?nameFilter=*`));
  });

  test('a search takes at most 1000', async () => {
    expect((await client.get('/points/search?query=*&maxCount=1001')).json.Errors).toEqual([
      "Parameter 'maxCount' is greater than the maximum allowed (1000).",
    ]);
    expect(await names('/points/search?query=sinusoid*')).toEqual(
      expect.arrayContaining(['SINUSOID', 'SINUSOIDU']),
    );
    expect(await names(`/points/search?query=${q('Tag:=SINUSOID Zero:>50')}`)).toEqual([]);
  });

  test('attributes are named in lower case, found in any case', async () => {
    const webId = await client.webIdOf('SINUSOID');
    expect(await names(`/points/${webId}/attributes?name=ENGUNITS&name=pointid`)).toEqual(
      expect.arrayContaining(['engunits', 'pointid']),
    );
    expect((await client.get(`/points/${webId}/attributes/PointSource`)).json).toMatchObject({
      Name: 'pointsource',
    });
    expect((await client.get(`/points/${webId}/attributes/nonsense`)).status).toBe(404);
    expect((await client.get(`/points/${webId}/attributes?name=nonsense`)).status).toBe(400);
  });
});
