import type { TagInfo, ValueType } from '#sdk';
import type { PiAttribute, PiPoint } from './pi-web-api/index.ts';

/** PI point types by what they hold. Any other (Blob) is `other`. */
const POINT_TYPES: Readonly<Record<string, ValueType>> = {
  float16: 'number',
  float32: 'number',
  float64: 'number',
  int16: 'number',
  int32: 'number',
  digital: 'digital',
  string: 'string',
  timestamp: 'timestamp',
};

const ATTRIBUTE_TYPES: Readonly<Record<string, ValueType>> = {
  byte: 'number',
  int16: 'number',
  int32: 'number',
  int64: 'number',
  single: 'number',
  double: 'number',
  enumerationvalue: 'digital',
  string: 'string',
  boolean: 'boolean',
  datetime: 'timestamp',
};

export function pointTypeOf(pointType: string): ValueType {
  return POINT_TYPES[pointType.toLowerCase()] ?? 'other';
}

export function pointTag(point: PiPoint): TagInfo {
  const valueType = pointTypeOf(point.pointType);
  return {
    name: point.name,
    description: point.descriptor,
    unit: point.engineeringUnits.trim() === '' ? null : point.engineeringUnits,
    valueType,
    step: point.isStep || (valueType !== 'number' && valueType !== 'timestamp'),
    displayDigits: point.displayDigits,
    future: point.isFuture,
  };
}

/** Its name is `Element path|Attribute`, the path without server and database. */
export function attributeTag(attribute: PiAttribute): TagInfo {
  const valueType = ATTRIBUTE_TYPES[attribute.type.toLowerCase()] ?? 'other';
  return {
    name: attribute.path.replace(/^\\\\[^\\]*\\[^\\]*\\/, ''),
    description: attribute.description,
    unit: attribute.unit === '' ? null : attribute.unit,
    valueType,
    step: attribute.isStep || (valueType !== 'number' && valueType !== 'timestamp'),
    displayDigits: attribute.displayDigits,
    future: attribute.isForecast,
  };
}
