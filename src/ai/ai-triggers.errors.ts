import { AppError } from '#sdk';

export function aiTriggerNotFound(id: string): AppError {
  return new AppError('not_found', 'ai_triggers.not_found', 'There is no such AI trigger.', { id });
}

export function aiPrefixTaken(prefix: string): AppError {
  return new AppError(
    'conflict',
    'ai_triggers.prefix_taken',
    `Another AI trigger begins with "${prefix}"; choose another prefix.`,
    { prefix },
  );
}
