import type { AppError } from '#sdk';
import type { ConnectionStatus } from '../../db/index.ts';

/** How a source is, as far as what was asked of it tells. */
export interface SourceState {
  readonly status: ConnectionStatus;
  /** Questions and checks in a row that it did not answer. */
  readonly failures: number;
  /** Failed checks among them. */
  readonly failedChecks: number;
  /** The first of these failures; of a process before this one, too. */
  readonly failingSince: Date | undefined;
  /** Why the last one failed. */
  readonly error: AppError | undefined;
  /** Whether that failure was there at once, as of a server that is not running: to ask again costs nobody time. */
  readonly isQuick: boolean;
  /** When it last answered something. */
  readonly answeredAt: Date | undefined;
  /** From when and for how long it is left alone. */
  readonly pause: { readonly from: Date; readonly ms: number } | undefined;
}

export type SourceEvent =
  /** It answered a question or a check, if only to say that the question was wrong. */
  | { readonly kind: 'answered' }
  | {
      readonly kind: 'failed';
      readonly by: 'question' | 'check';
      readonly error: AppError;
      /** How long it took to fail. */
      readonly ms: number;
    }
  /** Its settings cannot be used, so nothing is asked of it until they are changed. */
  | { readonly kind: 'unusable'; readonly error: AppError }
  | { readonly kind: 'switched off' }
  /** What is written down of it, before anything was asked of it by this process. */
  | { readonly kind: 'remembered'; readonly status: ConnectionStatus; readonly since?: Date };

export const UNKNOWN: SourceState = {
  status: 'unknown',
  failures: 0,
  failedChecks: 0,
  failingSince: undefined,
  error: undefined,
  isQuick: false,
  answeredAt: undefined,
  pause: undefined,
};

/** One or two failures may be anything; what fails three times in a row is failing. */
const FAILURES_TO_ERROR = 3;
/** Nobody notices that an answer takes so much longer. */
const QUICK_MS = 250;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/** A directory locks an account after a few wrong passwords, and counts them for half an hour or so. */
const REFUSED_PAUSE_MS = 30 * 60_000;

/** What an event makes of a state. Pure. */
export function nextState(state: SourceState, event: SourceEvent, now: Date): SourceState {
  switch (event.kind) {
    case 'answered':
      return { ...UNKNOWN, status: 'connected', answeredAt: now };
    case 'failed':
      return failed(state, event, now);
    case 'unusable':
      return { ...UNKNOWN, status: 'error', failingSince: now, error: event.error };
    case 'switched off':
      return { ...UNKNOWN, status: 'disconnected' };
    case 'remembered':
      return { ...UNKNOWN, status: event.status, failingSince: event.since };
  }
}

/** Whether questions are to be answered at once with the failure that is known, since each would wait for its own. */
export function isLeftAlone(state: SourceState, now: Date): boolean {
  return isProven(state) && !state.isQuick && pauseLeftMs(state, now) > 0;
}

/** How long nobody should ask it, from now. */
export function pauseLeftMs({ pause }: SourceState, now: Date): number {
  if (!pause) return 0;
  const goneMs = now.getTime() - pause.from.getTime();
  // A clock that was put back does not make a pause longer than it was.
  return goneMs < 0 ? 0 : Math.max(0, pause.ms - goneMs);
}

function failed(
  state: SourceState,
  { by, error, ms }: Extract<SourceEvent, { kind: 'failed' }>,
  now: Date,
): SourceState {
  const wasProven = isProven(state);
  // A question that was let through after a pause looked whether the source is back, as a check does.
  const isCheck = by === 'check' || (wasProven && pauseLeftMs(state, now) === 0);
  const failures = state.failures + 1;
  const failedChecks = state.failedChecks + (isCheck ? 1 : 0);
  // Who is told to come less often, or may lock an account, does not come with every question.
  const mayAsk = error.kind === 'upstream' || error.kind === 'forbidden';
  const isQuick = mayAsk && ms < QUICK_MS;
  const next = { failures, failedChecks, error, isQuick };
  return {
    ...state,
    ...next,
    status: isProven(next) ? 'error' : state.status,
    failingSince: state.failingSince ?? now,
    pause: pauseAfter(state, next, isCheck, now),
  };
}

function pauseAfter(
  before: SourceState,
  { error, failedChecks }: Pick<SourceState, 'failedChecks'> & { error: AppError },
  isCheck: boolean,
  now: Date,
): SourceState['pause'] {
  if (isRefusal(error)) return { from: now, ms: REFUSED_PAUSE_MS };
  if (isCheck) {
    const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failedChecks - 1, 10));
    return { from: now, ms };
  }
  // The first question that fails is followed by a check at once: is it the source, or the question?
  return before.pause && !isRefusal(before.error) ? before.pause : { from: now, ms: 0 };
}

/**
 * Whether it failed often enough, and one of those that saw it was a check: the same slow question, three times, takes
 * a source from nobody.
 */
export function isProven({
  failures,
  failedChecks,
  error,
}: Pick<SourceState, 'failures' | 'failedChecks' | 'error'>): boolean {
  return failures >= FAILURES_TO_ERROR && (failedChecks > 0 || isRefusal(error));
}

function isRefusal(error: AppError | undefined): boolean {
  return error?.kind === 'unauthenticated';
}
