import { piBadAnswer } from './pi.errors.ts';
import { isJsonObject, itemsOf, textField } from './json.ts';

/** A PI point as PI Web API describes it. */
export type PiPoint = {
  readonly webId: string;
  readonly name: string;
  readonly descriptor: string;
  /** `Float32`, `Int16`, `Digital`, `String`, `Timestamp`, `Blob`, … */
  readonly pointType: string;
  readonly engineeringUnits: string;
  readonly isStep: boolean;
  readonly isFuture: boolean;
  readonly displayDigits: number | null;
};

/** The fields of a point that are asked for, as `selectedFields` names them. */
export const POINT_FIELDS = [
  'WebId',
  'Name',
  'Descriptor',
  'PointType',
  'EngineeringUnits',
  'Step',
  'Future',
  'DisplayDigits',
] as const;

/** Undefined when the object is not a point: it has no name or no WebID. */
export function toPoint(value: unknown): PiPoint | undefined {
  if (!isJsonObject(value)) return undefined;
  const webId = textField(value, 'WebId');
  const name = textField(value, 'Name');
  if (webId === '' || name === '') return undefined;
  const displayDigits = value['DisplayDigits'];
  return {
    webId,
    name,
    descriptor: textField(value, 'Descriptor'),
    pointType: textField(value, 'PointType'),
    engineeringUnits: textField(value, 'EngineeringUnits'),
    isStep: value['Step'] === true,
    isFuture: value['Future'] === true,
    displayDigits: typeof displayDigits === 'number' ? displayDigits : null,
  };
}

/** @throws AppError `pi.bad_answer` when it is not a list of points */
export function toPoints(content: unknown): readonly PiPoint[] {
  const items = itemsOf(content);
  if (!items) throw piBadAnswer('a list of points is missing in it');
  return items.map((item) => {
    const point = toPoint(item);
    if (!point) throw piBadAnswer('a point in it has no name or no WebID');
    return point;
  });
}
