import { AppError } from '#sdk';

export function aiTriggerNotFound(id: string): AppError {
  return new AppError('not_found', 'ai_triggers.not_found', 'There is no such AI trigger.', { id });
}

export function aiPrefixTaken(
  prefix: string,
  holder: { readonly id: string; readonly name: string; readonly prefix: string },
): AppError {
  return new AppError(
    'conflict',
    'ai_triggers.prefix_taken',
    `The AI trigger "${holder.name}" already begins with "${holder.prefix}"; choose another prefix.`,
    {
      prefix,
      takenBy: holder,
      issues: [{ path: 'prefix', message: 'Another AI trigger has it.' }],
    },
  );
}

/** The prefix is looked for first, so a name that begins with it could not be asked any more. */
export function aiPrefixHidesName(prefix: string, name: string): AppError {
  return new AppError(
    'conflict',
    'ai_triggers.prefix_hides_name',
    `"${name}" begins with "${prefix}" and could not be asked any more; choose another prefix.`,
    { prefix, name, issues: [{ path: 'prefix', message: `It would hide "${name}".` }] },
  );
}
