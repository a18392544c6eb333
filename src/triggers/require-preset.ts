import { findQueryPreset } from '../data-sources/index.ts';
import type { Reader } from '../db/index.ts';
import { triggerPresetUnknown } from './triggers.errors.ts';

/** Asked when a trigger is saved: a query without its text would only fail in the chat. */
export async function requirePreset(
  db: Reader,
  { presetId }: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (typeof presetId !== 'string') return;
  if (!(await findQueryPreset(db, presetId))) throw triggerPresetUnknown(presetId);
}
