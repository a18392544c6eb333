import { requestInvalid } from './http.errors.ts';

/** Nothing that is kept is half as deep, and what copies or compares a body goes into it call by call. */
const DEEPEST = 64;

/** Refuses a body of so many lists in lists that whatever looks through it runs out of stack. */
export function assertNotDeep(body: unknown): void {
  // Bytes as they came: they have no depth, and looking at each of three million takes a while.
  if (Buffer.isBuffer(body)) return;
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw requestInvalid([{ path: '', message: 'it is nested too deeply' }]);
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
}
