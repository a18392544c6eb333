import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestClient, type TestClient } from './test-client.ts';

let client: TestClient;
let sinusoid: string;
let mill: string;
beforeAll(async () => {
  client = await createTestClient();
  [sinusoid, mill] = await Promise.all([
    client.webIdOf('SINUSOID'),
    client.webIdOf('U1_MILL_A_STATUS'),
  ]);
});
afterAll(() => client.close());

const q = encodeURIComponent;
type Timed = { readonly Timestamp: string; readonly Value: unknown; readonly Good: boolean };

async function values(url: string): Promise<Timed[]> {
  const { json } = await client.get(url);
  return Object(json.Items);
}

describe('one stream', () => {
  test('a set says of a stream exactly what the stream itself says', async () => {
    const webIds = `webId=${sinusoid}&webId=${mill}`;
    const names = [
      'value',
      'recordedattime?time=*-1h',
      'recorded',
      'interpolated?interval=2h',
      'plot?intervals=3',
      'summary?summaryType=All',
    ];
    for (const name of names) {
      const alone = (await client.get(`/streams/${mill}/${name}`)).json;
      const { json } = await client.get(
        `/streamsets/${name}${name.includes('?') ? '&' : '?'}${webIds}`,
      );
      const [, item] = json.Items ?? [];
      expect(item).toMatchObject({ WebId: mill, Name: 'U1_MILL_A_STATUS' });
      expect([name, item?.['Value'] ?? item?.['Items']]).toEqual([
        name,
        'Items' in alone ? alone.Items : alone,
      ]);
    }
  });

  test('a digital value has name and number', async () => {
    const { json } = await client.get(`/streams/${mill}/value`);
    expect(json['Value']).toEqual({
      Name: expect.any(String),
      Value: expect.any(Number),
      IsSystem: false,
    });
    expect(json['Good']).toBe(true);
  });

  test('a range written backwards is answered backwards', async () => {
    const forth = await values(`/streams/${sinusoid}/recorded?startTime=*-5h&endTime=*`);
    const back = await values(`/streams/${sinusoid}/recorded?startTime=*&endTime=*-5h`);
    expect(back).toEqual(forth.toReversed());
    expect(forth.length).toBeGreaterThan(5);
  });

  test('maxCount cuts silently at 1000 unless told otherwise', async () => {
    const tag = await client.webIdOf('U1_LOAD_NET');
    expect(await values(`/streams/${tag}/recorded?startTime=*-30d`)).toHaveLength(1000);
    expect(
      (await values(`/streams/${tag}/recorded?startTime=*-30d&maxCount=150000`)).length,
    ).toBeGreaterThan(1000);
  });

  test.each([
    'recorded?maxCount=150001',
    'interpolated?interval=1s&startTime=*-2d',
    'summary?summaryDuration=1s&startTime=*-2d',
  ])("%s is refused in the vendor's words", async (url) => {
    expect(await client.get(`/streams/${sinusoid}/${url}`)).toMatchObject({
      status: 400,
      json: { Errors: ["Parameter 'maxCount' is greater than the maximum allowed (150000)."] },
    });
  });

  test('the limit counts all streams of a set together', async () => {
    const url = `/streamsets/interpolated?interval=1s&startTime=*-1d&webId=${sinusoid}`;
    expect((await client.get(`${url}&selectedFields=Items.Name`)).status).toBe(200);
    expect((await client.get(`${url}&webId=${mill}`)).status).toBe(400);
  });

  test('times are read in the zone asked for', async () => {
    const at = async (zone: string) =>
      (await client.get(`/streams/${sinusoid}/value?time=t&timeZone=${q(zone)}`)).json['Timestamp'];
    expect(await at('Asia/Jakarta')).toBe('2026-03-09T17:00:00Z');
    expect(await at('UTC')).toBe('2026-03-10T00:00:00Z');
    expect(await at('Pacific Standard Time')).toBe('2026-03-10T07:00:00Z');
    expect((await client.get(`/streams/${sinusoid}/value?timeZone=Mars`)).status).toBe(400);
  });

  test('a filter expression keeps what passes and marks runs of what does not', async () => {
    const filter = `filterExpression=${q("'.' > 90")}&startTime=*-12h&maxCount=1000`;
    const kept = await values(`/streams/${sinusoid}/recorded?${filter}`);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.every(({ Value: value }) => Number(value) > 90)).toBe(true);
    const marked = await values(
      `/streams/${sinusoid}/recorded?${filter}&includeFilteredValues=true`,
    );
    const states = marked.filter(({ Good: good }) => !good);
    expect(states.length).toBeGreaterThan(0);
    expect(states[0]?.Value).toEqual({ Name: 'Filtered', Value: 244, IsSystem: true });
    expect(marked.filter(({ Good: good }) => good)).toEqual(kept);
  });

  test('units are converted for attributes, refused for points and for what is not comparable', async () => {
    const unit = await client.elementAt('Unit 1');
    const { json } = await client.get(`/elements/${unit.WebId}/attributes?nameFilter=Net Load`);
    const load = json.Items?.[0]?.WebId ?? '';
    const inMegawatts = (await client.get(`/streams/${load}/value`)).json;
    const inKilowatts = (await client.get(`/streams/${load}/value?desiredUnits=kW`)).json;
    expect(inMegawatts['UnitsAbbreviation']).toBe('MW');
    expect(inKilowatts['UnitsAbbreviation']).toBe('kW');
    expect(Number(inKilowatts['Value'])).toBeCloseTo(Number(inMegawatts['Value']) * 1000, 3);
    for (const url of [
      `${load}/value?desiredUnits=bar`,
      `${load}/value?desiredUnits=furlong`,
      `${sinusoid}/value?desiredUnits=m`,
    ]) {
      expect((await client.get(`/streams/${url}`)).status).toBe(409);
    }
  });
});

