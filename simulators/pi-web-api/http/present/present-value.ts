import type { PointValue, SummaryValue, TimedValue } from '../../archive/model.ts';
import { formatInstant } from '../../time/instant.ts';

/** A value in the wire's form: a state becomes `{Name, Value, IsSystem}`. */
export function presentPointValue(value: PointValue) {
  if (typeof value === 'object') {
    return { Name: value.name, Value: value.value, IsSystem: value.isSystem };
  }
  return value;
}

/** A value with its instant and flags, keys in the order of recorded replies (reference section 7). */
export function presentTimedValue(timed: TimedValue, unitsAbbreviation: string) {
  return {
    Timestamp: formatInstant(timed.at),
    Value: presentPointValue(timed.value),
    UnitsAbbreviation: unitsAbbreviation,
    Good: timed.good,
    Questionable: timed.questionable,
    Substituted: timed.substituted,
    Annotated: timed.annotated,
  };
}

/**
 * A summary with its type. Percent good is in per cent and a count in nothing, whatever the stream's
 * unit; every other summary keeps the unit.
 */
export function presentSummaryValue(summary: SummaryValue, unitsAbbreviation: string) {
  const units =
    summary.type === 'PercentGood' ? '%' : summary.type === 'Count' ? '' : unitsAbbreviation;
  return { Type: summary.type, Value: presentTimedValue(summary.value, units) };
}

/** A value that could not be read, inside a reply that went well otherwise (reference section 6.2). */
export function presentFailedValue(at: number, message: string) {
  return {
    Timestamp: formatInstant(at),
    UnitsAbbreviation: '',
    Good: false,
    Questionable: false,
    Substituted: false,
    Annotated: false,
    Errors: [{ FieldName: 'Value', Message: [message] }],
  };
}
