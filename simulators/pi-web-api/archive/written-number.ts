import type { PointType, TimedValue } from './model.ts';

/**
 * A number as PI Web API writes it for a point type: Float32 with seven significant digits where they suffice to read
 * the same float back, else nine; integers without a fraction; Float64 as it is.
 */
export function toWrittenNumber(value: number, pointType: PointType): number {
  switch (pointType) {
    case 'Float16':
    case 'Float32':
      return writeFloat32(value);
    case 'Int16':
    case 'Int32':
      return Math.round(value);
    case 'Float64':
    case 'Digital':
    case 'String':
    case 'Timestamp':
    case 'Blob':
      return value;
    default:
      return pointType satisfies never;
  }
}

/** The same event with its number as it is written. */
export function toWrittenValue(event: TimedValue, pointType: PointType): TimedValue {
  if (typeof event.value !== 'number') return event;
  const value = toWrittenNumber(event.value, pointType);
  return value === event.value ? event : { ...event, value };
}

function writeFloat32(value: number): number {
  const single = Math.fround(value);
  if (Number.isInteger(single) && Math.abs(single) < 1e7) return single;
  const seven = Number(single.toPrecision(7));
  return Math.fround(seven) === single ? seven : Number(single.toPrecision(9));
}
