import type { WatchedSource } from '../watch-source.ts';
import type { SourceState } from './source-state.ts';

/** Looks after one open source in the background. */
export interface SourceChecks {
  /** To be called whenever its state may have changed. */
  look(): void;
  stop(): void;
}

export interface Waiting {
  /** Does it once, later. @returns what takes it back */
  readonly later: (afterMs: number, work: () => void) => () => void;
  /** From 0 to less than 1. */
  readonly random: () => number;
}

export interface SourceChecksDeps extends Waiting {
  readonly watched: Pick<WatchedSource, 'check' | 'health'>;
  /** How often a source that answers is checked, as it is set now. */
  readonly everyMs: () => number;
  readonly now: () => Date;
}

/** Sources that were configured in one hour are not all asked in the same second. */
const JITTER = 0.2;
/** A question that looks whether the source is back ends within seconds. */
const TRY_AGAIN_MS = 1_000;

/**
 * Checks a source every now and then, unless questions did meanwhile; right away once a question failed; and with
 * growing pauses, one check at a time, until it answers again.
 */
export function createSourceChecks(deps: SourceChecksDeps): SourceChecks {
  const { watched, everyMs, now, later, random } = deps;
  const { health } = watched;
  const stopping = new AbortController();
  let cancel: (() => void) | undefined;
  let isChecking = false;
  /** What the next check is planned for. */
  let plannedFor: SourceState['pause'];

  function plan(afterMs: number): void {
    cancel?.();
    plannedFor = health.state().pause;
    cancel = stopping.signal.aborted ? undefined : later(afterMs, () => void run());
  }

  async function run(): Promise<void> {
    if (health.isTried()) return plan(TRY_AGAIN_MS);
    const restMs = untilDueMs();
    // A question was answered meanwhile, or the last failure told to wait for longer.
    if (restMs > 0) return plan(restMs);
    isChecking = true;
    await watched.check(stopping.signal);
    isChecking = false;
    planNext();
  }

  function untilDueMs(): number {
    const { pause, answeredAt } = health.state();
    if (pause) return health.pauseLeftMs();
    if (!answeredAt) return 0;
    const quietMs = now().getTime() - answeredAt.getTime();
    // Within the jitter of a check that is due, one more wait would only be for the sake of accuracy.
    return quietMs < 0 ? 0 : Math.max(0, everyMs() * (1 - JITTER) - quietMs);
  }

  function planNext(): void {
    const { pause } = health.state();
    plan(pause ? health.pauseLeftMs() : everyMs() * (1 - JITTER + 2 * JITTER * random()));
  }

  // What was in trouble before a restart is looked at first; the others are spread over the first interval.
  const isInTrouble = health.state().status === 'error';
  plan(isInTrouble ? 0 : everyMs() * random());

  return {
    look() {
      if (!isChecking && health.state().pause !== plannedFor) planNext();
    },
    stop() {
      stopping.abort();
      cancel?.();
    },
  };
}