describe('sets of streams', () => {
  test('a lost point fails alone, nonsense fails the request', async () => {
    const lost =
      sinusoid.slice(0, 26) + Buffer.from([9, 9, 9, 9]).toString('base64url') + sinusoid.slice(32);
    const { status, json } = await client.get(`/streamsets/value?webId=${lost}&webId=${sinusoid}`);
    expect(status).toBe(200);
    expect(json.Items?.[0]).toMatchObject({
      WebId: lost,
      Value: { Good: false, Errors: [{ FieldName: 'Value', Message: [expect.any(String)] }] },
    });
    expect(json.Items?.[1]).toMatchObject({ Name: 'SINUSOID', Value: { Good: true } });
    expect((await client.get(`/streamsets/value?webId=nonsense&webId=${sinusoid}`)).status).toBe(
      400,
    );
  });

  test('of an element: its attributes by name, filtered, and by category', async () => {
    const unit = await client.elementAt('Unit 1');
    const names = async (query: string) =>
      ((await client.get(`/streamsets/${unit.WebId}/value?${query}`)).json.Items ?? []).map(
        ({ Name: name }) => name,
      );
    const all = await names('');
    expect(all).toEqual(all.toSorted((a, b) => a.localeCompare(b, 'en')));
    expect(await names('nameFilter=*Load')).toEqual(['Gross Load', 'Net Load']);
    expect(await names('sortOrder=Descending')).toEqual(all.toReversed());
    expect((await names('searchFullHierarchy=true')).length).toBeGreaterThan(all.length);
  });

  test('the two forms of end have the two shapes of the specification', async () => {
    const unit = await client.elementAt('Unit 1');
    expect((await client.get(`/streamsets/end?webId=${sinusoid}`)).json.Items?.[0]).toHaveProperty(
      'Items',
    );
    expect((await client.get(`/streamsets/${unit.WebId}/end`)).json.Items?.[0]).toHaveProperty(
      'Value',
    );
  });

  test('joined streams have the times of the first', async () => {
    const { json } = await client.get(
      `/streamsets/joined?baseWebId=${sinusoid}&subordinateWebId=${mill}&startTime=*-3h`,
    );
    const [base, other] = (json.Items ?? []).map((item): Timed[] => Object(item['Items']));
    expect(other?.map(({ Timestamp: at }) => at)).toEqual(base?.map(({ Timestamp: at }) => at));
    expect(base?.length).toBeGreaterThan(2);
  });
});

describe('calculation', () => {
  const calculate = (name: string, expression: string, query = '') =>
    client.get(`/calculation/${name}?expression=${q(expression)}${query}`);

  test('a tag alone is that tag', async () => {
    const { json } = await calculate('times', "'SINUSOID'", '&time=*-1h&time=*-2h');
    const direct = await values(`/streams/${sinusoid}/interpolatedattimes?time=*-1h&time=*-2h`);
    expect(json.Items).toEqual(direct);
  });

  test('PI times can be resolved by the server', async () => {
    const { json } = await calculate('times', 'ParseTime("y+8h")', '&time=*');
    expect(json.Items?.[0]?.['Value']).toBe('2026-03-09T01:00:00Z');
  });

  test("a summary of a tag is the tag's summary", async () => {
    const query = '&summaryType=Average&summaryType=Maximum&startTime=*-6h';
    const own = await client.get(`/streams/${sinusoid}/summary?${query}`);
    const [average, maximum] = Object((await calculate('summary', "'SINUSOID'", query)).json.Items);
    const [ownAverage, ownMaximum] = Object(own.json.Items);
    expect(average.Value.Value).toBeCloseTo(ownAverage.Value.Value, 3);
    expect(maximum.Value.Value).toBeCloseTo(ownMaximum.Value.Value, 3);
  });

  test('names are attributes when the target is an element', async () => {
    const unit = await client.elementAt('Unit 1');
    const { json } = await calculate(
      'times',
      "'Net Load' / 'Net Load'",
      `&time=*&webId=${unit.WebId}`,
    );
    expect(json.Items?.[0]?.['Value']).toBe(1);
    expect((await calculate('times', "'Net Load'", '&time=*')).status).toBe(409);
  });

  test('at intervals and at recorded values', async () => {
    expect(
      (await calculate('intervals', '1+1', '&startTime=*-2h&sampleInterval=30m')).json.Items,
    ).toHaveLength(5);
    const recorded = await values(`/streams/${sinusoid}/recorded?startTime=*-3h`);
    const { json } = await calculate('recorded', "'SINUSOID' * 1", '&startTime=*-3h');
    const times = new Set((json.Items ?? []).map((item) => item['Timestamp']));
    expect(recorded.every(({ Timestamp: at }) => times.has(at))).toBe(true);
  });

  test.each(['1 +', "'NO SUCH TAG'", 'Nonsense(1)', ''])('%j is refused', async (expression) => {
    expect((await calculate('times', expression, '&time=*')).status).toBe(
      expression === '' ? 400 : 409,
    );
  });
});
