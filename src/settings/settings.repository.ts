import { type Executor, type Reader, bumpVersion } from '../db/index.ts';
import {
  SETTING_DEFINITIONS,
  SETTING_NAMES,
  type SettingName,
  type SettingValues,
  isSettingName,
} from './setting-definitions.ts';
import { settingNotFound, settingValueInvalid } from './settings.errors.ts';

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

/** How a setting stands in the store. */
export type StoredSetting = {
  readonly name: SettingName;
  readonly value: SettingValues[SettingName];
  /** Null while it was never changed. */
  readonly updatedAt: Date | null;
};

/** Every setting, in the order of the documentation. */
export async function listSettings(db: Reader): Promise<readonly StoredSetting[]> {
  const rows = await db
    .selectFrom('system_settings')
    .select(['category', 'key', 'value', 'updated_at'])
    .execute();
  const kept = new Map(rows.map((row) => [`${row.category}.${row.key}`, row]));
  return SETTING_NAMES.map((name) => {
    const row = kept.get(name);
    const value = parse(name, row?.value ?? null) as StoredSetting['value'];
    return { name, value, updatedAt: row?.updated_at ?? null };
  });
}

/** @throws AppError `settings.not_found` */
export async function findSetting(db: Reader, name: string): Promise<StoredSetting> {
  const setting = (await listSettings(db)).find((candidate) => candidate.name === name);
  if (!setting) throw settingNotFound(name);
  return setting;
}

/** The name of the setting that a row's id stands for; other programs give their rows ids of their own. */
export async function findSettingName(db: Reader, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('system_settings')
    .select(['category', 'key'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && `${row.category}.${row.key}`;
}

/** Puts a setting back to its default. */
export async function deleteSetting(tx: Executor, name: string): Promise<void> {
  const [category = '', key = ''] = name.split('.');
  await tx
    .deleteFrom('system_settings')
    .where('category', '=', category)
    .where('key', '=', key)
    .execute();
  await bumpVersion(tx, 'settings');
}

/**
 * Changes one setting.
 *
 * @param value as the API gives it: a text, a number or a boolean
 * @throws AppError `settings.not_found` or `settings.value_invalid`
 */
export async function writeSetting(
  tx: Executor,
  name: string,
  value: unknown,
  at: Date,
): Promise<void> {
  if (!isSettingName(name)) throw settingNotFound(name);
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
