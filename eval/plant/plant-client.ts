/** The examiner's own way to the demo plant: its PI Web API over HTTP, and nothing of Plantline's code. */

export type PiValue = {
  readonly at: number;
  /** A digital state by its name. */
  readonly value: number | string;
  readonly isGood: boolean;
};
export type PiPoint = {
  readonly name: string;
  readonly webId: string;
  readonly unit: string | null;
  readonly isStep: boolean;
};
export type PiEvent = {
  readonly name: string;
  readonly template: string;
  readonly start: number;
  /** Absent while it goes on. */
  readonly end: number | undefined;
};

export type PlantClient = ReturnType<typeof createPlantClient>;

type RawValue = { Timestamp: string; Value: unknown; Good: boolean };
type RawPoint = {
  Name: string;
  WebId: string;
  EngineeringUnits: string;
  Step: boolean;
  PointType: string;
};
type RawFrame = { Name: string; TemplateName: string; StartTime: string; EndTime: string };

const HEADERS = { authorization: `Basic ${btoa('demo:demo')}` };
const PAGE = 50_000;
/** What PI says for an event that goes on. */
const NO_END_YEAR = 9999;

/** @param url of the PI Web API: `http://127.0.0.1:8003/piwebapi` */
export function createPlantClient(url: string) {
  const points = new Map<string, Promise<PiPoint | undefined>>();
  const history = new Map<string, Promise<readonly PiValue[]>>();
  let database: Promise<string> | undefined;

  async function get<T>(
    path: string,
    query: readonly (readonly [string, string])[] = [],
  ): Promise<T> {
    const parameters = new URLSearchParams(
      query.map(([name, value]): [string, string] => [name, value]),
    );
    const response = await fetch(`${url}${path}?${parameters.toString()}`, { headers: HEADERS });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async function readPoint(tag: string): Promise<PiPoint | undefined> {
    const path = encodeURIComponent(`\\\\DEMO-PI\\${tag}`);
    const response = await fetch(`${url}/points?path=${path}`, { headers: HEADERS });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${tag}: ${response.status} ${await response.text()}`);
    const raw = (await response.json()) as RawPoint;
    return {
      name: raw.Name,
      webId: raw.WebId,
      unit: raw.EngineeringUnits || null,
      isStep: raw.Step || raw.PointType === 'Digital' || raw.PointType === 'String',
    };
  }

  async function findPoint(tag: string): Promise<PiPoint | undefined> {
    const known = points.get(tag) ?? readPoint(tag);
    points.set(tag, known);
    return await known;
  }

  async function point(tag: string): Promise<PiPoint> {
    const found = await findPoint(tag);
    if (!found) throw new Error(`The demo plant has no tag "${tag}".`);
    return found;
  }

  async function readRecorded(
    tag: string,
    start: number,
    end: number,
  ): Promise<readonly PiValue[]> {
    const { webId } = await point(tag);
    const values: PiValue[] = [];
    let from = start;
    for (;;) {
      const { Items } = await get<{ Items: RawValue[] }>(`/streams/${webId}/recorded`, [
        ['startTime', iso(from)],
        ['endTime', iso(end)],
        ['maxCount', String(PAGE)],
      ]);
      const seen = values.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
      values.push(...Items.map(toValue).filter(({ at }) => at > seen));
      if (Items.length < PAGE) return values;
      from = values.at(-1)?.at ?? end;
    }
  }

  return {
    findPoint,
    point,

    /** Names of every point. */
    async tagNames(): Promise<readonly string[]> {
      const { Items: servers } = await get<{ Items: { WebId: string }[] }>('/dataservers');
      const { Items } = await get<{ Items: RawPoint[] }>(
        `/dataservers/${servers[0]?.WebId ?? ''}/points`,
        [['maxCount', '1000']],
      );
      return Items.map(({ Name }) => Name);
    },

    /** As it was at `at`, between two recorded values by a straight line unless the tag steps. */
    async valueAt(tag: string, at: number | string): Promise<PiValue> {
      const { webId } = await point(tag);
      const time = typeof at === 'number' ? iso(at) : at;
      return toValue(await get<RawValue>(`/streams/${webId}/value`, [['time', time]]));
    },

    /** The newest. */
    async snapshot(tag: string): Promise<PiValue> {
      const { webId } = await point(tag);
      return toValue(await get<RawValue>(`/streams/${webId}/value`));
    },

    /** Recorded values from `start` to `end`, without those between. */
    async recorded(tag: string, start: number, end: number): Promise<readonly PiValue[]> {
      const key = `${tag} ${start} ${end}`;
      const known = history.get(key) ?? readRecorded(tag, start, end);
      history.set(key, known);
      return await known;
    },

    /** One time-weighted summary; `type` as PI names it, `start` and `end` ISO 8601. */
    async summary(tag: string, type: string, start: string, end: string): Promise<PiValue> {
      const { webId } = await point(tag);
      const { Items } = await get<{ Items: { Value: RawValue }[] }>(`/streams/${webId}/summary`, [
        ['startTime', start],
        ['endTime', end],
        ['summaryType', type],
      ]);
      const raw = Items[0]?.Value;
      if (!raw) throw new Error(`PI has no ${type} of ${tag}.`);
      return toValue(raw);
    },

    /** Event frames that were going on between the two, oldest first. */
    async events(start: number, end: number): Promise<readonly PiEvent[]> {
      database ??= readDatabase();
      const { Items } = await get<{ Items: RawFrame[] }>(
        `/assetdatabases/${await database}/eventframes`,
        [
          ['startTime', iso(start)],
          ['endTime', iso(end)],
          ['searchMode', 'Overlapped'],
          ['maxCount', '1000'],
        ],
      );
      return Items.map((raw) => ({
        name: raw.Name,
        template: raw.TemplateName,
        start: Date.parse(raw.StartTime),
        end: Number(raw.EndTime.slice(0, 4)) >= NO_END_YEAR ? undefined : Date.parse(raw.EndTime),
      })).sort((a, b) => a.start - b.start);
    },
  };

  async function readDatabase(): Promise<string> {
    const { Items: servers } = await get<{ Items: { WebId: string }[] }>('/assetservers');
    const { Items } = await get<{ Items: { WebId: string }[] }>(
      `/assetservers/${servers[0]?.WebId ?? ''}/assetdatabases`,
    );
    return Items[0]?.WebId ?? '';
  }
}

function toValue(raw: RawValue): PiValue {
  const { Value } = raw;
  const isState = typeof Value === 'object' && Value !== null && 'Name' in Value;
  const value = isState ? String(Value.Name) : (Value as number | string);
  return { at: Date.parse(raw.Timestamp), value, isGood: raw.Good };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
