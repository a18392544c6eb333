import { type Executor, type Reader, bumpVersion } from '../db/index.ts';
import {
  SETTING_DEFINITIONS,
  SETTING_NAMES,
  type SettingName,
  type SettingValues,
  isSettingName,
} from './setting-definitions.ts';
import { settingUnknown, settingValueInvalid } from './settings.errors.ts';

/**
 * Every setting as it stands. One that is not kept, or whose row another program spoiled, has its default.
 */
export async function readSettings(db: Reader): Promise<SettingValues> {
  const rows = await db
    .selectFrom('system_settings')
    .select(['category', 'key', 'value'])
    .execute();
  const kept = new Map(rows.map(({ category, key, value }) => [`${category}.${key}`, value]));
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, parse(name, kept.get(name) ?? null)]),
  ) as SettingValues;
}

/**
 * Changes one setting.
 *
 * @param value as the API gives it: a text, a number or a boolean
 * @throws AppError `settings.unknown` or `settings.value_invalid`
 */
export async function writeSetting(
  tx: Executor,
  name: string,
  value: unknown,
  at: Date,
): Promise<void> {
  if (!isSettingName(name)) throw settingUnknown(name);
  const checked = SETTING_DEFINITIONS[name].schema.safeParse(value);
  if (!checked.success) {
    throw settingValueInvalid(name, checked.error.issues[0]?.message ?? 'wrong type');
  }
  const [category = '', key = ''] = name.split('.');
  const text = String(checked.data);
  await tx
    .insertInto('system_settings')
    .values({
      id: `${category}_${key}`,
      category,
      key,
      value: text,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['category', 'key']).doUpdateSet({ value: text, updated_at: at }),
    )
    .execute();
  await bumpVersion(tx, 'settings');
}

/** As this program writes them, and as others are known to. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Values are kept as plain text, as other programs that read the table expect. */
function parse(name: SettingName, text: string | null): unknown {
  const definition = SETTING_DEFINITIONS[name];
  if (text === null) return definition.default;
  const number = text.trim() === '' ? undefined : Number(text);
  const candidates: readonly unknown[] = [text, BOOLEANS.get(text.trim().toLowerCase()), number];
  const wanted = candidates.find((value) => typeof value === typeof definition.default);
  const checked = definition.schema.safeParse(wanted);
  return checked.success ? checked.data : definition.default;
}
