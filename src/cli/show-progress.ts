const SHOW_AFTER_MS = 1_000;
const REDRAW_MS = 200;
const WIDTH = 24;

type Progress = { readonly table: string; readonly doneRows: number; readonly totalRows: number };

/** A bar on stderr, on a terminal only, once the work takes more than a second. */
export function showProgress(): {
  readonly tell: (progress: Progress) => void;
  readonly end: () => void;
} {
  const startedAtMs = performance.now();
  let drawnAtMs = 0;
  let isShown = false;
  return {
    tell({ table, doneRows, totalRows }) {
      const nowMs = performance.now();
      if (!process.stderr.isTTY) return;
      if (nowMs - startedAtMs < SHOW_AFTER_MS || nowMs - drawnAtMs < REDRAW_MS) return;
      drawnAtMs = nowMs;
      isShown = true;
      const part = totalRows === 0 ? 1 : Math.min(doneRows / totalRows, 1);
      const full = Math.round(part * WIDTH);
      const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
      // Carriage return, the line, then erase to its end.
      process.stderr.write(`\r${bar} ${Math.floor(part * 100)} %  ${table}\u001B[K`);
    },
    end() {
      if (isShown) process.stderr.write('\r\u001B[K');
      isShown = false;
    },
  };
}
