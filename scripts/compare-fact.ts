import { isDeepStrictEqual } from 'node:util';

export type Fact = {
  readonly tag: string;
  readonly value: unknown;
  readonly unit: string | null;
  readonly timestamp: string;
  readonly quality: string;
  readonly kind: string;
  readonly start?: string;
  readonly end?: string;
};

type PiValue = { readonly Value: unknown; readonly Good: boolean };
type PiPoint = { readonly WebId: string; readonly EngineeringUnits: string };

const SUMMARY_TYPE: Readonly<Record<string, string>> = {
  average: 'Average',
  minimum: 'Minimum',
  maximum: 'Maximum',
  range: 'Range',
  count: 'Count',
  percentGood: 'PercentGood',
};

const HEADERS = { authorization: `Basic ${btoa('demo:demo')}` };

/**
 * What is wrong with a fact, going by what the PI server itself says of that tag and instant over HTTP; undefined
 * when it is right.
 */
export async function compareFact(plantUrl: string, fact: Fact): Promise<string | undefined> {
  const path = encodeURIComponent(`\\\\DEMO-PI\\${fact.tag}`);
  const point = await get<PiPoint>(`${plantUrl}/points?path=${path}`);
  const stream = `${plantUrl}/streams/${point.WebId}`;
  const { Value, Good } = fact.kind === 'value' ? await valueAt(stream) : await summary(stream);
  const isShare = fact.kind === 'count' || fact.kind === 'percentGood';
  const said = {
    value: Good ? plainValue(Value) : null,
    // A count and a share of time are not in the unit of what they count.
    unit: isShare ? fact.unit : point.EngineeringUnits || null,
  };
  const shown = { value: fact.value, unit: fact.unit };
  if (isDeepStrictEqual(shown, said)) return undefined;
  return `${fact.kind} of ${fact.tag} at ${fact.timestamp}: the reply says ${JSON.stringify(shown)}, PI says ${JSON.stringify(said)}`;

  async function valueAt(stream: string): Promise<PiValue> {
    return await get<PiValue>(`${stream}/value?time=${encodeURIComponent(fact.timestamp)}`);
  }

  async function summary(stream: string): Promise<PiValue> {
    const query = new URLSearchParams({
      startTime: fact.start ?? '',
      endTime: fact.end ?? '',
      summaryType: SUMMARY_TYPE[fact.kind] ?? fact.kind,
    });
    const { Items } = await get<{ Items: { Value: PiValue }[] }>(
      `${stream}/summary?${query.toString()}`,
    );
    const [item] = Items;
    if (!item) throw new Error(`PI has no ${fact.kind} of ${fact.tag}.`);
    return item.Value;
  }
}

/** A digital state by its name, everything else as it is. */
function plainValue(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'Name' in value ? value.Name : value;
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url, { headers: HEADERS });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
