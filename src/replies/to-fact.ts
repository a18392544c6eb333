import type { Reading, TimeRange } from '#sdk';
import type { Fact } from '../triggers/index.ts';

/** A reading as the fact a reply shows: unrounded, and never a number when it is bad. */
export function toFact(
  source: string,
  tag: string,
  reading: Reading,
  kind: Fact['kind'] = 'value',
  span?: TimeRange,
): Fact {
  const isBad = reading.quality === 'bad';
  return {
    source,
    tag,
    value: isBad ? null : (reading.state?.name ?? reading.value),
    unit: reading.unit,
    timestamp: reading.timestamp,
    quality: reading.quality,
    kind,
    ...(span && { start: span.start, end: span.end }),
    ...(reading.state && { state: reading.state.name }),
  };
}
