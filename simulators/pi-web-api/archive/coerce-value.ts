import type { DigitalState, PointType, PointValue, WrittenValue } from './model.ts';
import { WriteError } from './model.ts';
import { BAD_INPUT, findSystemState } from './system-states.ts';

const INTEGER_LIMITS: Readonly<Partial<Record<PointType, number>>> = {
  Int16: 32_767,
  Int32: 2_147_483_647,
};

/**
 * What a point stores of a value a client sends: numbers for numeric points, a state of the point's own set for digital
 * ones (by name or number), text otherwise; the name of a system state is that state everywhere but in a String.
 * Throws `WriteError`.
 */
export function coerceValue(
  written: WrittenValue,
  pointType: PointType,
  states: readonly DigitalState[],
): { value: PointValue; good: boolean } {
  const { value } = written;
  if (typeof value === 'object') return coerceState(value, pointType, states);
  if (written.good === false) return { value: BAD_INPUT, good: false };
  switch (pointType) {
    case 'Digital':
      return coerceDigital(value, states);
    case 'String':
    case 'Timestamp':
    case 'Blob':
      return { value: String(value), good: true };
    case 'Float16':
    case 'Float32':
    case 'Float64':
    case 'Int16':
    case 'Int32':
      return coerceNumber(value, pointType);
    default:
      return pointType satisfies never;
  }
}

function coerceNumber(
  value: number | string | boolean,
  pointType: PointType,
): { value: PointValue; good: boolean } {
  if (typeof value === 'string') {
    const state = findSystemState(value);
    if (state !== undefined) return { value: state, good: false };
  }
  const isBlank = typeof value === 'string' && value.trim() === '';
  const number = isBlank ? NaN : Number(value);
  if (!Number.isFinite(number)) {
    throw new WriteError(`The value '${String(value)}' cannot be converted to ${pointType}.`);
  }
  const limit = INTEGER_LIMITS[pointType];
  if (limit !== undefined) {
    const whole = Math.round(number);
    if (whole > limit || whole < -limit - 1) {
      throw new WriteError(`The value '${String(value)}' is too large for ${pointType}.`);
    }
    return { value: whole, good: true };
  }
  return { value: pointType === 'Float64' ? number : Math.fround(number), good: true };
}

function coerceDigital(
  value: number | string | boolean,
  states: readonly DigitalState[],
): { value: PointValue; good: boolean } {
  const isNumber = typeof value !== 'string' || /^\s*\d+\s*$/.test(value);
  const own = isNumber
    ? states.find((state) => state.value === Number(value))
    : states.find((state) => state.name.toLowerCase() === value.trim().toLowerCase());
  if (own !== undefined) return { value: own, good: true };
  const system = typeof value === 'string' ? findSystemState(value) : undefined;
  if (system !== undefined) return { value: system, good: false };
  throw new WriteError(`The digital state '${String(value)}' was not found in the point's set.`);
}

function coerceState(
  state: DigitalState,
  pointType: PointType,
  states: readonly DigitalState[],
): { value: PointValue; good: boolean } {
  if (state.isSystem) {
    const known = findSystemState(state.name);
    if (known !== undefined) return { value: known, good: false };
  }
  if (pointType === 'Digital') return coerceDigital(state.name || state.value, states);
  if (pointType === 'String') return { value: state.name, good: true };
  const system = findSystemState(state.name);
  if (system !== undefined) return { value: system, good: false };
  return coerceNumber(state.value, pointType);
}
