const SHOW_AFTER_MS = 1000;
const REDRAW_MS = 250;

/** Waits for `work`; on a terminal, says on stderr what is being waited for once it takes more than a second. */
export async function withProgress<T>(what: string, work: Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) return await work;
  const startedAtMs = performance.now();
  let isShown = false;
  const timer = setInterval(() => {
    const elapsedMs = performance.now() - startedAtMs;
    if (elapsedMs < SHOW_AFTER_MS) return;
    isShown = true;
    process.stderr.write(`\r${what} … ${Math.floor(elapsedMs / 1000)} s`);
  }, REDRAW_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    // Carriage return, then erase to the end of the line.
    if (isShown) process.stderr.write('\r\u001B[K');
  }
}
