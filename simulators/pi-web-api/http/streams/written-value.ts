import {
  UPDATE_OPTIONS,
  WriteError,
  type PointValue,
  type UpdateOption,
  type WrittenValue,
} from '../../archive/model.ts';
import type { Plant } from '../../plant/index.ts';
import { parseTime } from '../../time/parse-time.ts';
import { TimeError } from '../../time/time-error.ts';
import { booleanField, textField, toFields, type Fields } from '../body.ts';
import { apiError, PiError } from '../errors.ts';
import { choiceOf, type Query } from '../query.ts';
import type { Stream } from './stream.ts';

/** How values are to be written. A buffered update is accepted (202) before it is done. */
export type WriteSettings = { readonly option: UpdateOption; readonly isBuffered: boolean };

/** What became of one value: an HTTP status and the reason when it was refused. */
export type Substatus = { readonly Substatus: number; readonly Message?: string };

/** Reads `updateOption` (Replace) and `bufferOption` (BufferIfPossible). */
export function writeSettingsOf(query: Query): WriteSettings {
  const option = choiceOf(query, 'updateOption', UPDATE_OPTIONS, 'Replace');
  const buffer = choiceOf(
    query,
    'bufferOption',
    ['DoNotBuffer', 'BufferIfPossible', 'Buffer'],
    'BufferIfPossible',
  );
  return { option, isBuffered: buffer !== 'DoNotBuffer' };
}

/** Writes one value `{Timestamp?, Value, Good?, Questionable?, UnitsAbbreviation?}`; throws 400 or 409. */
export function writeValue(
  plant: Plant,
  stream: Stream,
  body: unknown,
  settings: WriteSettings,
): void {
  const fields = toFields(body);
  const value: WrittenValue = {
    at: parseTime(textField(fields, 'Timestamp') ?? '*', {
      now: plant.now(),
      timeZone: plant.timeZone,
    }),
    value: inStreamUnits(plant, stream, fields, valueField(fields, settings.option)),
    good: booleanField(fields, 'Good'),
    questionable: booleanField(fields, 'Questionable'),
    substituted: booleanField(fields, 'Substituted'),
    annotated: booleanField(fields, 'Annotated'),
  };
  try {
    stream.archive.write(value, settings.option);
  } catch (error) {
    if (error instanceof WriteError) throw apiError(409, error.message);
    throw error;
  }
}

/** Writes one value of several, turning its failure into a substatus. */
export function attemptWrite(
  plant: Plant,
  stream: Stream,
  body: unknown,
  settings: WriteSettings,
): Substatus {
  try {
    writeValue(plant, stream, body, settings);
    return { Substatus: settings.isBuffered ? 202 : 204 };
  } catch (error) {
    if (error instanceof PiError) return { Substatus: error.status, Message: error.message };
    if (error instanceof TimeError) return { Substatus: 400, Message: error.message };
    throw error;
  }
}

function valueField(fields: Fields, option: UpdateOption): PointValue {
  const value = fields.get('value');
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
    return value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const state = toFields(value);
    const name = state.get('name');
    const number = state.get('value');
    if (typeof name === 'string' && typeof number === 'number') {
      return { name, value: number, isSystem: state.get('issystem') === true };
    }
    if (typeof name === 'string') return name;
    if (typeof number === 'number') return number;
  }
  // Removing needs a time only.
  if ((value === undefined || value === null) && option === 'Remove') return 0;
  throw apiError(400, "The property 'Value' is missing or of a type that cannot be written.");
}

function inStreamUnits(
  plant: Plant,
  stream: Stream,
  fields: Fields,
  value: PointValue,
): PointValue {
  const abbreviation = textField(fields, 'UnitsAbbreviation') ?? '';
  if (abbreviation === '' || typeof value !== 'number') return value;
  const from = plant.units.find(abbreviation);
  const converted = from && stream.unit ? plant.units.convert(value, from, stream.unit) : undefined;
  if (converted === undefined) {
    throw apiError(
      409,
      `The units '${abbreviation}' are incompatible with the units of the stream.`,
    );
  }
  return converted;
}
