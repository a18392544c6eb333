import { findQueryPreset } from '../data-sources/index.ts';
import type { Reader } from '../db/index.ts';
import { checkTrigger } from './check-trigger.ts';
import { requirePreset } from './require-preset.ts';
import type { RunnableTrigger } from './run-context.ts';
import { type StoredTrigger, findTrigger, requireSource } from './triggers.repository.ts';
import type { NewTrigger } from './triggers.schema.ts';
import { withPreset } from './with-preset.ts';

/**
 * One trigger as it can be run, switched off or not; undefined when there is none.
 *
 * @throws AppError `triggers.bad_config` when its stored config is not one this version understands
 */
export async function loadTrigger(db: Reader, id: string): Promise<RunnableTrigger | undefined> {
  const stored = await findTrigger(db, id);
  return stored && (await runnableOf(db, stored));
}

/**
 * A trigger that is still being written, checked as it will be when it is saved but for its name.
 *
 * @param timeZone the site's IANA zone, in which its ranges are tried
 * @throws AppError of kind `invalid` that says which field is wrong and what would be right
 */
export async function draftTrigger(
  db: Reader,
  draft: Pick<NewTrigger, 'name' | 'type' | 'config' | 'dataSourceId'>,
  now: Date,
  timeZone: string,
): Promise<RunnableTrigger> {
  const { name, type, config, dataSourceId = null } = checkTrigger(draft, now, timeZone);
  await requireSource(db, dataSourceId);
  await requirePreset(db, { type, config }, { now, timeZone });
  return await runnableOf(db, { id: 'draft', name, type, config, dataSourceId });
}

async function runnableOf(
  db: Reader,
  trigger: Pick<StoredTrigger, 'id' | 'name' | 'type' | 'config' | 'dataSourceId'>,
): Promise<RunnableTrigger> {
  const { id, name, dataSourceId } = trigger;
  const { presetId } = trigger.config;
  const preset = typeof presetId === 'string' ? await findQueryPreset(db, presetId) : undefined;
  const presets = new Map(preset && [[preset.id, preset]]);
  return { id, name, dataSourceId, config: withPreset(trigger, presets) };
}
