import type { Clock } from '#sdk';
import { notAsked } from '../data-sources.errors.ts';
import {
  type SourceEvent,
  type SourceState,
  UNKNOWN,
  isLeftAlone,
  isProven,
  nextState,
  pauseLeftMs,
} from './source-state.ts';

/** What is known of how one open source is, and whether it may be asked now. */
export interface Health {
  state(): SourceState;
  report(event: SourceEvent): void;
  /**
   * Asks it, unless it is left alone for the moment; then the reason is thrown at once. After a pause, or while it fails
   * at once, one question at a time is let through, to see whether it is back.
   */
  guard<T>(ask: () => Promise<T>): Promise<T>;
  /** Looks whether it is back; meanwhile, while it fails, nobody else asks it. */
  attempt<T>(look: () => Promise<T>): Promise<T>;
  /** Whether somebody looks just now. */
  isTried(): boolean;
  /** How long nobody should ask it, from now. */
  pauseLeftMs(): number;
}

export interface HealthDeps {
  /** The source's name. */
  readonly name: string;
  readonly clock: Clock;
  /** Whether somebody looks in the background whether it is back: else it is never left alone. */
  readonly isChecked: boolean;
  /** Told of every event that changed something. */
  readonly onState: (state: SourceState, before: SourceState) => void;
}

/** As long as an answer may take longer without anybody noticing. */
const JOIN_MS = 250;

export function createHealth({ name, clock, isChecked, onState }: HealthDeps): Health {
  let state = UNKNOWN;
  let trying: Promise<unknown> | undefined;

  async function attempt<T>(look: () => Promise<T>): Promise<T> {
    const mine = look();
    trying = mine;
    try {
      return await mine;
    } finally {
      if (trying === mine) trying = undefined;
    }
  }

  return {
    state: () => state,
    report(event) {
      const before = state;
      state = nextState(before, event, clock());
      onState(state, before);
    },
    async guard(ask) {
      if (!isChecked || !isProven(state)) return await ask();
      if (!trying && !isLeftAlone(state, clock())) return await attempt(ask);
      // Who looks just now knows in a moment.
      if (trying && state.isQuick) await endOrMoment(trying);
      if (!isProven(state)) return await ask();
      throw notAsked(name, state.error);
    },
    attempt,
    isTried: () => trying !== undefined,
    pauseLeftMs: () => pauseLeftMs(state, clock()),
  };
}

/** Resolves when the work ends, well or not, or after a moment. */
async function endOrMoment(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const moment = new Promise((resolve) => (timer = setTimeout(resolve, JOIN_MS)));
  await Promise.race([work.catch(() => undefined), moment]);
  clearTimeout(timer);
}
