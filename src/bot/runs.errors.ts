import { AppError } from '#sdk';

/** What is asked besides the name is no arguments, or none that can be used. @param sentence what the chat says to it */
export function argumentsRefused(sentence: string): AppError {
  return new AppError(
    'invalid',
    'runs.bad_arguments',
    `It was not run. ${sentence}`,
    // Where the form has the words that were written.
    { issues: [{ path: 'args', message: sentence }] },
  );
}

/** A group whose members are all switched off, or that has none: the chat does not know it. */
export function nothingToRun(name: string): AppError {
  return new AppError(
    'conflict',
    'runs.empty_group',
    `"${name}" has no trigger that is switched on; add one, or switch one on.`,
    { name },
  );
}
