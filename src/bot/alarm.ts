/**
 * Rings once, at the earliest of the times it was set to, however often that was; then it may be set again.
 * It keeps no process alive.
 */
export interface Alarm {
  set(delayMs: number): void;
  /** It rings no more until it is set again. */
  clear(): void;
}

export function createAlarm(ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let ringsAtMs = Infinity;

  function clear(): void {
    clearTimeout(timer);
    ringsAtMs = Infinity;
  }

  return {
    set(delayMs) {
      const atMs = performance.now() + delayMs;
      if (atMs >= ringsAtMs) return;
      clearTimeout(timer);
      ringsAtMs = atMs;
      timer = setTimeout(() => {
        ringsAtMs = Infinity;
        ring();
      }, delayMs).unref();
    },
    clear,
  };
}
