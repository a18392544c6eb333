import { itemsOf, isJsonObject, textField } from './json.ts';
import { piBadAnswer } from './pi.errors.ts';

/** An AF attribute as PI Web API describes it. */
export type PiAttribute = {
  readonly webId: string;
  readonly name: string;
  /** `\\AFSERVER\Database\Element\…|Attribute` */
  readonly path: string;
  readonly description: string;
  /** `Double`, `Int32`, `EnumerationValue`, `String`, … */
  readonly type: string;
  readonly unit: string;
  readonly isStep: boolean;
  readonly isForecast: boolean;
  readonly displayDigits: number | null;
};

export const ATTRIBUTE_FIELDS = [
  'WebId',
  'Name',
  'Path',
  'Description',
  'Type',
  'DefaultUnitsNameAbbreviation',
  'Step',
  'TraitName',
  'DisplayDigits',
] as const;

/** Undefined when the object is not an attribute: it has no path or no WebID. */
export function toAttribute(value: unknown): PiAttribute | undefined {
  if (!isJsonObject(value)) return undefined;
  const webId = textField(value, 'WebId');
  const path = textField(value, 'Path');
  if (webId === '' || path === '') return undefined;
  const displayDigits = value['DisplayDigits'];
  return {
    webId,
    name: textField(value, 'Name'),
    path,
    description: textField(value, 'Description'),
    type: textField(value, 'Type'),
    unit: textField(value, 'DefaultUnitsNameAbbreviation'),
    isStep: value['Step'] === true,
    isForecast: textField(value, 'TraitName') === 'Forecast',
    displayDigits: typeof displayDigits === 'number' ? displayDigits : null,
  };
}

/** @throws AppError `pi.bad_answer` when it is not a list of attributes */
export function toAttributes(content: unknown): readonly PiAttribute[] {
  const items = itemsOf(content);
  if (!items) throw piBadAnswer('a list of attributes is missing in it');
  return items.map((item) => {
    const attribute = toAttribute(item);
    if (!attribute) throw piBadAnswer('an attribute in it has no path or no WebID');
    return attribute;
  });
}
