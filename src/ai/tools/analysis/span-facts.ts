import type { TagInfo, TimeRange } from '#sdk';
import type { Fact } from '../../../triggers/index.ts';

/** How long something of a tag lasted within a span, as a fact in seconds. */
export function durationFact(source: string, tag: string, ms: number, span: TimeRange): Fact {
  return { ...spanFact(source, tag, span), kind: 'duration', value: ms / 1_000, unit: 's' };
}

/** A part of the time of a span, 0 to 1, as a fact in per cent. */
export function shareFact(source: string, tag: string, share: number, span: TimeRange): Fact {
  return { ...spanFact(source, tag, span), kind: 'duration', value: share * 100, unit: '%' };
}

/** How often something happened within a span. */
export function countFact(source: string, tag: string, count: number, span: TimeRange): Fact {
  return { ...spanFact(source, tag, span), kind: 'count', value: count, unit: null };
}

/** A state or a number that a tag came to at an instant. */
export function instantFact(
  source: string,
  tag: Pick<TagInfo, 'name' | 'unit'>,
  value: Fact['value'],
  timestamp: string,
): Fact {
  const unit = typeof value === 'number' ? tag.unit : null;
  return { source, tag: tag.name, value, unit, timestamp, quality: 'good', kind: 'value' };
}

function spanFact(source: string, tag: string, { start, end }: TimeRange) {
  return { source, tag, timestamp: start, quality: 'good' as const, start, end };
}
