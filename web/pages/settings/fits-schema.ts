import type { Setting } from '../../../src/settings/settings.schema.ts';
import type { JsonSchema } from '../../ui/schema-form/json-schema.ts';

/** Whether a value that was typed can be what the setting's schema asks for; the server has the last word. */
export function fitsSchema(schema: JsonSchema, value: Setting['value']): boolean {
  if (schema.type === 'integer' || schema.type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return false;
    if (schema.type === 'integer' && !Number.isInteger(value)) return false;
    return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  }
  if (schema.type === 'string' && typeof value === 'string') {
    return value.trim().length >= (schema.minLength ?? 0);
  }
  return true;
}
