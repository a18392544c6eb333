import type { Clock } from '#sdk';

/** A clock that runs is not set anew by less than this. */
const JUMP_MS = 1_500;

/** Tells for how long the time of day has run as steadily as time itself. */
export type ClockWatch = {
  /** Milliseconds since the last jump that was seen, or since the start. To be asked every few seconds. */
  steadyForMs(): number;
};

/**
 * Notices a clock that is set anew, and a machine that slept: then claims look expired, or seem to last for days,
 * while those who hold them live.
 *
 * @param monotonicMs time that nobody sets
 */
export function createClockWatch(
  clock: Clock,
  monotonicMs: () => number = () => performance.now(),
): ClockWatch {
  let steadySinceMs = monotonicMs();
  let offsetMs = clock().getTime() - steadySinceMs;

  return {
    steadyForMs() {
      const nowMs = monotonicMs();
      const offset = clock().getTime() - nowMs;
      if (Math.abs(offset - offsetMs) > JUMP_MS) steadySinceMs = nowMs;
      offsetMs = offset;
      return nowMs - steadySinceMs;
    },
  };
}
