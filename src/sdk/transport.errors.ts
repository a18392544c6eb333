import { AppError } from './app-error.ts';

/** The network asks for less: of one chat, or of everything that this number sends. */
export interface Slowdown {
  readonly scope: 'chat' | 'transport';
  readonly waitMs: number;
}

/** For `send`: try again after `waitMs`, and send nothing else of that scope before. */
export function slowDown(
  code: string,
  message: string,
  slowdown: Slowdown,
  cause?: unknown,
): AppError {
  return new AppError('throttled', code, message, { ...slowdown }, cause);
}

/** What `slowDown` said, or undefined for every other error. */
export function slowdownOf(error: unknown): Slowdown | undefined {
  if (!(error instanceof AppError)) return undefined;
  const { scope, waitMs } = error.details;
  if ((scope !== 'chat' && scope !== 'transport') || typeof waitMs !== 'number') return undefined;
  return { scope, waitMs };
}

/** For `send`: the network takes it only after the person has written something; it is tried again then. */
export function waitsForPerson(code: string, message: string): AppError {
  return new AppError('throttled', code, message, { waitsFor: 'person' });
}

export function isWaitingForPerson(error: unknown): boolean {
  return error instanceof AppError && error.details['waitsFor'] === 'person';
}
