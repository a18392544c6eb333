import type { Clock } from '#sdk';
import type { Db } from '../db/index.ts';
import type { SettingName, SettingValue, SettingValues } from './setting-definitions.ts';
import { readSettings, writeSetting } from './settings.repository.ts';

/** The settings in memory. */
export type Settings = {
  get<N extends SettingName>(name: N): SettingValue<N>;
  all(): SettingValues;
  /**
   * Keeps a new value; every later `get` gives it.
   *
   * @throws AppError `settings.not_found` or `settings.value_invalid`
   */
  set(name: string, value: unknown): Promise<void>;
  /** Reads them again: after another process, or a transaction of somebody else's, changed them. */
  reload(): Promise<void>;
};

export async function createSettings({ db, clock }: { db: Db; clock: Clock }): Promise<Settings> {
  let values = await readSettings(db.read);

  async function reload(): Promise<void> {
    values = await readSettings(db.read);
  }

  return {
    get: <N extends SettingName>(name: N) => values[name],
    all: () => values,
    reload,
    async set(name, value) {
      await db.write((tx) => writeSetting(tx, name, value, clock()));
      await reload();
    },
  };
}
