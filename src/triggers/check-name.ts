import type { z } from 'zod';
import type { Reader } from '../db/index.ts';
import { AnswerName, type NameReason } from './answer-name.schema.ts';
import { findNameHolder } from './answer-names.repository.ts';
import { triggerNameTaken } from './triggers.errors.ts';
import type { NameVerdict } from './triggers.schema.ts';

/**
 * Whether a trigger or group may have this name, told while it is being typed. Saving decides again.
 *
 * @param exceptId the trigger or group that has the name, or wants it
 */
export async function checkName(
  db: Reader,
  name: string,
  exceptId: string | undefined,
): Promise<z.output<typeof NameVerdict>> {
  const parsed = AnswerName.safeParse(name);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const problem = issue?.message ?? 'Choose another name.';
    return { ok: false, problem, reason: reasonOf(issue), takenBy: null };
  }
  const holder = await findNameHolder(db, parsed.data);
  if (!holder || holder.id === exceptId) {
    return { ok: true, problem: null, reason: null, takenBy: null };
  }
  const problem = triggerNameTaken(parsed.data, holder).message;
  return { ok: false, problem, reason: 'taken', takenBy: holder };
}

function reasonOf(issue: z.core.$ZodIssue | undefined): NameReason | null {
  switch (issue?.code) {
    case 'too_small':
      return 'empty';
    case 'too_big':
      return 'too_long';
    case 'invalid_format':
      return 'bad_start';
    case 'custom':
      return issue.params?.['reason'] === 'digits_only' ? 'digits_only' : 'reserved';
    default:
      return null;
  }
}
