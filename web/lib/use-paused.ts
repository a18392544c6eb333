import { useEffect, useState } from 'react';

/**
 * The value as it was when it last stood still for `pauseMs`: what is asked of the server while somebody types.
 * Compared by what it holds, so a new object of the same content starts no new pause.
 */
export function usePaused<T>(value: T, pauseMs: number): T {
  const [paused, setPaused] = useState(value);
  const written = JSON.stringify(value);
  const isSame = JSON.stringify(paused) === written;
  useEffect(() => {
    if (isSame) return undefined;
    const timer = window.setTimeout(() => setPaused(JSON.parse(written) as T), pauseMs);
    return () => window.clearTimeout(timer);
  }, [written, isSame, pauseMs]);
  return paused;
}
