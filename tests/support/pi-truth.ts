import type { Fact } from '../../src/triggers/index.ts';
import type { RunningPlant } from './start-plantline.ts';

interface TimedValue {
  readonly Timestamp: string;
  readonly Value: number | string | { readonly Name: string; readonly IsSystem?: boolean };
  readonly Good: boolean;
}
interface Point {
  readonly WebId: string;
  readonly EngineeringUnits: string;
}
interface Summary {
  readonly Items: readonly { readonly Type: string; readonly Value: TimedValue }[];
}

const SUMMARY_TYPES: Readonly<Record<string, string>> = {
  average: 'Average',
  minimum: 'Minimum',
  maximum: 'Maximum',
  range: 'Range',
  total: 'Total',
  count: 'Count',
  percentGood: 'PercentGood',
};

/** What the demo plant's own HTTP API says for a fact's tag, at its instant or over its span. */
export async function piTruth(
  plant: RunningPlant,
  fact: Fact,
): Promise<Omit<Fact, 'source' | 'kind'>> {
  const path = encodeURIComponent(String.raw`\\DEMO-PI` + `\\${fact.tag}`);
  const point = (await plant.pi(`/points?path=${path}`)) as Point;
  const value = await valueOf(plant, point.WebId, fact);
  const isGood = value.Good;
  return {
    tag: fact.tag,
    value: isGood ? plain(value.Value) : null,
    unit: fact.kind === 'value' ? point.EngineeringUnits || null : fact.unit,
    timestamp: fact.timestamp,
    quality: isGood ? 'good' : 'bad',
  };
}

async function valueOf(plant: RunningPlant, webId: string, fact: Fact): Promise<TimedValue> {
  const summaryType = SUMMARY_TYPES[fact.kind];
  if (summaryType && fact.start && fact.end) {
    const query = new URLSearchParams({
      startTime: fact.start,
      endTime: fact.end,
      summaryType,
    });
    const summary = (await plant.pi(`/streams/${webId}/summary?${query.toString()}`)) as Summary;
    const item = summary.Items.find(({ Type }) => Type === summaryType);
    if (!item) throw new Error(`The demo plant gives no ${summaryType} of ${fact.tag}.`);
    return item.Value;
  }
  const query = new URLSearchParams({ time: fact.timestamp });
  return (await plant.pi(`/streams/${webId}/value?${query.toString()}`)) as TimedValue;
}

function plain(value: TimedValue['Value']): number | string {
  return typeof value === 'object' ? value.Name : value;
}
