import { findQueryPreset } from '../data-sources/index.ts';
import type { Reader } from '../db/index.ts';
import { checkVariables } from './check-variables.ts';
import type { SaidAt } from './read-instant.ts';
import { triggerPresetUnknown } from './triggers.errors.ts';
import { withPreset } from './with-preset.ts';

/**
 * Asked when a trigger is saved: a query without its text, or with a default that its preset does not allow, would only
 * fail in the chat.
 */
export async function requirePreset(
  db: Reader,
  { type, config }: { readonly type: string; readonly config: Readonly<Record<string, unknown>> },
  present: SaidAt,
): Promise<void> {
  const { presetId } = config;
  if (typeof presetId !== 'string') return;
  const preset = await findQueryPreset(db, presetId);
  if (!preset) throw triggerPresetUnknown(presetId);
  const merged = withPreset({ type, config }, new Map([[preset.id, preset]]));
  if (merged.type === 'query') checkVariables(merged.variables, present);
}
