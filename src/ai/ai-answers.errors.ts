import { AppError } from '#sdk';

export function aiAnswerNotFound(id: string): AppError {
  return new AppError(
    'not_found',
    'ai_answers.not_found',
    'There is no such answer; it may have gone with its message.',
    { id },
  );
}
