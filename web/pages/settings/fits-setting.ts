import type { Setting } from '../../../src/settings/settings.schema.ts';
import { fitsSchema } from './fits-schema.ts';
import { SHIFTS, readShiftRows, shiftProblems } from './shifts.ts';

/** Whether a value that was typed can be the setting's; the server has the last word. */
export function fitsSetting(
  { id, schema }: Pick<Setting, 'id' | 'schema'>,
  value: Setting['value'],
): boolean {
  if (id !== SHIFTS) return fitsSchema(schema, value);
  const rows = readShiftRows(value);
  return rows.length > 0 && shiftProblems(rows).length === 0;
}
