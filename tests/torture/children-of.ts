import { readFileSync } from 'node:fs';

/** Processes that a process of ours has started, that still run, and whose command says so. Linux only. */
export function childrenOf(pid: number, command: string): readonly number[] {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // It has ended meanwhile.
      return '';
    }
  };
  return read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .map(Number)
    .filter((child) => child > 0 && read(`/proc/${child}/cmdline`).includes(command));
}
